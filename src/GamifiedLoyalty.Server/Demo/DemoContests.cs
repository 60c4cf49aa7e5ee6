using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using GamifiedLoyalty.Domain.Challenges;
using GamifiedLoyalty.Engine.Commands;
using GamifiedLoyalty.Engine.Programs;

namespace GamifiedLoyalty.Server.Demo;

/// <summary>
/// Gives the demonstration a contest that is running and one that is settled, by the commands that managers use. Every step
/// can be repeated; when a later start finds none running, a new one begins.
/// </summary>
/// <param name="time">Now.</param>
internal sealed class DemoContests(TimeProvider time)
{
    private const string Settled = "dealers-derby";
    private const string Running = "avalanche-opener";
    private const int DaysAWeek = 7;
    private const int RunningDays = 14;
    private const int SettledDays = 21;

    /// <summary>Launches what is missing.</summary>
    public async Task SeedAsync(ProgramEngine engine, CancellationToken cancellationToken)
    {
        var documents = await ReadAsync(cancellationToken);
        if (engine.FindChallenge(Settled) is not { Record.Status: ChallengeStatus.Settled })
        {
            await SettleAsync(engine, documents["settled"]!.AsObject(), cancellationToken);
        }

        if (engine.ListChallenges().Any(c => c.Record.Status == ChallengeStatus.Open))
        {
            return;
        }

        var monday = MondayOfLastWeek(engine);
        var id = $"{Running}-{monday.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}";
        await LaunchAsync(engine, id, documents["running"]!.AsObject(), monday, monday.AddDays(RunningDays), cancellationToken);
        await ActAsync(engine, id, ChallengeAction.Open, cancellationToken);
    }

    /// <summary>
    /// The settled one counts the weeks before now. What lies in the past cannot be launched, so it ends tomorrow by its
    /// definition and now by command.
    /// </summary>
    private async Task SettleAsync(ProgramEngine engine, JsonObject document, CancellationToken cancellationToken)
    {
        var today = engine.Current.Definition.Calendar.DayOf(time.GetUtcNow());
        await LaunchAsync(engine, Settled, document, today.AddDays(-SettledDays), today.AddDays(1), cancellationToken);
        foreach (var action in new[] { ChallengeAction.Open, ChallengeAction.Close, ChallengeAction.Settle })
        {
            await ActAsync(engine, Settled, action, cancellationToken);
        }
    }

    private static async Task LaunchAsync(
        ProgramEngine engine, string id, JsonObject document, DateOnly start, DateOnly end, CancellationToken cancellationToken)
    {
        if (engine.FindChallenge(id) is null or { Record.Status: ChallengeStatus.Draft })
        {
            document["start"] = start.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            document["end"] = end.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            var bytes = Encoding.UTF8.GetBytes(document.ToJsonString());
            Check(await engine.PutChallengeAsync(id, bytes, DemoSeeder.Actor, dryRun: false, cancellationToken));
        }

        await ActAsync(engine, id, ChallengeAction.Submit, cancellationToken);
    }

    private static async Task ActAsync(ProgramEngine engine, string id, ChallengeAction action, CancellationToken cancellationToken) =>
        Check(await engine.ActAsync(id, action, null, null, DemoSeeder.Actor, cancellationToken));

    /// <summary>What an interrupted seeding, or the clock, did before is refused, and done all the same.</summary>
    private static void Check(ChallengeResult result)
    {
        if (result.Faults.Count > 0)
        {
            throw new InvalidOperationException($"The demonstration's contest is faulty at {result.Faults[0].Pointer}: {result.Faults[0].Detail}");
        }
    }

    /// <summary>A week of sales counts already, and there is up to a week left to go.</summary>
    private DateOnly MondayOfLastWeek(ProgramEngine engine)
    {
        var today = engine.Current.Definition.Calendar.DayOf(time.GetUtcNow());
        return today.AddDays(-(((int)today.DayOfWeek + DaysAWeek - 1) % DaysAWeek) - DaysAWeek);
    }

    private static async Task<JsonObject> ReadAsync(CancellationToken cancellationToken)
    {
        await using var resource = typeof(DemoContests).Assembly.GetManifestResourceStream("demo-contests.json")
            ?? throw new InvalidOperationException("The demonstration's contests are missing from the program.");
        return (await JsonNode.ParseAsync(resource, cancellationToken: cancellationToken))!.AsObject();
    }
}
