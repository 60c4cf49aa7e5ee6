using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Engine.Commands;
using GamifiedLoyalty.Testing.Programs;
using Shouldly;
using Xunit;

namespace GamifiedLoyalty.Engine.Tests;

/// <summary>A corrected activity is worked out anew from what was so before it, not from what is so now.</summary>
public sealed class CorrectionBasisTests
{
    private const string Slab = """
        [ { "id": "steps", "on": "sale", "currency": "points", "formula": { "type": "slabs", "measure": "quantity", "period": "year",
            "mode": "marginal", "steps": [ { "from": 3, "points": 1, "per": 1 } ] } } ]
        """;

    private const string PartnerCap = """
        [ { "id": "dealer", "on": "sale", "currency": "points", "beneficiary": "partner", "formula": { "type": "fixed", "points": 1 },
            "caps": [ { "per": "partner", "period": "all", "max": 3 } ] } ]
        """;

    private const string Two = """
        [ { "id": "one", "on": "sale", "currency": "points", "formula": { "type": "fixed", "points": 1 } },
          { "id": "two", "on": "sale", "currency": "points", "formula": { "type": "fixed", "points": 2 } } ]
        """;

    [Fact]
    public async Task A_correction_that_leaves_the_turnover_earns_nothing_from_later_turnover()
    {
        await using var program = await StartAsync(Slab);
        var first = await program.SellAsync("e1", 100m, quantity: 4);
        await program.SellAsync("e1", 100m, quantity: 6);

        (await program.ReverseAsync(first.Activity!.Version, amount: 10m)).Status.ShouldBe(ReversalStatus.Applied);

        (await program.WalletAsync(OwnerRef.Employee("e1"))).ShouldBe("7+0");
    }

    /// <summary>The first of several reversals in one commit fills a page of the partner's versions.</summary>
    [Fact]
    public async Task Reversals_in_one_commit_see_the_page_that_the_one_before_filled()
    {
        await using var program = await StartAsync(PartnerCap);
        var import = Enumerable.Range(0, 3).Select(i => new RecordActivity(TestProgram.Sale($"I-{i}", "e1", 1m), "test") { Import = "i1" });
        await program.Engine.RecordAsync([.. import], waitForSpace: true, default);
        var later = Enumerable.Range(0, 60).Select(i => new RecordActivity(TestProgram.Sale($"L-{i}", "e1", 1m), "test"));
        await program.Engine.RecordAsync([.. later], waitForSpace: true, default);

        (await program.Engine.ReverseImportAsync("i1", "wrong file", "test", default)).Reversed.ShouldBe(3);

        (await program.WalletAsync(OwnerRef.Partner("p1"))).ShouldBe("3+0");
    }

    [Fact]
    public async Task A_statement_tells_a_correction_once_also_when_a_page_becomes_full_with_it()
    {
        await using var program = await StartAsync(Two);
        var first = await program.SellAsync("e1", 1m);
        var more = Enumerable.Range(0, 62).Select(i => new RecordActivity(TestProgram.Sale($"M-{i}", "e1", 1m), "test"));
        await program.Engine.RecordAsync([.. more], waitForSpace: true, default);
        await program.ReverseAsync(first.Activity!.Version);

        var statement = await program.Engine.ReadStatementAsync(OwnerRef.Employee("e1"), null, 1_000, "en", default);
        statement.Lines.Sum(l => l.Points).ShouldBe(62 * 3);
        (await program.WalletAsync(OwnerRef.Employee("e1"))).ShouldBe($"{62 * 3}+0");
    }

    private static async Task<TestProgram> StartAsync(string rules)
    {
        var program = await TestProgram.StartAsync(Definitions.With(rules, Definitions.Boards));
        await program.MembersAsync(new(OwnerKind.Partner, "p1", "One"), new(OwnerKind.Employee, "e1", "A") { Partner = "p1" });
        return program;
    }
}
