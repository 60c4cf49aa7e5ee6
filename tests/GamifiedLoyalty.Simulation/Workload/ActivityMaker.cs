using GamifiedLoyalty.Domain;
using GamifiedLoyalty.Domain.Activities;

namespace GamifiedLoyalty.Simulation.Workload;

/// <summary>Makes activities: now, late, at the edges of days, a little in the future, and some faulty ones.</summary>
internal sealed class ActivityMaker(World world)
{
    private int _made;

    private Random Random => world.Random;

    public Activity Make()
    {
        var (at, local) = Occurrence();
        return new Activity
        {
            Source = Random.Next(3) == 0 ? "crm" : "pos",
            ExternalId = FormattableString.Invariant($"A-{++_made}"),
            Type = Random.Next(10) == 0 ? "demo" : "sale",
            OccurredAt = at,
            OccurredLocal = local,
            Employee = Random.Next(40) switch { 0 => "e99", < 4 => null, _ => People.Employee(Random) },
            Partner = Random.Next(40) switch { 0 => "p99", < 12 => People.Partner(Random), _ => null },
            Currency = Random.Next(12) switch { 0 => "USD", 1 => "EUR", 2 when Random.Next(4) == 0 => "JPY", _ => null },
            Customer = Random.Next(3) == 0 ? new CustomerRef(FormattableString.Invariant($"c{Random.Next(15)}"), Random.Next(2) == 0) : null,
            Lines = [.. Enumerable.Range(1, 1 + (Random.Next(3) / 2 * Random.Next(1, 3))).Select(Line)],
        };
    }

    /// <summary>The same id with something else in it.</summary>
    public Activity Other(Activity activity) => Random.Next(3) switch
    {
        0 => activity with { Type = activity.Type == "sale" ? "demo" : "sale" },
        1 => activity with { Customer = activity.Customer is null ? new CustomerRef("c1", false) : null },
        _ => activity with { Lines = [activity.Lines[0] with { Amount = activity.Lines[0].Amount + 1 }, .. activity.Lines.Skip(1)] },
    };

    private ActivityLine Line(int number) => new(
        FormattableString.Invariant($"{number}"), null, Random.Next(4) switch { 0 => null, 1 => "Parts", _ => "Bikes" },
        Random.Next(0, 5), Random.Next(6) == 0 ? Random.Next(0, 200) : Random.Next(1, 40_000) / 100m, AttributeMap.Empty);

    private (DateTimeOffset? At, DateTime? Local) Occurrence()
    {
        var now = world.Time.GetUtcNow();
        now = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMinute));
        var time = world.Model.Time;
        var today = time.Day(now);
        switch (Random.Next(20))
        {
            case < 6:
                return (null, null);
            case < 11:
                world.Count("activity late");
                return (now.AddMinutes(-Random.Next(0, 60 * 24 * (Random.Next(4) == 0 ? 50 : 3))), null);
            case < 13:
                var local = time.Local(now).AddDays(-Random.Next(1, 5)).Date.AddMinutes(30 * Random.Next(0, 8));
                return (null, DateTime.SpecifyKind(local, DateTimeKind.Unspecified));
            case < 15:
                world.Count("activity at the edge of a day");
                return (time.StartOf(today.AddDays(-Random.Next(0, 8))).AddMilliseconds(Random.Next(-1, 1)), null);
            case 15:
                world.Count("activity soon");
                return (now.AddMinutes(4), null);
            case 16:
                world.Count("activity too far ahead");
                return (now.AddMinutes(Random.Next(10, 5_000)), null);
            default:
                return (null, DateTime.SpecifyKind(today.AddDays(-Random.Next(0, 3)).ToDateTime(TimeOnly.MinValue), DateTimeKind.Unspecified));
        }
    }
}
