using GamifiedLoyalty.Server.Tests.Contract;

namespace GamifiedLoyalty.Server.Tests.Challenges;

public sealed class LifeTests : IAsyncLifetime
{
    private ContestWorld _world = null!;

    public async ValueTask InitializeAsync() => _world = await ContestWorld.StartAsync();

    [Fact]
    public async Task A_contest_goes_from_draft_to_settled_and_pays_the_points()
    {
        var put = await _world.PutAsync("sprint", ContestWorld.Sprint);
        (put.Code, put.Text("challenge"), put.Text("status"), put.Json.GetProperty("changed").GetBoolean()).ShouldBe((201, "sprint", "draft", true));
        (await _world.DoAsync("sprint", "submit")).Text("status").ShouldBe("scheduled");
        await _world.ReachesAsync("sprint", "open");
        await _world.SellAsync("e1", "100.00");
        await _world.SellAsync("e2", "250.00");
        (await _world.StandingsAsync("sprint")).ShouldBe(["1 e2 25000", "2 e1 10000"]);

        (await _world.DoAsync("sprint", "close")).Text("status").ShouldBe("closed");
        var settled = await _world.DoAsync("sprint", "settle");

        settled.Text("status").ShouldBe("settled");
        var wallet = await _world.GetAsync($"employees/e2/wallet?atLeast={settled.Number("version")}");
        wallet.Json.GetProperty("balances")[0].GetProperty("available").GetInt64().ShouldBe(1_000 + 150);
        var line = (await _world.GetAsync("employees/e2/statement")).Json.GetProperty("lines")[0];
        (line.GetProperty("kind").GetString(), line.GetProperty("points").GetInt64(), line.GetProperty("challenge").GetString(), line.GetProperty("place").GetInt32())
            .ShouldBe(("prize", 1_000, "sprint", 1));
        line.GetProperty("explanation").GetString()!.ShouldContain("Weekend sprint");
    }

    [Fact]
    public async Task A_put_with_equal_content_changes_nothing_and_a_dry_run_neither()
    {
        (await _world.Server.Admin.SendAsync(HttpMethod.Put, $"{ContestWorld.Api}/challenges/sprint?dryRun=true", ContestWorld.Sprint)).Code.ShouldBe(200);
        (await _world.GetAsync("challenges/sprint")).ShouldBeProblem(404, "unknownChallenge");
        await _world.PutAsync("sprint", ContestWorld.Sprint);

        var again = await _world.PutAsync("sprint", ContestWorld.Sprint.Replace("\": ", "\" : ", StringComparison.Ordinal));

        (again.Code, again.Json.GetProperty("changed").GetBoolean()).ShouldBe((200, false));
        (await _world.Server.Admin.SendAsync(HttpMethod.Put, $"{ContestWorld.Api}/challenges/sprint?dryRun=maybe", ContestWorld.Sprint)).ShouldBeProblem(400, "badDryRun");
    }

    [Fact]
    public async Task Every_fault_of_a_document_is_named_with_its_place()
    {
        var answer = await _world.PutAsync("sprint", """{ "name": "X", "subject": "team", "metric": { "measure": "points" }, "start": "2026-11-21", "end": "soon", "colour": "red" }""");

        answer.ShouldBeProblem(422, "invalidChallenge");
        answer.Each("errors", "pointer").ShouldBe(["/subject", "/metric/currency", "/end", "/colour"], ignoreOrder: true);
        (await _world.PutAsync("sprint", "{")).ShouldBeProblem(400, "badJson");
        (await _world.PutAsync("not an id", ContestWorld.Sprint)).ShouldBeProblem(422, "badId");
        (await _world.PutAsync("templates", ContestWorld.Sprint)).ShouldBeProblem(422, "badId");
    }

    [Fact]
    public async Task What_cannot_be_done_as_things_are_is_refused_with_its_code()
    {
        (await _world.PostAsync("challenges/none/submit")).ShouldBeProblem(404, "unknownChallenge");
        await _world.PutAsync("sprint", ContestWorld.Sprint);
        (await _world.PostAsync("challenges/sprint/approve")).ShouldBeProblem(409, "notSubmitted");
        (await _world.PostAsync("challenges/sprint/open")).ShouldBeProblem(409, "notScheduled");
        (await _world.PostAsync("challenges/sprint/freeze")).ShouldBeProblem(409, "notOpen");
        (await _world.PostAsync("challenges/sprint/close")).ShouldBeProblem(409, "notOpen");
        (await _world.PostAsync("challenges/sprint/settle")).ShouldBeProblem(409, "notClosed");
        (await _world.PostAsync("challenges/sprint/reveal", "{}")).ShouldBeProblem(409, "notFrozen");
        (await _world.PostAsync("challenges/sprint/reveal", """{"fromPlace":0}""")).ShouldBeProblem(422, "outOfRange", "/fromPlace");
        (await _world.PostAsync("challenges/sprint/cancel")).ShouldBeProblem(422, "reasonMissing", "/reason");
        await _world.DoAsync("sprint", "submit");
        (await _world.PostAsync("challenges/sprint/submit")).ShouldBeProblem(409, "notDraft");
        (await _world.PutAsync("sprint", ContestWorld.Sprint.Replace("Weekend", "Long", StringComparison.Ordinal))).ShouldBeProblem(409, "notDraft");
        await _world.ReachesAsync("sprint", "open");
        await _world.DoAsync("sprint", "freeze");
        (await _world.PostAsync("challenges/sprint/freeze")).ShouldBeProblem(409, "alreadyFrozen");
        await _world.DoAsync("sprint", "close");
        await _world.DoAsync("sprint", "settle");
        (await _world.PostAsync("challenges/sprint/settle")).ShouldBeProblem(409, "alreadySettled");
        (await _world.PostAsync("challenges/sprint/cancel", """{"reason":"late"}""")).ShouldBeProblem(409, "alreadySettled");
        await _world.PutAsync("past", ContestWorld.Sprint.Replace("2026-11-2", "2026-10-2", StringComparison.Ordinal));
        (await _world.PostAsync("challenges/past/submit")).ShouldBeProblem(409, "alreadyOver");
    }

    [Fact]
    public async Task A_large_budget_waits_for_somebody_else()
    {
        await using var world = await ContestWorld.StartAsync(approvalAbove: """{ "points": 500 }""");
        await world.PutAsync("sprint", ContestWorld.Sprint);
        (await world.DoAsync("sprint", "submit")).Text("status").ShouldBe("submitted");
        (await world.PostAsync("challenges/sprint/approve")).ShouldBeProblem(409, "sameApprover");

        var second = await world.Server.ClientWithScopeAsync("manage", "acme");

        var approved = await world.PostAsync("challenges/sprint/approve", null, second);
        (approved.Code, approved.Text("status")).ShouldBe((200, "scheduled"), approved.Text);
    }

    [Fact]
    public async Task A_contest_called_off_says_why_and_awards_nothing()
    {
        await _world.OpenAsync("sprint", ContestWorld.Sprint);
        await _world.SellAsync("e1", "100.00");

        (await _world.DoAsync("sprint", "cancel", """{"reason":"The till was down."}""")).Text("status").ShouldBe("cancelled");
        (await _world.GetAsync("audit")).Each("items", "action").ShouldBe(["challenge.cancelled", "challenge.submitted", "challenge.defined", "program.published"]);

        (await _world.PostAsync("challenges/sprint/cancel", """{"reason":"Again."}""")).ShouldBeProblem(409, "alreadyCancelled");
        var steps = (await _world.GetAsync("challenges/sprint", await _world.Server.ClientOfPersonAsync("acme", "e1"))).Json.GetProperty("steps").EnumerateArray().ToList();
        steps.Select(s => s.GetProperty("action").GetString()).ShouldBe(["define", "submit", "open", "cancel"]);
        steps[^1].GetProperty("reason").GetString().ShouldBe("The till was down.");
        steps.Any(s => s.TryGetProperty("actor", out _)).ShouldBeFalse();
    }

    [Fact]
    public async Task Drafts_and_documents_are_for_managers()
    {
        await _world.PutAsync("sprint", ContestWorld.Sprint);
        var reader = await _world.Server.ClientWithScopeAsync("read", "acme");
        (await _world.GetAsync("challenges/sprint", reader)).ShouldBeProblem(404, "unknownChallenge");
        (await _world.GetAsync("challenges/sprint/standings", reader)).ShouldBeProblem(404, "unknownChallenge");
        (await _world.GetAsync("challenges", reader)).Json.GetProperty("items").GetArrayLength().ShouldBe(0);
        (await _world.GetAsync("challenges")).Each("items", "challenge").ShouldBe(["sprint"]);

        await _world.DoAsync("sprint", "submit");

        var seen = await _world.GetAsync("challenges/sprint", reader);
        seen.Json.TryGetProperty("document", out _).ShouldBeFalse();
        (await _world.GetAsync("challenges/sprint")).Json.GetProperty("document").GetProperty("metric").GetProperty("measure").GetString().ShouldBe("amount");
        (await _world.GetAsync("challenges?status=draft")).Json.GetProperty("items").GetArrayLength().ShouldBe(0);
        (await _world.GetAsync("challenges?status=gone")).ShouldBeProblem(400, "badStatus");
    }

    [Fact]
    public async Task Texts_come_in_the_language_asked_for()
    {
        await _world.OpenAsync("sprint", ContestWorld.Sprint);

        var answer = await _world.Server.Admin.SendAsync(HttpMethod.Get, $"{ContestWorld.Api}/challenges/sprint", headers: ("Accept-Language", "fr"));

        answer.Text("name").ShouldBe("Sprint du week-end");
        answer.Json.GetProperty("prizes").GetProperty("list")[1].GetProperty("reward").GetString().ShouldBe("Un vélo");
    }

    [Fact]
    public async Task The_calendar_tells_published_contests_to_whoever_may_see_the_pages()
    {
        await _world.PutAsync("draft", ContestWorld.Sprint);
        await _world.LaunchAsync("sprint", ContestWorld.Sprint);

        var calendar = await _world.GetAsync("challenges/calendar.ics", _world.Server.Client(null));

        calendar.MediaType.ShouldBe("text/calendar");
        var lines = calendar.Text.Split("\r\n");
        lines.Count(l => l == "BEGIN:VEVENT").ShouldBe(1);
        lines.ShouldContain("UID:sprint@acme.contests");
        lines.ShouldContain("DTSTART:20261121T070000Z");
        lines.ShouldContain("DTEND:20261122T070000Z");
        lines.ShouldContain("SUMMARY:Weekend sprint");
        lines.ShouldContain(@"DESCRIPTION:Sell\, and win\; a bike\, too.");
        lines.ShouldAllBe(l => System.Text.Encoding.UTF8.GetByteCount(l) <= 75);
        await using var closed = await ContestWorld.StartAsync("members");
        (await closed.GetAsync("challenges/calendar.ics", closed.Server.Client(null))).ShouldBeProblem(401, "unauthorized");
    }

    public ValueTask DisposeAsync() => _world.DisposeAsync();
}
