using System.Net;
using System.Text;

namespace GamifiedLoyalty.Server.Tests.Activities;

public sealed class CloudEventTests(ActivityServer server) : IClassFixture<ActivityServer>
{
    private const string One = "application/cloudevents+json";
    private const string Batch = "application/cloudevents-batch+json";

    [Fact]
    public async Task A_structured_event_is_an_activity_of_its_source_and_id()
    {
        var api = await server.NewProgramAsync();

        var answer = await api.PostAsync(Event("7"), One);

        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Raw);
        answer.Text("externalId").ShouldBe("7");
        var found = await api.GetAsync($"activities?source={Uri.EscapeDataString("/stores/lyon")}&externalId=7");
        found.Text("source").ShouldBe("/stores/lyon");
        found.Text("type").ShouldBe("sale");
        found.Text("occurredAt").ShouldBe("2026-11-20T11:00:00+01:00");
    }

    [Fact]
    public async Task The_activity_may_state_type_time_source_and_id_itself()
    {
        var api = await server.NewProgramAsync();

        var answer = await api.PostAsync(
            Event("7", """ "source": "/stores/lyon", "externalId": "7", "type": "checkIn", "occurredAt": "2026-11-19", "employee": "e1" """), One);

        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Raw);
        var found = await api.GetAsync($"activities/{answer.Text("activityId")}");
        found.Text("type").ShouldBe("checkIn");
        found.Text("occurredAt").ShouldBe("2026-11-19T00:00:00+01:00");
    }

    [Theory]
    [InlineData(""" "externalId": "8" """, "eventMismatch", "/data/externalId")]
    [InlineData(""" "source": "pos" """, "eventMismatch", "/data/source")]
    [InlineData(""" "employee": "e1", "amount": "-1" """, "negativeAmount", "/data/amount")]
    public async Task What_is_wrong_with_the_data_is_told_with_its_place_in_the_event(string data, string code, string pointer)
    {
        var api = await server.NewProgramAsync();

        var answer = await api.PostAsync(Event("7", data), One);

        answer.ShouldBeProblem(HttpStatusCode.UnprocessableEntity, code);
        answer.Text("pointer").ShouldBe(pointer);
    }

    [Theory]
    [InlineData("\"specversion\": \"1.0\"", "\"specversion\": \"0.3\"", "badSpecVersion")]
    [InlineData("\"id\": \"7\", ", "", "required")]
    [InlineData("\"data\"", "\"dato\"", "required")]
    public async Task An_event_that_is_none_is_refused(string sent, string faulty, string code)
    {
        var api = await server.NewProgramAsync();

        (await api.PostAsync(Event("7").Replace(sent, faulty, StringComparison.Ordinal), One)).ShouldBeProblem(HttpStatusCode.UnprocessableEntity, code);
    }

    [Fact]
    public async Task A_batch_is_answered_in_order_and_a_bad_event_blocks_no_other()
    {
        var api = await server.NewProgramAsync();

        var answer = await api.PostAsync($"[ {Event("7")}, {{}}, {Event("7")}, {Event("8")} ]", Batch);

        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Raw);
        answer.Statuses.ShouldBe("recorded rejected duplicate recorded");
    }

    [Fact]
    public async Task A_binary_event_has_its_attributes_in_headers()
    {
        var api = await server.NewProgramAsync();
        var content = ActivityApi.Content(Encoding.UTF8.GetBytes("""{ "employee": "e1", "amount": "10" }"""), "application/json");
        content.Headers.Add("ce-specversion", "1.0");
        content.Headers.Add("ce-id", "n%20%C3%A9");
        content.Headers.Add("ce-source", "/stores/lyon");
        content.Headers.Add("ce-type", "sale");
        content.Headers.Add("ce-time", "2026-11-20T10:00:00Z");

        var answer = await api.SendAsync(HttpMethod.Post, "activities", content);

        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Raw);
        answer.Text("externalId").ShouldBe("n é");
        (await api.BoardAsync("revenue", "2026-11-20")).ShouldBe(["e1 1000 0"]);
    }

    [Fact]
    public async Task Data_may_be_base64()
    {
        var api = await server.NewProgramAsync();
        var data = Convert.ToBase64String("""{ "employee": "e1", "amount": "10" }"""u8);

        (await api.PostAsync($$"""{ "specversion": "1.0", "id": "7", "source": "s", "type": "sale", "data_base64": "{{data}}" }""", One))
            .Status.ShouldBe(HttpStatusCode.OK);
    }

    private static string Event(string id, string data = """ "employee": "e1", "amount": "10" """) =>
        $$"""{ "specversion": "1.0", "id": "{{id}}", "source": "/stores/lyon", "type": "sale", "time": "2026-11-20T10:00:00Z", "subject": "till 4", "data": { {{data}} } }""";
}
