using System.Text.Json;
using GamifiedLoyalty.Server.Tests.Support;

namespace GamifiedLoyalty.Server.Tests.Contract;

/// <summary>The section <em>Activities</em> of the contract: what is sent and what is answered.</summary>
public sealed class ActivitiesTests(ContractServers servers)
{
    [Fact]
    public async Task The_worked_check_holds_with_the_contracts_own_texts()
    {
        var program = await servers.NewAsync();

        var sold = await program.SendAsync(Samples.Sale);

        sold.Code.ShouldBe(200);
        sold.Awards().ShouldBe("employee/e1/points 19 base pending, employee/e1/points 150 welcome, partner/p1/points 100 welcome");
        var award = sold.Json.GetProperty("awards")[0];
        award.GetProperty("currency").GetString().ShouldBe("points");
        award.GetProperty("availableAt").GetString().ShouldBe("2026-12-05T10:15:00+01:00");
        award.GetProperty("ruleVersion").GetInt32().ShouldBe(1);
        award.GetProperty("explanation").GetString()!.ShouldContain("199.99");
        award.TryGetProperty("cappedBy", out _).ShouldBeFalse();
        sold.Json.GetProperty("awards")[1].TryGetProperty("availableAt", out _).ShouldBeFalse();
        (await program.BoardAsync("revenue", "?period=2026-Q4")).ShouldBe(["1 e1 24999"]);
        (await program.BoardAsync("points", "?period=2026-11")).ShouldBe(["1 e1 169 (19)"]);
        (await program.BoardAsync("dealer-bikes", "")).ShouldBe(["1 p1 1"]);
        (await program.WalletAsync("employees/e1")).ShouldBe("points 150+19");
        (await program.WalletAsync("partners/p1")).ShouldBe("points 100+0");
    }

    [Fact]
    public async Task The_same_activity_is_a_duplicate_in_whichever_form_it_comes()
    {
        var program = await servers.NewAsync();
        var sale = Samples.Sale.ReplaceLineEndings(" ");
        var first = await program.SendAsync(sale);
        var data = sale.Replace("\"source\": \"pos\", \"externalId\": \"A-1\", \"type\": \"sale\",", "", StringComparison.Ordinal);
        var typed = $$"""{ "specversion": "1.0", "id": "A-1", "source": "pos", "type": "sale", "data": {{data}} }""";

        Answer[] again =
        [
            await program.SendAsync($"[{sale}]"),
            await program.PostAsync("activities", sale + "\n", "application/x-ndjson"),
            await program.PostAsync("activities", typed, "application/cloudevents+json"),
            await program.PostAsync("activities", $"[{typed}]", "application/cloudevents-batch+json"),
        ];

        foreach (var answer in again)
        {
            answer.Code.ShouldBe(200, answer.Text);
            var item = answer.Json.ValueKind == JsonValueKind.Array ? answer.Json[0] : answer.Json;
            item.GetProperty("status").GetString().ShouldBe("duplicate", answer.Text);
            item.GetProperty("activityId").GetString().ShouldBe(first.Text("activityId"));
            item.GetProperty("version").GetInt64().ShouldBe(first.Number("version"));
            item.GetProperty("awards").GetRawText().ShouldBe(first.Json.GetProperty("awards").GetRawText());
        }
    }

    [Fact]
    public async Task An_event_may_carry_extensions_and_its_data_is_held_to_the_activitys_fields()
    {
        var program = await servers.NewAsync();
        const string Event = """
            { "specversion": "1.0", "id": "E-1", "source": "/tills/7", "type": "sale", "time": "2026-11-20T10:00:00Z", "subject": "till", "traceparent": "00-1",
              "datacontenttype": "application/json", "data": { "employee": "e1", "amount": "5.00" } }
            """;

        var sold = await program.PostAsync("activities", Event, "application/cloudevents+json");
        var faulty = await program.PostAsync("activities", Event.Replace("amount", "total", StringComparison.Ordinal).Replace("E-1", "E-2", StringComparison.Ordinal), "application/cloudevents+json");

        sold.Text("status").ShouldBe("recorded");
        var found = await program.GetAsync("activities?source=%2Ftills%2F7&externalId=E-1");
        found.Json.GetProperty("occurredAt").GetDateTimeOffset().ShouldBe(new DateTimeOffset(2026, 11, 20, 10, 0, 0, TimeSpan.Zero));
        faulty.ShouldBeProblem(422, "unknownField");
        faulty.Text("pointer").ShouldEndWith("/total");
    }

    [Fact]
    public async Task Csv_is_answered_with_counts_and_errors_by_line()
    {
        var program = await servers.NewAsync();
        const string Header = "order_id,line_no,order_date,currency,salesperson_id,salesperson_name,store_id,store_name,territory,product_id,category,quantity,line_total";
        var file = $"{Header}\n10,1,2026-11-20,EUR,s1,Sue,d1,Dealer,North,MB,Bikes,2,\"1000.005\"\n10,2,2026-02-30,EUR,s1,Sue,d1,Dealer,North,MB,Bikes,2,5\n"
            + "10,3,2026-11-20,USD,s1,Other name,d1,Dealer,North,MB,Bikes,1,100\n";

        var answer = await program.PostAsync("activities?mapping=aw", file, "text/csv");
        var again = await program.PostAsync("activities?mapping=aw", file, "text/csv");

        answer.Code.ShouldBe(200, answer.Text);
        answer.Number("recorded").ShouldBe(2);
        answer.Number("rejected").ShouldBe(1);
        answer.Json.GetProperty("errors")[0].GetProperty("line").GetInt64().ShouldBe(3);
        again.Number("duplicate").ShouldBe(2);
        (await program.GetAsync("employees/s1")).Text("name").ShouldBe("Sue");
        (await program.GetAsync("partners/d1")).Text("region").ShouldBe("North");
        (await program.GetAsync("activities?source=adventureworks&externalId=10-3")).Text("partner").ShouldBe("d1");
        (await program.BoardAsync("revenue")).ShouldBe(["1 s1 109201"]);
    }

    [Fact]
    public async Task A_single_conflict_is_409_and_a_rejection_422_and_neither_records()
    {
        var program = await servers.NewAsync();
        await program.SendAsync(ContractProgram.Sale("a"));

        (await program.SendAsync(ContractProgram.Sale("a", "e2"))).ShouldBeProblem(409);
        (await program.SendAsync(ContractProgram.Sale("b", "nobody"))).ShouldBeProblem(422, "unknownEmployee", "/employee");
        (await program.SendAsync(ContractProgram.Sale("b", more: """ "partner": "nobody" """))).ShouldBeProblem(422, "unknownPartner", "/partner");

        (await program.BoardAsync("revenue")).ShouldBe(["1 e1 1000"]);
        (await program.SendAsync(ContractProgram.Sale("b"))).Text("status").ShouldBe("recorded");
    }

    [Fact]
    public async Task Source_and_external_id_identify_together()
    {
        var program = await servers.NewAsync();

        (await program.SendAsync(ContractProgram.Sale("a"))).Text("status").ShouldBe("recorded");
        (await program.SendAsync(ContractProgram.Sale("a", more: """ "source": "api" """))).Text("status").ShouldBe("duplicate");
        (await program.SendAsync(ContractProgram.Sale("a", more: """ "source": "API" """))).Text("status").ShouldBe("recorded");
        (await program.SendAsync(ContractProgram.Sale("A"))).Text("status").ShouldBe("recorded");
    }

    [Theory]
    [InlineData("", "", "duplicate")]
    [InlineData("", """ "occurredAt": "2026-11-21T11:00:00Z" """, "conflict")]
    [InlineData(""" "occurredAt": "2026-11-21T11:00:00Z" """, "", "conflict")]
    [InlineData(""" "occurredAt": "2026-11-20" """, """ "occurredAt": "2026-11-19T23:00:00Z" """, "duplicate")]
    [InlineData(""" "occurredAt": "2026-11-20" """, """ "occurredAt": "2026-11-20T00:00:00Z" """, "conflict")]
    [InlineData(""" "attributes": { "a": 1, "b": "x" } """, """ "attributes": { "b": "x", "a": 1 } """, "duplicate")]
    [InlineData(""" "attributes": { "a": 1 } """, """ "attributes": { "a": "1" } """, "conflict")]
    [InlineData(""" "attributes": { "a": 1.50 } """, """ "attributes": { "a": 1.5 } """, "duplicate")]
    [InlineData(""" "customer": { "id": "c" } """, """ "customer": { "id": "c", "isNew": false } """, "duplicate")]
    [InlineData(""" "customer": { "id": "c" } """, """ "customer": { "id": "c", "isNew": true } """, "conflict")]
    [InlineData("", """ "quantity": 0 """, "duplicate")]
    [InlineData("", """ "partner": "p2" """, "conflict")]
    public async Task Same_content_is_what_is_equal_after_parsing(string first, string second, string status)
    {
        var program = await servers.NewAsync();
        await program.SendAsync(ContractProgram.Sale("a", more: first));

        var answer = await program.SendAsync($"[{ContractProgram.Sale("a", more: second)}]");

        answer.Json[0].GetProperty("status").GetString().ShouldBe(status);
    }

    [Theory]
    [InlineData("Europe/Paris", "2026-11-20", "2026-11-20T00:00:00+01:00")]
    [InlineData("Asia/Beirut", "2026-03-29", "2026-03-29T01:00:00+03:00")]
    [InlineData("America/Santiago", "2026-09-06", "2026-09-06T01:00:00-03:00")]
    [InlineData("Asia/Kathmandu", "2026-01-01", "2026-01-01T00:00:00+05:45")]
    public async Task A_plain_date_is_the_first_valid_instant_of_that_day(string zone, string date, string instant)
    {
        var program = await servers.NewAsync(ContractProgram.With(timeZone: zone));

        var sold = await program.SellAsync("e1", "1", $"\"occurredAt\": \"{date}\"");

        var shown = (await program.GetAsync($"activities/{sold.Text("activityId")}")).Json.GetProperty("occurredAt").GetDateTimeOffset();
        shown.ShouldBe(DateTimeOffset.Parse(instant, System.Globalization.CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("2026-11-21T12:05:00+01:00", 200, null)]
    [InlineData("2026-11-21T12:05:00.001+01:00", 422, "occurredInFuture")]
    [InlineData("2026-11-22", 422, "occurredInFuture")]
    [InlineData("2026-02-29", 422, "badDate")]
    [InlineData("2026-11-21T10:00:00", 422, "badDate")]
    [InlineData("21.11.2026", 422, "badDate")]
    public async Task An_activity_may_be_five_minutes_ahead_and_its_date_must_exist(string occurredAt, int status, string? code)
    {
        var program = await servers.NewAsync();

        var answer = await program.SendAsync(ContractProgram.Sale("a", more: $"\"occurredAt\": \"{occurredAt}\""));

        answer.Code.ShouldBe(status, answer.Text);
        if (code is not null)
        {
            answer.ShouldBeProblem(422, code, "/occurredAt");
        }
    }

    [Theory]
    [InlineData(""" "amount": -0.01 """, "/amount")]
    [InlineData(""" "quantity": -1 """, "/quantity")]
    [InlineData(""" "lines": [ { "amount": 1 }, { "amount": "-5" } ] """, "/lines/1/amount")]
    public async Task A_negative_sale_is_rejected(string what, string pointer)
    {
        var program = await servers.NewAsync();

        (await program.SendAsync($$"""{ "externalId": "a", "type": "sale", "employee": "e1", {{what}} }""")).ShouldBeProblem(422, null, pointer);
    }

    [Fact]
    public async Task An_activity_found_again_shows_what_was_sent_and_a_reversal_shows_on_it()
    {
        var program = await servers.NewAsync();
        var sold = await program.SendAsync(Samples.Sale);

        var byId = await program.GetAsync($"activities/{sold.Text("activityId")}");
        var bySource = await program.GetAsync("activities?source=pos&externalId=A-1");

        byId.Text.ShouldBe(bySource.Text);
        byId.Text("employee").ShouldBe("e1");
        byId.Json.GetProperty("lines")[0].GetProperty("sku").GetString().ShouldBe("MB-100");
        byId.Json.GetProperty("customer").GetProperty("isNew").GetBoolean().ShouldBeTrue();
        byId.Json.GetProperty("attributes").GetProperty("cabin").GetString().ShouldBe("business");
        (await program.GetAsync("activities?source=api&externalId=A-1")).ShouldBeProblem(404);
    }

    [Fact]
    public async Task Many_at_once_are_at_most_ten_thousand()
    {
        var program = await servers.NewAsync(ContractProgram.With());

        var most = await program.SendAsync($"[{string.Join(',', Enumerable.Range(1, 10_000).Select(i => ContractProgram.Sale($"a{i}")))}]");
        var more = await program.SendAsync($"[{string.Join(',', Enumerable.Range(1, 10_001).Select(i => ContractProgram.Sale($"b{i}")))}]");

        most.Json.EnumerateArray().Count(i => i.GetProperty("status").GetString() == "recorded").ShouldBe(10_000);
        more.ShouldBeProblem(413);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/xml")]
    [InlineData("application/json; charset=utf-16")]
    public async Task Another_media_type_is_415(string mediaType)
    {
        var program = await servers.NewAsync();
        using var content = new ByteArrayContent("{}"u8.ToArray());
        content.Headers.TryAddWithoutValidation("Content-Type", mediaType);

        using var answer = await program.Server.Admin.Http.PostAsync($"{program.Path}/activities", content, TestContext.Current.CancellationToken);

        ((int)answer.StatusCode).ShouldBe(415);
    }
}
