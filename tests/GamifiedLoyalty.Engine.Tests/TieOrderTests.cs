using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Testing.Programs;
using Shouldly;
using Xunit;

namespace GamifiedLoyalty.Engine.Tests;

/// <summary>Who reached a score earlier stands higher, also after corrections and on boards that come later.</summary>
public sealed class TieOrderTests
{
    private const string Boards = """
        [ { "id": "revenue", "subject": "employee", "metric": { "measure": "amount" }, "periods": ["all"] },
          { "id": "pieces", "subject": "employee", "metric": { "measure": "quantity" }, "periods": ["all"] }{0} ]
        """;

    private const string Late = """
        , { "id": "late", "subject": "employee", "metric": { "measure": "amount" }, "filter": { "field": "line.amount", "op": "ge", "value": 0 }, "periods": ["all"] }
        """;

    [Fact]
    public async Task A_board_that_comes_later_orders_ties_as_if_it_had_always_been_there()
    {
        await using var program = await StartAsync();
        await program.SellAsync("e1", 100m);
        var taken = await program.SellAsync("e1", 50m);
        await program.SellAsync("e2", 100m);
        await program.ReverseAsync(taken.Activity!.Version);

        await program.PublishAsync(Definitions.With("[]", Boards.Replace("{0}", Late, StringComparison.Ordinal)));

        (await program.BoardAsync("revenue", "all")).ShouldBe("1 e2 10000\n2 e1 10000");
        (await program.BoardAsync("late", "all")).ShouldBe("1 e2 10000\n2 e1 10000");
    }

    [Fact]
    public async Task A_correction_that_leaves_a_score_leaves_its_place_among_equals()
    {
        await using var program = await StartAsync();
        var first = await program.SellAsync("e1", 100m, quantity: 2);
        await program.SellAsync("e2", 100m, quantity: 2);
        await program.ReverseAsync(first.Activity!.Version, amount: 10m);

        (await program.BoardAsync("pieces", "all")).ShouldBe("1 e1 2\n2 e2 2");
    }

    private static async Task<TestProgram> StartAsync()
    {
        var program = await TestProgram.StartAsync(Definitions.With("[]", Boards.Replace("{0}", "", StringComparison.Ordinal)));
        await program.MembersAsync(new(OwnerKind.Employee, "e1", "A"), new(OwnerKind.Employee, "e2", "B"));
        return program;
    }
}
