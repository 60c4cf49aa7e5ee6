using GamifiedLoyalty.Domain.Activities;
using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Engine.Commands;
using GamifiedLoyalty.Engine.Verification;
using GamifiedLoyalty.Testing.Programs;
using Shouldly;
using Xunit;

namespace GamifiedLoyalty.Engine.Tests;

/// <summary>
/// A reversed sale leaves no trace but the order of ties: balances and scores equal those of a program that never saw it.
/// </summary>
public sealed class ReversalEquivalenceTests
{
    private const string Rules = """
        [ { "id": "base", "on": "sale", "when": { "field": "line.category", "op": "eq", "value": "Bikes" }, "priority": 5,
            "formula": { "type": "perAmount", "points": 1, "per": "10.00" }, "currency": "points", "pendingFor": "P3D",
            "caps": [ { "per": "beneficiary", "period": "month", "max": 60 } ] },
          { "id": "welcome", "on": "sale", "formula": { "type": "firstTime", "per": "employee", "points": 25 },
            "currency": "points", "beneficiary": { "employee": 60, "partner": 40 } },
          { "id": "newcustomer", "on": "sale", "formula": { "type": "firstTime", "per": "customer", "points": 7 }, "currency": "points" },
          { "id": "dealer", "on": "sale", "formula": { "type": "perQuantity", "points": 3 }, "currency": "points", "beneficiary": "partner",
            "caps": [ { "per": "partner", "period": "week", "max": 40 } ] },
          { "id": "bonus", "on": "sale", "formula": { "type": "threshold", "measure": "amount", "period": "week", "bar": "500", "points": 50 }, "currency": "points" },
          { "id": "steps", "on": "sale", "formula": { "type": "slabs", "measure": "amount", "period": "month", "mode": "whole",
            "steps": [ { "from": 0, "points": 1, "per": "100" }, { "from": 700, "points": 2, "per": "100" } ] }, "currency": "points", "rounding": "halfUp" },
          { "id": "marginal", "on": "sale", "formula": { "type": "slabs", "measure": "quantity", "period": "month", "mode": "marginal",
            "steps": [ { "from": 3, "points": 1, "per": 1 }, { "from": 10, "points": 5, "per": 1 } ] }, "currency": "points", "beneficiary": "partner" },
          { "id": "either", "on": "sale", "exclusiveGroup": "g", "when": { "field": "line.amount", "op": "ge", "value": 90 },
            "formula": { "type": "fixed", "points": 4 }, "currency": "points", "caps": [ { "per": "beneficiary", "period": "day", "max": 6 } ] },
          { "id": "or", "on": "sale", "exclusiveGroup": "g", "formula": { "type": "percentBack", "percent": 5 }, "currency": "points", "rounding": "up" },
          { "id": "double", "on": "sale", "formula": { "type": "multiplier", "factor": 2, "of": ["base", "or"] }, "currency": "points",
            "caps": [ { "per": "beneficiary", "period": "all", "max": 90 } ] } ]
        """;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public async Task Reversing_random_sales_equals_never_having_sent_them(int seed)
    {
        var random = new Random(seed);
        var sales = Enumerable.Range(0, 60).Select(i => RandomSale(random, i)).ToList();
        var reversed = Enumerable.Range(0, 60).OrderBy(_ => random.Next()).Take(10).ToHashSet();

        await using var corrected = await StartAsync();
        var versions = new long[sales.Count];
        for (var i = 0; i < sales.Count; i++)
        {
            versions[i] = (await corrected.RecordAsync(sales[i])).Activity!.Version;
        }

        foreach (var i in reversed.OrderBy(_ => random.Next()))
        {
            (await corrected.ReverseAsync(versions[i])).Status.ShouldBe(ReversalStatus.Applied);
        }

        await using var never = await StartAsync();
        foreach (var sale in sales.Where((_, i) => !reversed.Contains(i)))
        {
            await never.RecordAsync(sale);
        }

        (await PictureAsync(corrected)).ShouldBe(await PictureAsync(never), $"seed {seed}");
        (await ProgramVerifier.VerifyAsync(corrected.Store, "acme", null, default)).Fault.ShouldBeNull();
        corrected.Failures.ShouldBeEmpty();
        await PostEverythingAsync(corrected);
        await PostEverythingAsync(never);
        (await PictureAsync(corrected)).ShouldBe(await PictureAsync(never), $"seed {seed}, after posting");
        (await ProgramVerifier.VerifyAsync(corrected.Store, "acme", null, default)).Fault.ShouldBeNull();
    }

    [Fact]
    public async Task Reversing_in_parts_equals_having_sold_the_rest()
    {
        await using var corrected = await StartAsync();
        var sale = await corrected.SellAsync("e1", 300m, quantity: 3, at: "2026-11-20T10:00:00Z");
        await corrected.SellAsync("e1", 400m, at: "2026-11-20T11:00:00Z");
        await corrected.ReverseAsync(sale.Activity!.Version, "R-1", [new LineReversal("1", 1, null)]);
        await corrected.ReverseAsync(sale.Activity!.Version, "R-2", amount: 50m);

        await using var never = await StartAsync();
        await never.SellAsync("e1", 150m, quantity: 2, at: "2026-11-20T10:00:00Z");
        await never.SellAsync("e1", 400m, at: "2026-11-20T11:00:00Z");

        (await PictureAsync(corrected)).ShouldBe(await PictureAsync(never));
    }

    private static async Task<TestProgram> StartAsync()
    {
        var program = await TestProgram.StartAsync(Definitions.With(Rules, Definitions.Boards));
        await program.MembersAsync(
            new(OwnerKind.Partner, "p1", "One"), new(OwnerKind.Partner, "p2", "Two") { Parent = "p1" },
            new(OwnerKind.Employee, "e1", "A") { Partner = "p1" }, new(OwnerKind.Employee, "e2", "B") { Partner = "p1" },
            new(OwnerKind.Employee, "e3", "C") { Partner = "p2" });
        return program;
    }

    private static Activity RandomSale(Random random, int number)
    {
        var at = new DateTimeOffset(2026, 11, random.Next(9, 22), 8, 0, 0, TimeSpan.Zero).AddMinutes(random.Next(200));
        var sale = TestProgram.Sale(
            $"S-{number}", $"e{random.Next(1, 4)}", random.Next(1, 20_000) / 100m, random.Next(3) == 0 ? "Parts" : "Bikes",
            random.Next(3) == 0 ? "p2" : null, quantity: random.Next(0, 4));
        return sale with { OccurredAt = at, Customer = random.Next(2) == 0 ? new CustomerRef($"c{random.Next(6)}", false) : null };
    }

    private static async Task PostEverythingAsync(TestProgram program)
    {
        program.Time.Advance(TimeSpan.FromDays(30));
        for (var i = 0; i < 200 && (await PictureAsync(program)).Contains('('); i++)
        {
            await program.Engine.WaitForAsync(program.Engine.Version + 1, TimeSpan.FromMilliseconds(1), default);
            program.Time.Advance(TimeSpan.FromMilliseconds(1));
        }
    }

    /// <summary>Everything that must be equal, without the order of ties.</summary>
    private static async Task<string> PictureAsync(TestProgram program)
    {
        var lines = new List<string>();
        foreach (var owner in new[] { OwnerRef.Employee("e1"), OwnerRef.Employee("e2"), OwnerRef.Employee("e3"), OwnerRef.Partner("p1"), OwnerRef.Partner("p2") })
        {
            lines.Add($"{owner.Id} {await program.WalletAsync(owner)}");
        }

        foreach (var (board, period) in new[] { ("revenue", "2026-11"), ("revenue", "2026-W47"), ("points", "2026-11"), ("dealers", "2026-11"), ("units", "all") })
        {
            var rows = (await program.BoardAsync(board, period)).Split('\n').Select(r => r[(r.IndexOf(' ') + 1)..]).Order(StringComparer.Ordinal);
            lines.Add($"{board} {period}: {string.Join("; ", rows)}");
        }

        return string.Join('\n', lines);
    }
}
