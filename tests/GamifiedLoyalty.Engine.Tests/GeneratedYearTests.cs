using GamifiedLoyalty.Domain.Activities;
using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Engine.Commands;
using GamifiedLoyalty.Testing.Programs;
using Shouldly;
using Xunit;

namespace GamifiedLoyalty.Engine.Tests;

/// <summary>A year of generated sales, in any order, against totals computed by a few plain lines.</summary>
public sealed class GeneratedYearTests
{
    private const string Boards = """
        [ { "id": "people", "subject": "employee", "metric": { "measure": "amount" }, "periods": ["quarter", "all"] },
          { "id": "stores", "subject": "partner", "metric": { "measure": "amount" }, "periods": ["quarter", "all"] },
          { "id": "helmets", "subject": "employee", "metric": { "measure": "quantity" },
            "filter": { "field": "line.category", "op": "eq", "value": "Helmets" }, "periods": ["quarter", "all"] } ]
        """;

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    public async Task Totals_of_every_quarter_equal_the_naive_sums_in_any_order_of_import(int seed)
    {
        var random = new Random(seed);
        var sales = Enumerable.Range(0, 3_000).Select(i => RandomSale(random, i)).ToList();
        await using var program = await TestProgram.StartAsync(Definitions.With("[]", Boards));
        foreach (var chunk in sales.OrderBy(_ => random.Next()).Chunk(500))
        {
            var commands = chunk.Select(s => new RecordActivity(s, "test") { CreateMembers = MembersOf(s) }).ToList();
            var results = await program.Engine.RecordAsync(commands, waitForSpace: true, default);
            results.ShouldAllBe(r => r.Status == RecordStatus.Recorded);
            var again = await program.Engine.RecordAsync(commands, waitForSpace: true, default);
            again.ShouldAllBe(r => r.Status == RecordStatus.Duplicate);
        }

        foreach (var quarter in new int?[] { 1, 2, 3, 4, null })
        {
            var period = quarter is { } q ? $"2025-Q{q}" : "all";
            var inside = sales.Where(s => quarter is null || ((s.OccurredLocal!.Value.Month - 1) / 3) + 1 == quarter).ToList();
            (await ScoresAsync(program, "people", period)).ShouldBe(Naive(inside, s => s.Employee!, Cents), $"seed {seed}, {period}");
            (await ScoresAsync(program, "stores", period)).ShouldBe(Naive(inside, s => s.Partner!, Cents), $"seed {seed}, {period}");
            (await ScoresAsync(program, "helmets", period)).ShouldBe(
                Naive(inside.Where(s => s.Lines[0].Category == "Helmets"), s => s.Employee!, s => s.Lines[0].Quantity), $"seed {seed}, {period}");
        }
    }

    private static Activity RandomSale(Random random, int number) =>
        TestProgram.Sale(
            $"{number}", $"e{random.Next(20)}", random.Next(0, 2_000_000_000) / 1_000_000m, random.Next(4) == 0 ? "Helmets" : "Bikes",
            $"p{random.Next(50)}", quantity: random.Next(9)) with
        {
            OccurredLocal = new DateTime(2025, 1, 1).AddDays(random.Next(365)),
        };

    private static MemberProfile[] MembersOf(Activity sale) =>
        [new(OwnerKind.Partner, sale.Partner!, sale.Partner!), new(OwnerKind.Employee, sale.Employee!, sale.Employee!)];

    private static long Cents(Activity sale)
    {
        var thousandths = (long)(sale.Lines[0].Amount * 1_000_000m);
        return (thousandths + 5_000) / 10_000;
    }

    private static string Naive(IEnumerable<Activity> sales, Func<Activity, string> subject, Func<Activity, long> value) => string.Join(
        '\n', sales.GroupBy(subject).Select(g => (g.Key, Sum: g.Sum(value))).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => $"{g.Key} {g.Sum}"));

    private static async Task<string> ScoresAsync(TestProgram program, string board, string period)
    {
        var rows = (await program.BoardAsync(board, period)).Split('\n');
        var scores = rows.Select(r => r.Split(' ')).Select(r => (Subject: r[1], Score: long.Parse(r[2], System.Globalization.CultureInfo.InvariantCulture))).ToList();
        scores.Select(s => s.Score).ShouldBe(scores.Select(s => s.Score).OrderDescending());
        return string.Join('\n', scores.OrderBy(s => s.Subject, StringComparer.Ordinal).Select(s => $"{s.Subject} {s.Score}"));
    }
}
