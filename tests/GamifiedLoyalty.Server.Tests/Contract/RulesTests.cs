namespace GamifiedLoyalty.Server.Tests.Contract;

/// <summary>The table of the contract's section <em>Program definition</em>, row by row: formulas, rounding, beneficiaries, caps, order.</summary>
public sealed class RulesTests(ContractServers servers)
{
    private static int _sent;

    private const string Lines = """
        "lines": [ { "category": "A", "quantity": 3, "amount": "10.50" }, { "category": "B", "quantity": 4, "amount": "4.50" } ]
        """;

    [Theory]
    [InlineData("""{ "type": "fixed", "points": 7 }""", 7)]
    [InlineData("""{ "type": "perAmount", "points": 1, "per": 1 }""", 15)]
    [InlineData("""{ "type": "perAmount", "points": 3, "per": "2.50" }""", 18)]
    [InlineData("""{ "type": "perAmount", "points": 1, "per": 4 }""", 3)]
    [InlineData("""{ "type": "perQuantity", "points": 5 }""", 35)]
    [InlineData("""{ "type": "perQuantity", "points": 5, "per": 2 }""", 17)]
    [InlineData("""{ "type": "percentBack", "percent": 10 }""", 1)]
    [InlineData("""{ "type": "percentBack", "percent": "2.5" }""", 37, "miles")]
    [InlineData("""{ "type": "fixed", "points": 7 }""", 7, "points", "A")]
    [InlineData("""{ "type": "perAmount", "points": 1, "per": 1 }""", 10, "points", "A")]
    [InlineData("""{ "type": "perQuantity", "points": 1 }""", 4, "points", "B")]
    [InlineData("""{ "type": "fixed", "points": 7 }""", 0, "points", "C")]
    public async Task A_formula_sees_the_matching_lines(string formula, long points, string currency = "points", string? category = null)
    {
        var when = category is null ? "" : $$""" "when": { "field": "line.category", "op": "eq", "value": "{{category}}" }, """;
        var program = await servers.NewAsync(ContractProgram.With($$"""[ { "id": "r", "on": "sale", {{when}} "formula": {{formula}}, "currency": "{{currency}}" } ]"""));

        var sold = await SaleAsync(program, Lines);

        sold.ShouldBe(points == 0 ? "" : $"employee/e1/{currency} {points} r");
    }

    [Theory]
    [InlineData("down", "2.5", 2)]
    [InlineData("halfUp", "2.5", 3)]
    [InlineData("halfEven", "2.5", 2)]
    [InlineData("halfEven", "3.5", 4)]
    [InlineData("halfUp", "2.499999", 2)]
    [InlineData("up", "2.000001", 3)]
    [InlineData("up", "2", 2)]
    public async Task Rounding_happens_once_per_activity_and_rule(string rounding, string amount, long points)
    {
        var program = await servers.NewAsync(ContractProgram.With(
            $$"""[ { "id": "r", "on": "sale", "formula": { "type": "perAmount", "points": 1, "per": 1 }, "currency": "points", "rounding": "{{rounding}}" } ]"""));
        var half = decimal.Parse(amount, System.Globalization.CultureInfo.InvariantCulture) - 1;

        var sold = await SaleAsync(program, FormattableString.Invariant($$""" "lines": [ { "amount": "{{half}}" }, { "amount": 1 } ] """));

        sold.ShouldBe($"employee/e1/points {points} r");
    }

    [Theory]
    [InlineData("\"employee\"", "employee/e1/points 11 r")]
    [InlineData("\"partner\"", "partner/p1/points 11 r")]
    [InlineData("""{ "employee": 60, "partner": 40 }""", "employee/e1/points 6 r, partner/p1/points 5 r")]
    [InlineData("""{ "employee": 99, "partner": 1 }""", "employee/e1/points 10 r, partner/p1/points 1 r")]
    [InlineData("""{ "employee": 5, "partner": 95 }""", "partner/p1/points 11 r")]
    public async Task The_employees_share_is_rounded_down_and_the_remainder_is_the_partners(string beneficiary, string awards)
    {
        var program = await servers.NewAsync(ContractProgram.With(
            $$"""[ { "id": "r", "on": "sale", "formula": { "type": "fixed", "points": 11 }, "currency": "points", "beneficiary": {{beneficiary}} } ]"""));

        (await SaleAsync(program, "\"amount\": 1")).ShouldBe(awards);
    }

    [Fact]
    public async Task A_multiplier_gives_factor_minus_one_of_awards_before_caps()
    {
        var program = await servers.NewAsync(ContractProgram.With("""
            [ { "id": "double", "on": "sale", "formula": { "type": "multiplier", "factor": "2.5", "of": ["base"] }, "currency": "points" },
              { "id": "base", "on": "sale", "formula": { "type": "perAmount", "points": 1, "per": 1 }, "currency": "points",
                "caps": [ { "per": "beneficiary", "period": "all", "max": 4 } ] },
              { "id": "other", "on": "sale", "formula": { "type": "fixed", "points": 100 }, "currency": "points" } ]
            """));

        var awards = await SaleAsync(program, "\"amount\": 11");

        awards.Split(", ").ShouldBe(
            ["employee/e1/points 4 base capped by beneficiary/all", "employee/e1/points 16 double", "employee/e1/points 100 other"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_threshold_is_given_once_per_beneficiary_and_period_at_the_bar()
    {
        var program = await servers.NewAsync(ContractProgram.With("""
            [ { "id": "bar", "on": "sale", "formula": { "type": "threshold", "measure": "amount", "period": "month", "bar": 100, "points": 50 }, "currency": "points" } ]
            """));

        (await SaleAsync(program, "\"amount\": \"99.99\"")).ShouldBeEmpty();
        (await SaleAsync(program, "\"amount\": \"100\"", "e2")).ShouldBe("employee/e2/points 50 bar");
        (await SaleAsync(program, "\"amount\": \"50\", \"occurredAt\": \"2026-10-05\"")).ShouldBeEmpty();
        (await SaleAsync(program, "\"amount\": \"0.01\"")).ShouldBe("employee/e1/points 50 bar");
        (await SaleAsync(program, "\"amount\": \"500\"")).ShouldBeEmpty();
        (await SaleAsync(program, "\"amount\": \"50\", \"occurredAt\": \"2026-10-06\"")).ShouldBe("employee/e1/points 50 bar");
    }

    [Theory]
    [InlineData("employee", "1,0,1,1")]
    [InlineData("partner", "1,0,0,1")]
    [InlineData("customer", "1,1,0,0")]
    public async Task A_first_time_is_counted_per_whom_it_says(string per, string given)
    {
        var program = await servers.NewAsync(ContractProgram.With(
            $$"""[ { "id": "first", "on": "sale", "formula": { "type": "firstTime", "per": "{{per}}", "points": 1 }, "currency": "points" } ]"""));

        string[] awards =
        [
            await SaleAsync(program, """ "customer": { "id": "c1" } """), await SaleAsync(program, """ "customer": { "id": "c2" } """),
            await SaleAsync(program, """ "customer": { "id": "c1" } """, "e2"), await SaleAsync(program, """ "customer": { "id": "c2" } """, "e3"),
        ];

        string.Join(',', awards.Select(a => a.Length == 0 ? 0 : 1)).ShouldBe(given);
    }

    // Marginal: 50 at one; 50 at one and 5 at two; 50 at two. Whole: 50 at one; 105 at two less 50; 155 at two less 210.
    [Theory]
    [InlineData("marginal", "50, 60, 100")]
    [InlineData("whole", "50, 160, 100")]
    public async Task Slabs_rate_each_part_or_the_whole_turnover(string mode, string given)
    {
        var program = await servers.NewAsync(ContractProgram.With($$"""
            [ { "id": "s", "on": "sale", "currency": "points", "formula": { "type": "slabs", "measure": "amount", "period": "month", "mode": "{{mode}}",
                "steps": [ { "from": 0, "points": 1, "per": 1 }, { "from": 100, "points": 2, "per": 1 }, { "from": 200, "points": 3, "per": 1 } ] } } ]
            """));

        var points = new List<string>();
        foreach (var amount in (int[])[50, 55, 50])
        {
            points.Add((await SaleAsync(program, FormattableString.Invariant($"\"amount\": {amount}"))).Split(' ')[1]);
        }

        string.Join(", ", points).ShouldBe(given);
    }

    [Fact]
    public async Task Rules_go_by_priority_then_document_order_and_only_the_first_of_a_group_awards()
    {
        var program = await servers.NewAsync(ContractProgram.With("""
            [ { "id": "low", "on": "sale", "priority": -1, "exclusiveGroup": "g", "formula": { "type": "fixed", "points": 1 }, "currency": "points" },
              { "id": "a", "on": "sale", "formula": { "type": "fixed", "points": 2 }, "currency": "points" },
              { "id": "big", "on": "sale", "priority": 5, "exclusiveGroup": "g", "when": { "field": "line.amount", "op": "ge", "value": 100 },
                "formula": { "type": "fixed", "points": 3 }, "currency": "points" },
              { "id": "b", "on": "sale", "exclusiveGroup": "g", "formula": { "type": "fixed", "points": 4 }, "currency": "points" },
              { "id": "visit", "on": "visit", "formula": { "type": "fixed", "points": 9 }, "currency": "points" } ]
            """));

        (await SaleAsync(program, "\"amount\": 100")).ShouldBe("employee/e1/points 3 big, employee/e1/points 2 a");
        (await SaleAsync(program, "\"amount\": 99")).ShouldBe("employee/e1/points 2 a, employee/e1/points 4 b");
    }

    [Fact]
    public async Task From_and_until_are_half_open_instants()
    {
        var program = await servers.NewAsync(ContractProgram.With("""
            [ { "id": "r", "on": "sale", "from": "2026-11-01T00:00:00+01:00", "until": "2026-11-02T00:00:00+01:00", "formula": { "type": "fixed", "points": 1 }, "currency": "points" } ]
            """));

        foreach (var (at, awarded) in new[] { ("2026-10-31T22:59:59.999Z", false), ("2026-10-31T23:00:00Z", true), ("2026-11-01T22:59:59.999Z", true), ("2026-11-01T23:00:00Z", false) })
        {
            (await SaleAsync(program, $"\"occurredAt\": \"{at}\"")).Length.ShouldBe(awarded ? "employee/e1/points 1 r".Length : 0, at);
        }
    }

    [Theory]
    [InlineData("beneficiary", "6,4,6,6")]
    [InlineData("partner", "6,4,0,6")]
    [InlineData("program", "6,4,0,0")]
    [InlineData("sponsor", "6,4,0,0")]
    public async Task A_cap_cuts_to_what_is_left_and_is_named(string per, string given)
    {
        var program = await servers.NewAsync(ContractProgram.With($$"""
            [ { "id": "r", "on": "sale", "formula": { "type": "fixed", "points": 6 }, "currency": "points", "caps": [ { "per": "{{per}}", "period": "week", "max": 10 } ] } ]
            """));

        var points = new List<long>();
        foreach (var employee in (string[])["e1", "e1", "e2", "e3"])
        {
            var award = (await program.SellAsync(employee, "1")).Json.GetProperty("awards")[0];
            points.Add(award.GetProperty("points").GetInt64());
            award.TryGetProperty("cappedBy", out var cap).ShouldBe(points[^1] < 6);
            (points[^1] == 6 ? $"{per}/" : cap.GetString()!).ShouldContain(per);
        }

        string.Join(',', points).ShouldBe(given);
        (await SaleAsync(program, "\"occurredAt\": \"2026-11-15\"")).ShouldBe("employee/e1/points 6 r");
    }

    private static async Task<string> SaleAsync(ContractProgram program, string more, string employee = "e1")
    {
        var id = Interlocked.Increment(ref _sent);
        var sold = await program.SendAsync(FormattableString.Invariant(
            $$"""{ "externalId": "rule-{{id}}", "type": "sale", "employee": "{{employee}}", {{more}} }"""));
        sold.Code.ShouldBe(200, sold.Text);
        return sold.Awards();
    }
}
