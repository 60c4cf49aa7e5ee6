using System.Text.Json.Nodes;
using GamifiedLoyalty.Server.Tests.Support;

namespace GamifiedLoyalty.Server.Tests.Contract;

/// <summary>What reversals, imports and time do to awards, seen from outside.</summary>
public sealed class CorrectionsTests(ContractServers servers, ITestOutputHelper output)
{
    private const string Boards = """
        [ { "id": "amount", "subject": "employee", "metric": { "measure": "amount" }, "ties": "shared", "periods": ["all", "month"] },
          { "id": "points", "subject": "employee", "metric": { "measure": "points", "currency": "points" }, "ties": "shared", "periods": ["all"] },
          { "id": "dealers", "subject": "partner", "metric": { "measure": "points", "currency": "points" }, "ties": "shared", "periods": ["all"] },
          { "id": "units", "subject": "partner", "metric": { "measure": "quantity", "aggregate": "perHead" }, "ties": "shared", "periods": ["all"] } ]
        """;

    private const string Rules = """
        [ { "id": "base", "on": "sale", "formula": { "type": "perAmount", "points": 3, "per": 7 }, "currency": "points", "rounding": "halfEven",
            "beneficiary": { "employee": 70, "partner": 30 }, "pendingFor": "P3D", "caps": [ { "per": "beneficiary", "period": "month", "max": 150 } ] },
          { "id": "twice", "on": "sale", "formula": { "type": "multiplier", "factor": 2, "of": ["base"] }, "currency": "points" },
          { "id": "bar", "on": "sale", "formula": { "type": "threshold", "measure": "quantity", "period": "month", "bar": 12, "points": 40 }, "currency": "points" },
          { "id": "hello", "on": "sale", "formula": { "type": "firstTime", "per": "customer", "points": 9 }, "currency": "points" },
          { "id": "slab", "on": "sale", "currency": "points", "formula": { "type": "slabs", "measure": "amount", "period": "month", "mode": "whole",
            "steps": [ { "from": 0, "points": 1, "per": 50 }, { "from": 200, "points": 2, "per": 50 } ] } } ]
        """;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Reversing_ten_random_sales_gives_what_never_having_sent_them_gives(int seed)
    {
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var sales = Enumerable.Range(0, 60).Select(i => RandomSale(random, i)).ToList();
        var taken = Enumerable.Range(0, 60).OrderBy(_ => random.Next()).Take(10).ToHashSet();
        var (reversed, never) = (await servers.NewAsync(ContractProgram.With(Rules, Boards)), await servers.NewAsync(ContractProgram.With(Rules, Boards)));

        var answers = new List<Answer>();
        for (var i = 0; i < sales.Count; i++)
        {
            answers.Add(await reversed.SendAsync(sales[i]));
            if (!taken.Contains(i))
            {
                await never.SendAsync(sales[i]);
            }
        }

        foreach (var i in taken)
        {
            (await reversed.ReverseAsync(answers[i], """{ "externalId": "r", "reason": "x" }""")).Code.ShouldBe(200);
        }

        foreach (var board in (string[])["amount", "points", "dealers", "units"])
        {
            (await reversed.BoardAsync(board)).ShouldBe(await never.BoardAsync(board), board);
        }

        foreach (var member in (string[])["employees/e1", "employees/e2", "employees/e3", "employees/solo", "partners/p1", "partners/p2"])
        {
            (await reversed.WalletAsync(member)).ShouldBe(await never.WalletAsync(member), member);
        }
    }

    [Fact]
    public async Task A_reversal_takes_back_a_threshold_that_is_no_longer_reached()
    {
        var program = await servers.NewAsync(ContractProgram.With(
            """[ { "id": "bar", "on": "sale", "formula": { "type": "threshold", "measure": "amount", "period": "month", "bar": 100, "points": 40 }, "currency": "points" } ]""", Boards));
        var first = await program.SellAsync("e1", "60");
        (await program.SellAsync("e1", "60")).Awards().ShouldBe("employee/e1/points 40 bar");

        await program.ReverseAsync(first, """{ "externalId": "r", "reason": "x", "amount": "30" }""");
        (await program.WalletAsync("employees/e1")).ShouldBe("points 0+0 miles 0+0");

        (await program.SellAsync("e1", "10")).Awards().ShouldBe("employee/e1/points 40 bar");
    }

    [Theory]
    [InlineData("P60D", "2026-10-20T12:00:00+02:00", "2026-12-19T12:00:00+01:00")]
    [InlineData("P2M", "2026-10-20T12:00:00+02:00", "2026-12-20T12:00:00+01:00")]
    [InlineData("P1Y", "2026-11-21", "2027-11-21T00:00:00+01:00")]
    [InlineData("P4M", "2026-10-31T12:00:00+01:00", "2027-02-28T12:00:00+01:00")]
    [InlineData("P1W", "2026-11-21", "2026-11-28T00:00:00+01:00")]
    [InlineData("PT26H", "2026-11-21", "2026-11-22T02:00:00+01:00")]
    [InlineData("P1DT1H1M1S", "2026-11-21", "2026-11-22T01:01:01+01:00")]
    public async Task A_window_counts_calendar_days_from_when_it_happened(string window, string occurredAt, string availableAt)
    {
        var program = await servers.NewAsync(ContractProgram.With(
            $$"""[ { "id": "r", "on": "sale", "formula": { "type": "fixed", "points": 1 }, "currency": "points", "pendingFor": "{{window}}" } ]"""));

        var sold = await program.SellAsync("e1", "1", $"\"occurredAt\": \"{occurredAt}\"");

        sold.Json.GetProperty("awards")[0].GetProperty("availableAt").GetString().ShouldBe(availableAt);
    }

    [Fact]
    public async Task A_mapping_that_creates_no_members_rejects_unknown_ones()
    {
        var definition = JsonNode.Parse(ContractProgram.PublicDefinition)!;
        definition["imports"] = JsonNode.Parse("""
            [ { "id": "till", "type": "sale", "source": "till", "map": { "externalId": "T-{no}/{no}", "occurredAt": "{day}", "employee.id": "{who}",
                "partner.id": "{where}", "line.category": "Bikes", "line.quantity": "{n}", "line.amount": "{total}" } } ]
            """);
        var program = await servers.NewAsync(definition.ToJsonString());

        var answer = await program.PostAsync(
            "activities?mapping=till&answer=items", "no,day,who,where,n,total,unused\n1,2026-11-20,e1,p2,3,30.00,x\n2,2026-11-20,nobody,p1,1,1,x\n3,2026-11-20,e1,nowhere,1,1,x\n", "text/csv");

        answer.Code.ShouldBe(200, answer.Text);
        var items = answer.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonNode.Parse(l)!).ToList();
        items.Select(i => $"{i["externalId"]} {i["status"]} {i["error"]?["code"]}").ShouldBe(
            ["T-1/1 recorded ", "T-2/2 rejected unknownEmployee", "T-3/3 rejected unknownPartner"]);
        (await program.BoardAsync("dealer-bikes")).ShouldBe(["1 p2 3"]);
        (await program.BoardAsync("revenue")).ShouldBe(["1 e1 3000"]);
        answer.Headers.Keys.ShouldContain("Import-Id");
    }

    [Fact]
    public async Task A_partner_alone_may_have_activities()
    {
        var program = await servers.NewAsync(ContractProgram.With(
            """[ { "id": "r", "on": "visit", "formula": { "type": "fixed", "points": 10 }, "currency": "points", "beneficiary": "partner" } ]""", Boards));

        var sold = await program.SendAsync("""{ "externalId": "v", "type": "visit", "partner": "p2" }""");

        sold.Awards().ShouldBe("partner/p2/points 10 r");
        (await program.BoardAsync("dealers")).ShouldBe(["1 p2 10"]);
        (await program.BoardAsync("amount")).ShouldBeEmpty();
    }

    private static string RandomSale(Random random, int number)
    {
        var employee = new[] { "e1", "e2", "e3", "solo" }[random.Next(4)];
        var lines = string.Join(',', Enumerable.Range(0, random.Next(1, 4)).Select(_ =>
            FormattableString.Invariant($$"""{ "quantity": {{random.Next(4)}}, "amount": "{{random.Next(5000) / 100m}}" }""")));
        return FormattableString.Invariant($$"""
            { "externalId": "s-{{number}}", "type": "sale", "employee": "{{employee}}", "occurredAt": "2026-{{random.Next(10, 12)}}-{{random.Next(10, 21)}}",
              "customer": { "id": "c{{random.Next(8)}}" }, "lines": [ {{lines}} ] }
            """);
    }
}
