using System.Net;
using GamifiedLoyalty.Server.Tests.Support;

namespace GamifiedLoyalty.Server.Tests.Activities;

public sealed class FindActivityTests(ActivityServer server) : IClassFixture<ActivityServer>
{
    [Fact]
    public async Task An_activity_is_found_by_its_id_and_by_what_the_sender_called_it()
    {
        var api = await server.NewProgramAsync();
        var recorded = await api.PostAsync(Samples.Sale);

        var byId = await api.GetAsync($"activities/{recorded.Text("activityId")}?atLeast={recorded["version"].GetRawText()}");
        var bySender = await api.GetAsync("activities?source=pos&externalId=A-1");

        byId.Status.ShouldBe(HttpStatusCode.OK, byId.Raw);
        bySender.Raw.ShouldBe(byId.Raw);
        byId.Text("status").ShouldBe("recorded");
        byId.Text("occurredAt").ShouldBe("2026-11-21T10:15:00+01:00");
        byId.Text("partner").ShouldBe("p1");
        byId["customer"].GetProperty("isNew").GetBoolean().ShouldBeTrue();
        byId["lines"][0].GetProperty("amount").GetString().ShouldBe("199.99");
        byId["lines"][1].GetProperty("remaining").GetProperty("quantity").GetInt64().ShouldBe(2);
        byId["attributes"].GetProperty("cabin").GetString().ShouldBe("business");
        byId["awards"].GetRawText().ShouldBe(recorded["awards"].GetRawText());
        byId["reversals"].GetArrayLength().ShouldBe(0);
        byId.Number("version").ShouldBeGreaterThanOrEqualTo(recorded.Number("version"));
    }

    [Fact]
    public async Task An_activity_without_lines_shows_its_own_amount()
    {
        var api = await server.NewProgramAsync();
        await api.PostAsync("""{ "externalId": "x", "type": "visit", "employee": "e1", "amount": 12.50, "quantity": 3 }""");

        var found = await api.GetAsync("activities?externalId=x");

        found.Text("amount").ShouldBe("12.5");
        found.Number("quantity").ShouldBe(3);
        found["remaining"].GetProperty("amount").GetString().ShouldBe("12.5");
        found.Body.TryGetProperty("lines", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task What_is_not_there_is_404()
    {
        var api = await server.NewProgramAsync();

        (await api.GetAsync("activities/a123456")).ShouldBeProblem(HttpStatusCode.NotFound, "unknownActivity");
        (await api.GetAsync("activities/nonsense")).ShouldBeProblem(HttpStatusCode.NotFound, "unknownActivity");
        (await api.GetAsync("activities?source=pos&externalId=A-1")).ShouldBeProblem(HttpStatusCode.NotFound, "unknownActivity");
        (await api.GetAsync("activities?source=pos")).ShouldBeProblem(HttpStatusCode.UnprocessableEntity, "required");
    }
}
