using GamifiedLoyalty.Server.Tests.Support;

namespace GamifiedLoyalty.Server.Tests.Contract;

/// <summary>Reversals, and what they free: the last sentences of the section <em>Activities</em>.</summary>
public sealed class ReversalsTests(ContractServers servers)
{
    private const string Boards = """
        [ { "id": "amount", "subject": "employee", "metric": { "measure": "amount" }, "periods": ["all"] },
          { "id": "points", "subject": "employee", "metric": { "measure": "points", "currency": "points" }, "periods": ["all"] },
          { "id": "count", "subject": "employee", "metric": { "measure": "count" }, "periods": ["all"] } ]
        """;

    [Fact]
    public async Task A_reversal_of_all_leaves_boards_and_wallets_as_if_nothing_had_been_sent()
    {
        var program = await servers.NewAsync();
        var sold = await program.SendAsync(Samples.Sale);

        var reversed = await program.ReverseAsync(sold, """{ "externalId": "r", "reason": "returned" }""");

        reversed.Code.ShouldBe(200, reversed.Text);
        (await program.BoardAsync("revenue")).ShouldBeEmpty();
        (await program.BoardAsync("points")).ShouldBeEmpty();
        (await program.BoardAsync("dealer-bikes")).ShouldBeEmpty();
        (await program.WalletAsync("employees/e1")).ShouldBe("points 0+0");
        (await program.WalletAsync("partners/p1")).ShouldBe("points 0+0");
        (await program.SendAsync(Samples.Sale)).Text("status").ShouldBe("duplicate");
    }

    [Theory]
    [InlineData(""" "lines": [ { "id": "1" } ] """, "1 e1 5000")]
    [InlineData(""" "lines": [ { "id": "2", "quantity": 1 } ] """, "1 e1 22499")]
    [InlineData(""" "lines": [ { "id": "1", "amount": "99.99" }, { "id": "2", "amount": 50 } ] """, "1 e1 10000")]
    [InlineData(""" "amount": "249.98" """, "1 e1 1")]
    public async Task A_reversal_takes_lines_quantities_or_amounts(string what, string left)
    {
        var program = await servers.NewAsync();
        var sold = await program.SendAsync(Samples.Sale);

        var answer = await program.ReverseAsync(sold, $$"""{ "externalId": "r", "reason": "returned", {{what}} }""");

        answer.Code.ShouldBe(200, answer.Text);
        (await program.BoardAsync("revenue")).ShouldBe([left]);
    }

    [Fact]
    public async Task An_amount_goes_to_the_lines_by_value_the_cents_left_to_the_largest_remainder()
    {
        var program = await servers.NewAsync(ContractProgram.With(boards: """
            [ { "id": "a", "subject": "employee", "metric": { "measure": "amount" }, "filter": { "field": "line.sku", "op": "eq", "value": "a" }, "periods": ["all"] },
              { "id": "b", "subject": "employee", "metric": { "measure": "amount" }, "filter": { "field": "line.sku", "op": "eq", "value": "b" }, "periods": ["all"] },
              { "id": "c", "subject": "employee", "metric": { "measure": "amount" }, "filter": { "field": "line.sku", "op": "eq", "value": "c" }, "periods": ["all"] } ]
            """));
        var sold = await program.SendAsync("""
            { "externalId": "s", "type": "sale", "employee": "e1", "lines": [ { "id": "1", "sku": "a", "amount": "1.00" },
              { "id": "2", "sku": "b", "amount": "2.00" }, { "id": "3", "sku": "c", "amount": "4.00" } ] }
            """);

        // 100 cents are 14.29, 28.57 and 57.14: 14, 28 and 57, and the one left goes to the second.
        await program.ReverseAsync(sold, """{ "externalId": "r", "reason": "discount", "amount": "1.00" }""");

        (await program.BoardAsync("a")).ShouldBe(["1 e1 86"]);
        (await program.BoardAsync("b")).ShouldBe(["1 e1 171"]);
        (await program.BoardAsync("c")).ShouldBe(["1 e1 343"]);
    }

    [Fact]
    public async Task More_than_remains_is_over_reversed_and_takes_no_version()
    {
        var program = await servers.NewAsync();
        var sold = await program.SendAsync(Samples.Sale);
        await program.ReverseAsync(sold, """{ "externalId": "r1", "reason": "x", "amount": "200" }""");
        var before = await program.VersionAsync();

        (await program.ReverseAsync(sold, """{ "externalId": "r2", "reason": "x", "amount": "50.00" }""")).ShouldBeProblem(422, "overReversed");
        (await program.ReverseAsync(sold, """{ "externalId": "r2", "reason": "x", "lines": [ { "id": "2", "quantity": 3 } ] }""")).ShouldBeProblem(422, "overReversed");

        (await program.VersionAsync()).ShouldBe(before);
        (await program.ReverseAsync(sold, """{ "externalId": "r2", "reason": "x", "amount": "49.99" }""")).Code.ShouldBe(200);
    }

    [Fact]
    public async Task Reversals_have_their_own_ids_per_activity()
    {
        var program = await servers.NewAsync();
        var (one, two) = (await program.SellAsync("e1", "100"), await program.SellAsync("e1", "50"));
        const string Reversal = """{ "externalId": "r", "reason": "x", "amount": "10" }""";

        var first = await program.ReverseAsync(one, Reversal);
        (await program.ReverseAsync(two, Reversal)).Text("status").ShouldBe("applied");
        var again = await program.ReverseAsync(one, """{ "amount": 10.0, "reason": "x", "externalId": "r" }""");

        again.Text("status").ShouldBe("duplicate");
        again.Number("version").ShouldBe(first.Number("version"));
        (await program.ReverseAsync(one, Reversal.Replace("10", "11", StringComparison.Ordinal))).ShouldBeProblem(409);
        (await program.BoardAsync("revenue")).ShouldBe(["1 e1 13000"]);
    }

    [Fact]
    public async Task What_a_reversal_frees_under_a_cap_of_the_beneficiary_goes_to_later_activities_of_the_period()
    {
        var program = await CappedAsync("beneficiary");
        var first = await program.SellAsync("e1", "80", """ "occurredAt": "2026-11-02" """);
        var second = await program.SellAsync("e1", "50", """ "occurredAt": "2026-11-01" """);
        (await program.SellAsync("e1", "70", """ "occurredAt": "2026-10-31" """)).Awards().ShouldBe("employee/e1/points 70 r");
        second.Awards().ShouldBe("employee/e1/points 20 r capped by beneficiary/month");

        await program.ReverseAsync(first, """{ "externalId": "r", "reason": "x", "amount": "60" }""");

        (await program.BoardAsync("points")).ShouldBe(["1 e1 140"]);
        (await program.WalletAsync("employees/e1")).ShouldStartWith("points 140+0");
    }

    [Fact]
    public async Task What_a_reversal_frees_under_a_budget_serves_later_activities_only()
    {
        var program = await CappedAsync("program");
        var first = await program.SellAsync("e1", "80");
        (await program.SellAsync("e2", "50")).Awards().ShouldBe("employee/e2/points 20 r capped by program/month");

        await program.ReverseAsync(first, """{ "externalId": "r", "reason": "x" }""");
        (await program.BoardAsync("points")).ShouldBe(["1 e2 20"]);

        (await program.SellAsync("e3", "200")).Awards().ShouldBe("employee/e3/points 80 r capped by program/month");
    }

    [Fact]
    public async Task A_first_time_reversed_is_a_first_time_again()
    {
        var program = await servers.NewAsync(ContractProgram.With(
            """[ { "id": "hello", "on": "sale", "formula": { "type": "firstTime", "per": "employee", "points": 5 }, "currency": "points" } ]""", Boards));
        var first = await program.SellAsync("e1", "1");
        (await program.SellAsync("e1", "1")).Awards().ShouldBeEmpty();

        await program.ReverseAsync(first, """{ "externalId": "r", "reason": "x" }""");

        (await program.BoardAsync("points")).ShouldBe(["1 e1 5"]);
        (await program.BoardAsync("count")).ShouldBe(["1 e1 1"]);
    }

    [Fact]
    public async Task A_subject_is_listed_while_an_unreversed_activity_contributes_though_with_a_score_of_zero()
    {
        var program = await servers.NewAsync(ContractProgram.With(boards: Boards));
        var one = await program.SellAsync("e1", "0");
        await program.SellAsync("e1", "10");
        var other = await program.SellAsync("e2", "10");

        await program.ReverseAsync(other, """{ "externalId": "r", "reason": "x" }""");

        (await program.BoardAsync("amount")).ShouldBe(["1 e1 1000"]);
        (await program.SellAsync("solo", "0")).Text("status").ShouldBe("recorded");
        (await program.BoardAsync("amount")).ShouldBe(["1 e1 1000", "2 solo 0"]);
        (await program.BoardAsync("count")).ShouldBe(["1 e1 2", "2 solo 1"]);
        one.Text("status").ShouldBe("recorded");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("{}")]
    [InlineData("""{ "reason": "wrong file" }""")]
    public async Task A_streamed_import_has_an_id_and_is_undone_whole(string? body)
    {
        var program = await servers.NewAsync();
        await program.SellAsync("e1", "1", externalId: "kept");
        var lines = string.Join('\n', Enumerable.Range(1, 50).Select(i => ContractProgram.Sale($"i{i}", i % 2 == 0 ? "e1" : "e2")));
        var streamed = await program.PostAsync("activities?answer=summary", lines, "application/x-ndjson");
        streamed.Number("recorded").ShouldBe(50);

        var undone = await program.PostAsync($"imports/{streamed.Text("import")}/reversal", body);

        undone.Code.ShouldBe(200, undone.Text);
        (await program.BoardAsync("revenue")).ShouldBe(["1 e1 100"]);
        (await program.BoardAsync("points")).ShouldBe(["1 e1 150"]);
    }

    private Task<ContractProgram> CappedAsync(string per) => servers.NewAsync(ContractProgram.With($$"""
        [ { "id": "r", "on": "sale", "formula": { "type": "perAmount", "points": 1, "per": 1 }, "currency": "points",
            "caps": [ { "per": "{{per}}", "period": "month", "max": 100 } ] } ]
        """, Boards));
}
