namespace GamifiedLoyalty.Server.Tests.Contract;

/// <summary>The section <em>Boards</em> of the contract: periods, scores and who is counted where.</summary>
public sealed class BoardsTests(ContractServers servers)
{
    private const string Amounts = """{ "id": "b", "subject": "employee", "metric": { "measure": "amount" }, "periods": ["quarter", "month", "week", "day", "year", "all"] }""";

    [Theory]
    [InlineData("2026-01-01", "2026-W01,2026-Q1,2026-01,2026,2026-01-01,all")]
    [InlineData("2021-01-01", "2020-W53,2021-Q1,2021-01,2021,2021-01-01,all")]
    [InlineData("2021-01-03", "2020-W53,2021")]
    [InlineData("2021-01-04", "2021-W01,2021")]
    [InlineData("2024-12-30", "2025-W01,2024,2024-Q4,2024-12")]
    [InlineData("2026-06-30T23:59:59+02:00", "2026-Q2,2026-06,2026-06-30")]
    [InlineData("2026-06-30T22:00:00Z", "2026-Q3,2026-07,2026-07-01")]
    [InlineData("2026-10-25T00:30:00Z", "2026-10-25,2026-W43")]
    public async Task A_day_belongs_to_the_periods_of_the_programs_zone(string occurredAt, string periods)
    {
        var program = await servers.NewAsync(ContractProgram.With(boards: $"[{Amounts}]"));

        await program.SellAsync("e1", "1", $"\"occurredAt\": \"{occurredAt}\"");

        foreach (var period in periods.Split(','))
        {
            (await program.BoardAsync("b", $"?period={period}")).ShouldBe(["1 e1 100"], period);
        }

        (await program.BoardAsync("b", "?period=2026-W53")).ShouldBeEmpty();
        (await program.BoardAsync("b", "?period=2019")).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_default_period_is_the_current_one_of_the_first_kind()
    {
        var program = await servers.NewAsync();

        (await program.GetAsync("boards/revenue")).Text("period").ShouldBe("2026-Q4");
        (await program.GetAsync("boards/points")).Text("period").ShouldBe("2026-11");
        var answer = await program.GetAsync("boards/revenue?period=2026-W47");
        answer.Text("board").ShouldBe("revenue");
        answer.Text("period").ShouldBe("2026-W47");
        answer.Json.GetProperty("at").GetDateTimeOffset().ShouldBe(ContractServers.Now);
        answer.Number("total").ShouldBe(0);
        answer.Json.GetProperty("rows").GetArrayLength().ShouldBe(0);
        answer.Json.TryGetProperty("next", out _).ShouldBeFalse();
    }

    [Theory]
    [InlineData("2025-W53")]
    [InlineData("2026-W54")]
    [InlineData("2026-W00")]
    [InlineData("2026-W7")]
    [InlineData("2026-Q5")]
    [InlineData("2026-13")]
    [InlineData("2026-02-29")]
    [InlineData("2026-11-21T00:00:00Z")]
    [InlineData("ALL")]
    [InlineData("november")]
    [InlineData("")]
    public async Task A_malformed_period_is_400_and_a_kind_not_offered_404(string period)
    {
        var program = await servers.NewAsync();

        (await program.GetAsync($"boards/points?period={period}")).ShouldBeProblem(400, "badPeriod");
        (await program.GetAsync($"boards/points/around/e1?period={period}")).ShouldBeProblem(400, "badPeriod");
        (await program.GetAsync("boards/points?period=2026-Q4")).ShouldBeProblem(404, "periodNotOffered");
        (await program.GetAsync("boards/points/around/e1?period=2026-W47")).ShouldBeProblem(404, "periodNotOffered");
        (await program.GetAsync("boards/points?period=1999-01")).Code.ShouldBe(200);
    }

    [Fact]
    public async Task Amounts_are_converted_and_rounded_line_by_line_half_away_from_zero_then_summed()
    {
        var program = await servers.NewAsync(ContractProgram.With(boards: $"[{Amounts}]"));

        await program.SendAsync("""
            { "externalId": "eur", "type": "sale", "employee": "e1", "lines": [ { "amount": "0.005" }, { "amount": "0.005" }, { "amount": "0.004" } ] }
            """);
        await program.SendAsync("""
            { "externalId": "usd", "type": "sale", "employee": "e2", "currency": "USD", "lines": [ { "amount": "0.125" }, { "amount": 0.125 } ] }
            """);

        // 0.125 USD are 0.115 EUR: 12 cents a line, where both together would be 23.
        (await program.BoardAsync("b")).ShouldBe(["1 e2 24", "2 e1 2"]);
        (await program.SendAsync(ContractProgram.Sale("yen", more: """ "currency": "JPY" """))).ShouldBeProblem(422, "rateMissing");
    }

    [Fact]
    public async Task A_rate_holds_from_its_local_day()
    {
        var program = await servers.NewAsync($$"""
            { "name": "Rates", "timeZone": "Europe/Paris", "currencies": [ { "id": "points", "name": "Points" } ], "boards": [ {{Amounts}} ],
              "money": { "currency": "JPY", "decimals": 0, "rates": [ { "currency": "USD", "from": "2026-01-02", "rate": 150 }, { "currency": "USD", "from": "2026-02-01", "rate": "160.5" } ] } }
            """);

        (await program.SendAsync(Usd("a", "2026-01-01T22:59:59Z"))).ShouldBeProblem(422, "rateMissing");
        await program.SendAsync(Usd("b", "2026-01-01T23:00:00Z"));
        await program.SendAsync(Usd("c", "2026-02-01"));

        (await program.BoardAsync("b", "?period=2026-01")).ShouldBe(["1 e1 150"]);
        (await program.BoardAsync("b", "?period=2026-02")).ShouldBe(["1 e1 161"]);

        static string Usd(string id, string at) => ContractProgram.Sale(id, amount: "1", more: $"\"currency\": \"USD\", \"occurredAt\": \"{at}\"");
    }

    [Fact]
    public async Task Partner_boards_follow_the_activitys_partner_and_roll_up_to_its_ancestors_when_asked()
    {
        var program = await servers.NewAsync(ContractProgram.With(
            """[ { "id": "r", "on": "sale", "formula": { "type": "perAmount", "points": 1, "per": 1 }, "currency": "points", "beneficiary": { "employee": 50, "partner": 50 } } ]""", """
            [ { "id": "plain", "subject": "partner", "metric": { "measure": "amount" }, "periods": ["all"] },
              { "id": "rolled", "subject": "partner", "metric": { "measure": "amount" }, "rollUp": true, "periods": ["all"] },
              { "id": "points", "subject": "partner", "metric": { "measure": "points", "currency": "points" }, "periods": ["all"] } ]
            """));
        await program.PutAsync("partners/top", """{ "name": "Distributor" }""");
        await program.PutAsync("partners/p1", """{ "name": "Cycles Lyon", "parent": "top" }""");

        await program.SellAsync("e1", "10");
        await program.SellAsync("e1", "7", """ "partner": "p2" """);
        await program.SellAsync("solo", "3");

        (await program.BoardAsync("plain")).ShouldBe(["1 p1 1000", "2 p2 700"]);
        (await program.BoardAsync("rolled")).ShouldBe(["1 p1 1000", "2 top 1000", "3 p2 700"]);
        (await program.BoardAsync("points")).ShouldBe(["1 p1 10", "2 p2 7"]);
    }

    [Fact]
    public async Task Per_head_divides_by_the_active_employees_and_needs_the_minimum_headcount()
    {
        var program = await servers.NewAsync(ContractProgram.With(boards: """
            [ { "id": "head", "subject": "partner", "metric": { "measure": "quantity", "aggregate": "perHead" }, "periods": ["all"] },
              { "id": "teams", "subject": "partner", "metric": { "measure": "quantity", "aggregate": "perHead", "minimumHeadcount": 2 }, "periods": ["all"] } ]
            """));

        await program.SellAsync("e1", "1", """ "quantity": 5 """);
        await program.SellAsync("e3", "1", """ "quantity": 2 """);
        (await program.BoardAsync("head")).ShouldBe(["1 p1 2", "2 p2 2"]);
        (await program.BoardAsync("teams")).ShouldBe(["1 p1 2"]);

        await program.PutAsync("employees/e4", """{ "name": "New", "partner": "p2" }""");
        (await program.BoardAsync("head")).ShouldBe(["1 p1 2", "2 p2 1"]);
        (await program.BoardAsync("teams")).ShouldBe(["1 p1 2", "2 p2 1"]);
    }

    [Fact]
    public async Task A_filter_sees_what_was_fixed_when_the_activity_was_recorded_and_a_new_board_is_filled_from_history()
    {
        const string Sellers = """{ "id": "sellers", "subject": "employee", "metric": { "measure": "count" }, "filter": { "field": "employee.role", "op": "eq", "value": "sales" }, "periods": ["all"] }""";
        var program = await servers.NewAsync(ContractProgram.With(boards: $"[{Sellers}]"));
        await program.SellAsync("e1", "1");
        await program.PutAsync("employees/e1", """{ "name": "Ada", "partner": "p1", "role": "manager" }""");
        await program.SellAsync("e1", "1");

        (await program.BoardAsync("sellers")).ShouldBe(["1 e1 1"]);
        await program.PublishAsync(ContractProgram.With(boards: $$"""
            [ {{Sellers}}, {{Sellers.Replace("\"sellers\"", "\"again\"", StringComparison.Ordinal).Replace("sales", "manager", StringComparison.Ordinal)}},
              { "id": "south", "subject": "partner", "metric": { "measure": "amount" }, "filter": { "field": "partner.region", "op": "eq", "value": "south" }, "periods": ["all"] } ]
            """));
        (await program.BoardAsync("again")).ShouldBe(["1 e1 1"]);
        (await program.BoardAsync("south")).ShouldBe(["1 p1 200"]);
    }

    [Fact]
    public async Task A_row_names_its_subject_and_the_move_since_yesterday()
    {
        var program = await servers.NewAsync(ContractProgram.With(boards: $"[{Amounts}]"));
        const string Yesterday = """ "occurredAt": "2026-11-20" """;
        await program.SellAsync("e1", "30", Yesterday);
        var second = await program.SellAsync("e2", "20", Yesterday);
        await program.SellAsync("e3", "10", Yesterday);
        await program.SellAsync("e3", "25");
        await program.SellAsync("solo", "1");

        (await MovesAsync("2026-Q4")).ShouldBe("e3 2, e1 -1, e2 -1, solo ");
        (await MovesAsync("2026-11-21")).ShouldBe("e3 , solo ");

        // As now corrected: without the second of yesterday, e3 was second.
        await program.ReverseAsync(second, """{ "externalId": "r", "reason": "x" }""");
        (await MovesAsync("2026-Q4")).ShouldBe("e3 1, e1 -1, solo ");
        (await program.GetAsync("boards/b")).Json.GetProperty("rows")[0].GetProperty("name").GetString().ShouldBe("Cy");

        async Task<string> MovesAsync(string period) => string.Join(", ", (await program.GetAsync($"boards/b?period={period}")).Json
            .GetProperty("rows").EnumerateArray().Select(r => $"{r.GetProperty("subject").GetString()} {r.GetProperty("moved")}"));
    }

    [Fact]
    public async Task Points_are_awards_less_reversals_with_the_pending_part_as_provisional()
    {
        var program = await servers.NewAsync(ContractProgram.With("""
            [ { "id": "now", "on": "sale", "formula": { "type": "fixed", "points": 5 }, "currency": "miles" },
              { "id": "later", "on": "sale", "formula": { "type": "perAmount", "points": 100, "per": 1 }, "currency": "miles", "pendingFor": "P1D" },
              { "id": "over", "on": "sale", "formula": { "type": "fixed", "points": 3 }, "currency": "miles", "pendingFor": "PT1H" } ]
            """, """[ { "id": "m", "subject": "employee", "metric": { "measure": "points", "currency": "miles" }, "periods": ["all"] } ]"""));

        var sold = await program.SellAsync("e1", "2", """ "occurredAt": "2026-11-21T09:00:00+01:00" """);
        sold.Awards().ShouldBe("employee/e1/miles 5 now, employee/e1/miles 200 later pending, employee/e1/miles 3 over");
        (await program.BoardAsync("m")).ShouldBe(["1 e1 208 (200)"]);

        await program.ReverseAsync(sold, """{ "externalId": "r", "reason": "x", "amount": 1 }""");
        (await program.BoardAsync("m")).ShouldBe(["1 e1 108 (100)"]);
        (await program.WalletAsync("employees/e1")).ShouldBe("points 0+0 miles 8+100");
    }
}
