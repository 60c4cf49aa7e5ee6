using System.Globalization;
using GamifiedLoyalty.Engine.Commands;
using GamifiedLoyalty.Testing.Programs;
using Shouldly;
using Xunit;

namespace GamifiedLoyalty.Engine.Tests.Challenges;

/// <summary>A window of the past is found in a log of many pages, whenever its sales were recorded and corrected.</summary>
public sealed class OldWindowTests
{
    private const string Past = """
        { "name": "Past", "subject": "employee", "metric": { "measure": "amount" }, "start": "2026-11-10", "end": "2026-11-12" }
        """;

    [Fact(Timeout = 60_000)]
    public async Task What_was_recorded_or_returned_late_is_found_among_many_sales_of_other_times()
    {
        await using var program = await ChallengeProgram.StartAsync(Definitions.With("[]", Definitions.Boards));
        await program.Program.SellAsync("e1", 50m, at: "2026-11-10T10:00:00Z");
        var returned = await program.Program.SellAsync("e2", 70m, at: "2026-11-11T10:00:00Z");
        await RecordOthersAsync(program, "A");
        await program.Program.SellAsync("e3", 30m, at: "2026-11-11T22:59:59Z");
        await program.Program.SellAsync("e4", 99m, at: "2026-11-11T23:00:00Z");
        await RecordOthersAsync(program, "B");
        await program.Program.ReverseAsync(returned.Activity!.Version, amount: 20m);
        await RecordOthersAsync(program, "C");

        var results = await program.Engine.BacktestAsync(
            [System.Text.Encoding.UTF8.GetBytes(Past)], At("2026-11-09T23:00:00Z"), At("2026-11-11T23:00:00Z"), null, default);

        var rows = results[0].Figures!.Standings.Rows;
        rows.Select(r => (r.Subject, r.Score)).ShouldBe([("e1", 5_000), ("e2", 5_000), ("e3", 3_000)]);
    }

    /// <summary>More than a page of sales that occurred outside the window.</summary>
    private static Task RecordOthersAsync(ChallengeProgram program, string prefix) => program.Engine.RecordAsync(
        [.. Enumerable.Range(0, 1_300).Select(n => new RecordActivity(
            TestProgram.Sale(FormattableString.Invariant($"{prefix}{n}"), "e4", 1m, at: n % 2 == 0 ? "2026-11-09T22:59:59Z" : null), "test"))],
        waitForSpace: true, default);

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
