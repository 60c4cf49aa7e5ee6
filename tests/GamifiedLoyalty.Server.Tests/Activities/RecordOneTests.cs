using System.Net;
using GamifiedLoyalty.Server.Tests.Support;

namespace GamifiedLoyalty.Server.Tests.Activities;

public sealed class RecordOneTests(ActivityServer server) : IClassFixture<ActivityServer>
{
    [Fact]
    public async Task The_worked_check_of_the_contract_holds()
    {
        var api = await server.NewProgramAsync();

        var answer = await api.PostAsync(Samples.Sale);

        answer.Status.ShouldBe(HttpStatusCode.OK);
        answer.Text("externalId").ShouldBe("A-1");
        answer.Text("status").ShouldBe("recorded");
        answer.Text("activityId").ShouldNotBeNullOrEmpty();
        answer.Number("version").ShouldBeGreaterThan(0);
        answer["awards"].EnumerateArray().Select(Award).ShouldBe([
            "employee/e1/points 19 points pending 2026-12-05T10:15:00+01:00 base 1",
            "employee/e1/points 150 points posted - welcome 1",
            "partner/p1/points 100 points posted - welcome 1",
        ]);
        answer["awards"][0].GetProperty("explanation").GetString().ShouldNotBeNullOrEmpty();
        (await api.BoardAsync("revenue", "2026-Q4")).ShouldBe(["e1 24999 0"]);
        (await api.BoardAsync("points", "2026-11")).ShouldBe(["e1 169 19"]);
        (await api.BoardAsync("dealer-bikes", "2026-Q4")).ShouldBe(["p1 1 0"]);
    }

    [Fact]
    public async Task The_same_again_is_a_duplicate_with_the_first_result()
    {
        var api = await server.NewProgramAsync();
        var first = await api.PostAsync(Samples.Sale);

        var second = await api.PostAsync(Samples.Sale);

        second.Status.ShouldBe(HttpStatusCode.OK);
        second.Text("status").ShouldBe("duplicate");
        second.Body.GetRawText().ShouldBe(first.Body.GetRawText().Replace("recorded", "duplicate", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("\"occurredAt\": \"2026-11-21T10:15:00+01:00\"", "\"occurredAt\": \"2026-11-21T09:15:00Z\"")]
    [InlineData("\"occurredAt\": \"2026-11-21T10:15:00+01:00\"", "\"occurredAt\": \"2026-11-21T12:15:00.000+03:00\"")]
    [InlineData("\"199.99\"", "199.99")]
    [InlineData("\"199.99\"", "\"199.990\"")]
    [InlineData("\"50.00\"", "50")]
    [InlineData("\"id\": \"1\", ", "")]
    [InlineData("\"partner\": \"p1\", ", "")]
    [InlineData(", \"currency\": \"EUR\"", "")]
    [InlineData("\"source\": \"pos\", \"externalId\": \"A-1\"", "\"externalId\": \"A-1\", \"source\": \"pos\"")]
    public async Task Content_that_is_equal_after_parsing_is_a_duplicate(string sent, string again)
    {
        var api = await server.NewProgramAsync();
        Samples.Sale.ShouldContain(sent);
        await api.PostAsync(Samples.Sale);

        var second = await api.PostAsync(Samples.Sale.Replace(sent, again, StringComparison.Ordinal));

        second.Text("status").ShouldBe("duplicate");
    }

    [Theory]
    [InlineData("\"source\": \"api\", ", "")]
    [InlineData("", "\"source\": \"api\", ")]
    [InlineData("", "\"customer\": null, ")]
    [InlineData("", "\"attributes\": {}, ")]
    public async Task A_default_may_be_stated_or_left_out(string first, string second)
    {
        var api = await server.NewProgramAsync();
        await api.PostAsync(Sale(first));

        (await api.PostAsync(Sale(second))).Text("status").ShouldBe("duplicate");

        static string Sale(string extra) => $$"""{ {{extra}}"externalId": "D-1", "type": "sale", "employee": "e1" }""";
    }

    [Theory]
    [InlineData("199.99", "199.98")]
    [InlineData("10:15:00+01:00", "10:15:01+01:00")]
    [InlineData("\"e1\"", "\"e2\"")]
    [InlineData("\"isNew\": true", "\"isNew\": false")]
    [InlineData("business", "economy")]
    [InlineData("\"occurredAt\": \"2026-11-21T10:15:00+01:00\",", "")]
    [InlineData("\"partner\": \"p1\"", "\"partner\": \"p2\"")]
    public async Task Other_content_under_the_same_id_is_a_conflict(string sent, string again)
    {
        var api = await server.NewProgramAsync();
        var first = await api.PostAsync(Samples.Sale);

        var second = await api.PostAsync(Samples.Sale.Replace(sent, again, StringComparison.Ordinal));

        second.ShouldBeProblem(HttpStatusCode.Conflict);
        second.Text("externalId").ShouldBe("A-1");
        second["item"].GetProperty("status").GetString().ShouldBe("conflict");
        second["item"].GetProperty("activityId").GetString().ShouldBe(first.Text("activityId"));
        (await api.BoardAsync("revenue", "2026-Q4")).ShouldBe(["e1 24999 0"]);
    }

    [Theory]
    [InlineData("\"e1\"", "\"nobody\"", "unknownEmployee", "/employee")]
    [InlineData("\"p1\"", "\"nowhere\"", "unknownPartner", "/partner")]
    [InlineData("\"199.99\"", "\"-1\"", "negativeAmount", "/lines/0/amount")]
    [InlineData("\"199.99\"", "\"1234567890123\"", "outOfRange", "/lines/0/amount")]
    [InlineData("\"199.99\"", "true", "wrongType", "/lines/0/amount")]
    [InlineData("2026-11-21T10:15:00+01:00", "2026-02-30", "badDate", "/occurredAt")]
    [InlineData("2026-11-21T10:15:00+01:00", "2027-11-21T10:15:00+01:00", null, "/occurredAt")]
    [InlineData("\"EUR\"", "\"GBP\"", "rateMissing", null)]
    [InlineData("\"type\"", "\"tipe\"", "unknownField", "/tipe")]
    public async Task A_faulty_activity_is_refused_with_its_code_and_place(string sent, string faulty, string? code, string? pointer)
    {
        var api = await server.NewProgramAsync();
        Samples.Sale.ShouldContain(sent);

        var answer = await api.PostAsync(Samples.Sale.Replace(sent, faulty, StringComparison.Ordinal));

        answer.ShouldBeProblem(HttpStatusCode.UnprocessableEntity, code);
        answer.Text("externalId").ShouldBe("A-1");
        answer["item"].GetProperty("status").GetString().ShouldBe("rejected");
        if (pointer is not null)
        {
            answer.Text("pointer").ShouldBe(pointer);
        }

        (await api.BoardAsync("revenue", "2026-Q4")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("not json")]
    [InlineData("{} {}")]
    public async Task A_body_that_is_not_json_is_400(string body)
    {
        var api = await server.NewProgramAsync();

        (await api.PostAsync(body)).ShouldBeProblem(HttpStatusCode.BadRequest, "badJson");
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/xml")]
    [InlineData("application/json; charset=utf-16")]
    public async Task Another_media_type_is_415(string mediaType)
    {
        var api = await server.NewProgramAsync();

        (await api.PostAsync(Samples.Sale, mediaType)).ShouldBeProblem(HttpStatusCode.UnsupportedMediaType, "unsupportedMediaType");
    }

    [Fact]
    public async Task A_body_of_100_MB_is_413_announced_or_not()
    {
        var api = await server.NewProgramAsync();
        var huge = new byte[100 * 1024 * 1024];
        Array.Fill(huge, (byte)' ');

        (await api.SendAsync(HttpMethod.Post, "activities", ActivityApi.Content(huge, "application/json")))
            .ShouldBeProblem(HttpStatusCode.RequestEntityTooLarge, "tooLarge");
        (await api.SendAsync(HttpMethod.Post, "activities", ActivityApi.Content(huge, "application/json"), chunked: true))
            .ShouldBeProblem(HttpStatusCode.RequestEntityTooLarge, "tooLarge");
    }

    [Fact]
    public async Task Recording_needs_a_key_that_may_write()
    {
        var api = await server.NewProgramAsync();

        (await api.WithKey(null).PostAsync(Samples.Sale)).ShouldBeProblem(HttpStatusCode.Unauthorized);
        (await api.WithKey(await server.NewKeyAsync("read")).PostAsync(Samples.Sale)).ShouldBeProblem(HttpStatusCode.Forbidden);
        (await api.WithKey(await server.NewKeyAsync("write")).PostAsync(Samples.Sale)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task An_explanation_is_in_the_language_that_the_client_accepts()
    {
        var api = await server.NewProgramAsync();
        var english = await api.PostAsync(Samples.Sale);

        var french = await api.Accepting("de, fr-CA;q=0.8, en;q=0.5").PostAsync(Samples.Sale);

        var explained = french["awards"][0].GetProperty("explanation").GetString();
        explained.ShouldNotBeNullOrEmpty();
        explained.ShouldNotBe(english["awards"][0].GetProperty("explanation").GetString());
    }

    private static string Award(System.Text.Json.JsonElement award) => string.Join(
        ' ',
        award.GetProperty("account").GetString(),
        award.GetProperty("points").GetInt64(),
        award.GetProperty("currency").GetString(),
        award.GetProperty("state").GetString(),
        award.TryGetProperty("availableAt", out var at) ? at.GetString() : "-",
        award.GetProperty("rule").GetString(),
        award.GetProperty("ruleVersion").GetInt32());
}
