namespace GamifiedLoyalty.Simulation.Workload;

/// <summary>Moves the clock: by minutes to months, to what is due, to the edges of days.</summary>
internal sealed class ClockSteps(World world)
{
    private Random Random => world.Random;

    public void Minutes() => Move("clock minutes", world.Time.GetUtcNow().AddSeconds(Random.Next(1, 7_200)));

    public void Days() => Move("clock days", world.Time.GetUtcNow().AddMinutes(Random.Next(600, 5_000)));

    public void Month() => Move("clock a month", world.Time.GetUtcNow().AddDays(Random.Next(20, 45)));

    /// <summary>To the instant at which the next award posts, or just before it.</summary>
    public void Due()
    {
        if (world.Model.NextDue() is { } due && due > world.Time.GetUtcNow())
        {
            Move("clock to what is due", due.AddMilliseconds(-Random.Next(2)));
        }
    }

    /// <summary>To the instant at which a contest opens, closes or settles, or just before it.</summary>
    public void Contest()
    {
        if (world.Model.Contests.NextDue() is { } due && due > world.Time.GetUtcNow())
        {
            Move("clock to a contest", due.AddMilliseconds(-Random.Next(2)));
        }
    }

    /// <summary>To the first instant of tomorrow, or just before it.</summary>
    public void Midnight()
    {
        var tomorrow = world.Model.Time.Day(world.Time.GetUtcNow()).AddDays(1);
        Move("clock to midnight", world.Model.Time.StartOf(tomorrow).AddMilliseconds(-Random.Next(2)));
    }

    private void Move(string kind, DateTimeOffset to)
    {
        if (to > world.Time.GetUtcNow())
        {
            world.Count(kind);
            world.Trace.Line(FormattableString.Invariant($"{kind} {to:O}"));
            world.Time.MoveTo(to);
            world.Settle();
        }
    }
}
