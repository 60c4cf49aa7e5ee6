using System.Text.Json;

namespace GamifiedLoyalty.Server.Tests.Contract;

/// <summary>The order of standings, pages of them, and around a subject.</summary>
public sealed class StandingsTests(ContractServers servers)
{
    private const string Boards = """
        [ { "id": "first", "subject": "employee", "metric": { "measure": "amount" }, "periods": ["all"] },
          { "id": "shared", "subject": "employee", "metric": { "measure": "amount" }, "ties": "shared", "periods": ["all"] } ]
        """;

    [Fact]
    public async Task Who_reached_a_score_first_stands_higher_and_ranks_are_1_to_n()
    {
        var program = await servers.NewAsync(ContractProgram.With(boards: Boards));
        await program.SellAsync("e3", "10");
        await program.SellAsync("e2", "4");
        await program.SellAsync("e1", "10");
        await program.SellAsync("e2", "6");
        await program.SellAsync("solo", "1");

        (await program.BoardAsync("first")).ShouldBe(["1 e3 1000", "2 e1 1000", "3 e2 1000", "4 solo 100"]);
        (await program.BoardAsync("shared")).ShouldBe(["1 e1 1000", "1 e2 1000", "1 e3 1000", "4 solo 100"]);
    }

    [Fact]
    public async Task Scores_that_changed_in_the_same_version_stand_by_id()
    {
        var program = await servers.NewAsync(ContractProgram.With(boards: """
            [ { "id": "rolled", "subject": "partner", "metric": { "measure": "amount" }, "rollUp": true, "periods": ["all"] } ]
            """));
        await program.PutAsync("partners/a", """{ "name": "A", "parent": "p2" }""");

        await program.SellAsync("solo", "5", """ "partner": "a" """);

        (await program.BoardAsync("rolled")).ShouldBe(["1 a 500", "2 p2 500"]);
    }

    [Fact]
    public async Task A_shared_board_counts_1_2_2_4_also_across_pages()
    {
        var program = await servers.NewAsync(ContractProgram.With(boards: Boards));
        await SellAsync(program, ("solo", 30), ("e2", 20), ("e1", 20), ("e3", 10));

        (await program.BoardAsync("shared")).ShouldBe(["1 solo 3000", "2 e1 2000", "2 e2 2000", "4 e3 1000"]);
        var page = await program.GetAsync("boards/shared?limit=2");
        (await program.BoardAsync("shared", $"?cursor={page.Text("next")}&limit=2")).ShouldBe(["2 e2 2000", "4 e3 1000"]);
    }

    [Fact]
    public async Task Around_shows_up_to_span_above_and_below_the_gap_and_the_percentile()
    {
        var program = await servers.NewAsync(ContractProgram.With(boards: Boards));
        for (var i = 1; i <= 20; i++)
        {
            await program.PutAsync($"employees/m{i:00}", """{ "name": "M" }""");
            await SellAsync(program, ($"m{i:00}", 100 - i));
        }

        var middle = await program.GetAsync("boards/first/around/m10");
        middle.Each("rows", "subject").ShouldBe(["m05", "m06", "m07", "m08", "m09", "m10", "m11", "m12", "m13", "m14", "m15"]);
        middle.Number("toNext").ShouldBe(101);
        middle.Number("percentile").ShouldBe(50);
        middle.Number("total").ShouldBe(20);
        var top = await program.GetAsync("boards/first/around/m01?span=2");
        top.Each("rows", "subject").ShouldBe(["m01", "m02", "m03"]);
        top.Json.GetProperty("toNext").ValueKind.ShouldBe(JsonValueKind.Null);
        top.Number("percentile").ShouldBe(5);
        (await program.GetAsync("boards/first/around/m20?span=1")).Each("rows", "rank").ShouldBe(["19", "20"]);
        (await program.GetAsync("boards/first/around/m07?span=0")).Each("rows", "rank").ShouldBe(["7"]);
        (await program.GetAsync("boards/first/around/e1")).ShouldBeProblem(404);
        (await program.GetAsync("boards/none/around/e1")).ShouldBeProblem(404);
    }

    [Fact]
    public async Task To_next_is_the_least_gain_that_improves_the_rank()
    {
        var program = await servers.NewAsync(ContractProgram.With(boards: Boards));
        await SellAsync(program, ("e1", 10), ("e2", 10), ("e3", 7));

        // Who comes later to the same score stays below; where ranks are shared, equal is better already.
        (await ToNextAsync("first", "e2")).ShouldBe("1");
        (await ToNextAsync("first", "e3")).ShouldBe("301");
        (await ToNextAsync("shared", "e2")).ShouldBe("");
        (await ToNextAsync("shared", "e3")).ShouldBe("300");
        (await program.GetAsync("boards/shared/around/e3?period=all")).Number("percentile").ShouldBe(100);
        (await program.GetAsync("boards/shared/around/e2?period=all")).Number("percentile").ShouldBe(34);

        async Task<string> ToNextAsync(string board, string subject) =>
            (await program.GetAsync($"boards/{board}/around/{subject}?period=all")).Json.GetProperty("toNext").ToString();
    }

    [Fact]
    public async Task Percentile_is_rounded_up()
    {
        var program = await servers.NewAsync(ContractProgram.With(boards: Boards));
        await SellAsync(program, ("e1", 3), ("e2", 2), ("e3", 1));

        foreach (var (subject, percentile) in new[] { ("e1", 34), ("e2", 67), ("e3", 100) })
        {
            (await program.GetAsync($"boards/first/around/{subject}")).Number("percentile").ShouldBe(percentile);
        }
    }

    private static async Task SellAsync(ContractProgram program, params (string Employee, int Amount)[] sales)
    {
        foreach (var (employee, amount) in sales)
        {
            await program.SellAsync(employee, FormattableString.Invariant($"{amount}"));
        }
    }
}
