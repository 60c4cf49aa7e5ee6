using GamifiedLoyalty.Domain.Activities;
using GamifiedLoyalty.Domain.Time;
using GamifiedLoyalty.Engine.Commands;
using GamifiedLoyalty.Engine.Programs;

namespace GamifiedLoyalty.Server.Demo;

/// <summary>
/// Fills a new demonstration: definition, members, weeks of past sales, and contests. Every step can be repeated, so an interrupted
/// seeding is completed by the next start.
/// </summary>
internal sealed class DemoSeeder(ProgramHost host, TimeProvider time)
{
    /// <summary>The program's slug.</summary>
    public const string Program = "belledonne";

    /// <summary>The large screen's id.</summary>
    public const string Screen = "lobby";

    /// <summary>Who does it, in the log.</summary>
    public const string Actor = "system:demo";

    private const int HistoryDays = 45;
    private const int SalesADay = 220;
    private const int Batch = 500;

    /// <summary>Seeds what is missing; returns the program.</summary>
    /// <param name="world">Who sells.</param>
    /// <param name="seed">What decides the past sales.</param>
    /// <param name="cancellationToken">Gives up; the next start completes it.</param>
    public async Task<ProgramEngine> SeedAsync(DemoWorld world, int seed, CancellationToken cancellationToken)
    {
        var isNew = await host.FindAsync(Program, cancellationToken) is null;
        if (isNew)
        {
            await PublishAsync(cancellationToken);
        }

        var engine = await host.FindAsync(Program, cancellationToken)
            ?? throw new InvalidOperationException("The demonstration's program was published but cannot be found.");
        if (await HistoryStartAsync(engine, cancellationToken) is { } start)
        {
            await engine.PutMembersAsync([.. world.Partners, .. world.Sellers.Select(s => s.Profile)], Actor, cancellationToken);
            await RecordHistoryAsync(engine, world, seed, start, cancellationToken);
        }

        await new DemoContests(time).SeedAsync(engine, cancellationToken);
        return engine;
    }

    private async Task PublishAsync(CancellationToken cancellationToken)
    {
        var result = await host.PublishAsync(Program, await ReadDefinitionAsync(cancellationToken), Actor, dryRun: false, cancellationToken);
        if (result.Faults.Count > 0)
        {
            throw new InvalidOperationException($"The demonstration's definition is faulty at {result.Faults[0].Pointer}: {result.Faults[0].Detail}");
        }
    }

    /// <summary>The definition that the demonstration publishes, JSON in UTF-8.</summary>
    public static async Task<byte[]> ReadDefinitionAsync(CancellationToken cancellationToken)
    {
        await using var resource = typeof(DemoSeeder).Assembly.GetManifestResourceStream("demo-program.json")
            ?? throw new InvalidOperationException("The demonstration's definition is missing from the program.");
        using var memory = new MemoryStream();
        await resource.CopyToAsync(memory, cancellationToken);
        return memory.ToArray();
    }

    // The past is complete when its last activity, a training that closes it, is there. Its day is fixed by the first
    // activity, so that a seeding continued another day repeats the same past.
    private async Task<DateTimeOffset?> HistoryStartAsync(ProgramEngine engine, CancellationToken cancellationToken)
    {
        if (await engine.FindActivityAsync("demo", "history-end", cancellationToken) is not null)
        {
            return null;
        }

        var first = await engine.FindActivityAsync("demo", "history-start", cancellationToken);
        return first?.Recorded.RecordedAt ?? time.GetUtcNow();
    }

    private static async Task RecordHistoryAsync(
        ProgramEngine engine, DemoWorld world, int seed, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var calendar = engine.Current.Definition.Calendar;
        await RecordAsync(engine, [Mark(world, "history-start", now)], cancellationToken);
        foreach (var batch in History(calendar, world, seed, now).Chunk(Batch))
        {
            await RecordAsync(engine, batch, cancellationToken);
        }

        await RecordAsync(engine, [Mark(world, "history-end", now)], cancellationToken);
    }

    private static IEnumerable<Activity> History(ProgramCalendar calendar, DemoWorld world, int seed, DateTimeOffset now)
    {
        var random = new Random(seed);
        var sales = new DemoSales(world, seed, "h");
        var today = calendar.DayOf(now);
        for (var back = HistoryDays; back >= 0; back--)
        {
            foreach (var at in DemoRhythm.Day(calendar, today.AddDays(-back), SalesADay, now, random))
            {
                yield return sales.Next(at);
            }
        }
    }

    private static Activity Mark(DemoWorld world, string externalId, DateTimeOffset now) => new()
    {
        Source = "demo",
        ExternalId = externalId,
        Type = "training",
        OccurredAt = new DateTimeOffset(now.Ticks - (now.Ticks % TimeSpan.TicksPerSecond), TimeSpan.Zero),
        Employee = world.Sellers[0].Profile.Id,
        Lines = [new ActivityLine("1", null, null, 0, 0m, Domain.AttributeMap.Empty)],
        HasImplicitLine = true,
    };

    private static async Task RecordAsync(ProgramEngine engine, IReadOnlyList<Activity> activities, CancellationToken cancellationToken)
    {
        var commands = activities.Select(a => new RecordActivity(a, Actor)).ToArray();
        var results = await engine.RecordAsync(commands, waitForSpace: true, cancellationToken);
        if (results.FirstOrDefault(r => r.Status == RecordStatus.Rejected)?.Fault is { } fault)
        {
            throw new InvalidOperationException($"The demonstration's past is faulty: {fault.Detail}");
        }
    }
}
