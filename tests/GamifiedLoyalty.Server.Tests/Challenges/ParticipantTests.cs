using GamifiedLoyalty.Server.Tests.Contract;
using GamifiedLoyalty.Server.Tests.Support;

namespace GamifiedLoyalty.Server.Tests.Challenges;

public sealed class ParticipantTests : IAsyncLifetime
{
    private const string OptIn = """
        { "name": "Duels", "terms": { "en": "Fair play.", "fr": "Jouez franc." }, "subject": "employee", "metric": { "measure": "amount" },
          "start": "2026-11-21T08:00", "end": "2026-11-22T08:00", "enrolment": "optIn", "audience": { "where": { "field": "partner.region", "op": "eq", "value": "North" } },
          "format": { "type": "duels", "acceptWithin": "PT24H", "mostAtOnce": 1 } }
        """;

    private ContestWorld _world = null!;
    private ApiClient _maya = null!;
    private ApiClient _noah = null!;

    public async ValueTask InitializeAsync()
    {
        _world = await ContestWorld.StartAsync();
        _maya = await _world.Server.ClientOfPersonAsync("acme", "e1");
        _noah = await _world.Server.ClientOfPersonAsync("acme", "e2");
        await _world.OpenAsync("duels", OptIn);
    }

    [Fact]
    public async Task A_person_joins_in_their_own_name_and_once()
    {
        var before = (await _world.GetAsync("challenges/duels", _maya)).Json.GetProperty("own");
        (before.GetProperty("takesPart").GetBoolean(), before.GetProperty("mayJoin").GetBoolean()).ShouldBe((false, true));

        var joined = await _world.PostAsync("challenges/duels/participants", "{}", _maya);
        (joined.Code, joined.Text("subject")).ShouldBe((201, "e1"), joined.Text);
        var again = await _world.PostAsync("challenges/duels/participants", "{}", _maya);

        (again.Code, again.Number("version"), again.Text("joinedAt")).ShouldBe((200, again.Number("version"), joined.Text("joinedAt")));
        var own = (await _world.GetAsync("challenges/duels", _maya)).Json.GetProperty("own");
        (own.GetProperty("takesPart").GetBoolean(), own.GetProperty("mayJoin").GetBoolean()).ShouldBe((true, false));
        (await _world.GetAsync("challenges/duels")).Number("joined").ShouldBe(1);
        (await _world.PostAsync("challenges/duels/participants", """{"subject":"e2"}""", _maya)).ShouldBeProblem(403, "forbidden", "/subject");
    }

    [Fact]
    public async Task A_session_writes_by_json_only_because_browsers_send_its_cookie_by_themselves()
    {
        (await _world.PostAsync("challenges/duels/participants", null, _maya)).ShouldBeProblem(415, "unsupportedMediaType");
        (await _maya.SendAsync(HttpMethod.Post, $"{ContestWorld.Api}/challenges/duels/participants", "subject=e1", "application/x-www-form-urlencoded"))
            .ShouldBeProblem(415, "unsupportedMediaType");
    }

    [Fact]
    public async Task A_manager_lets_others_join_and_says_whom()
    {
        (await _world.PostAsync("challenges/duels/participants")).ShouldBeProblem(422, "required", "/subject");
        (await _world.PostAsync("challenges/duels/participants", """{"subject":"e1"}""")).Code.ShouldBe(201);
        (await _world.PostAsync("challenges/duels/participants", """{"subject":"e3"}""")).ShouldBeProblem(422, "notInAudience");
        (await _world.PostAsync("challenges/duels/participants", """{"subject":"nobody"}""")).ShouldBeProblem(422, "notInAudience");
        (await _world.PostAsync("challenges/none/participants", """{"subject":"e1"}""")).ShouldBeProblem(404, "unknownChallenge");
        await _world.OpenAsync("sprint", ContestWorld.Sprint);
        (await _world.PostAsync("challenges/sprint/participants", """{"subject":"e1"}""")).ShouldBeProblem(409, "notOptIn");
        await _world.DoAsync("duels", "close");
        (await _world.PostAsync("challenges/duels/participants", """{"subject":"e2"}""")).ShouldBeProblem(409, "joinClosed");
        var writer = await _world.Server.ClientWithScopeAsync("write", "acme");
        (await _world.PostAsync("challenges/duels/participants", """{"subject":"e1"}""", writer)).ShouldBeProblem(403, "forbidden");
    }

    [Fact]
    public async Task Nobody_joins_for_a_company_by_themselves()
    {
        await _world.OpenAsync("teams", OptIn.Replace("\"employee\"", "\"partner\"", StringComparison.Ordinal)
            .Replace("""{ "type": "duels", "acceptWithin": "PT24H", "mostAtOnce": 1 }""", """{ "type": "team" }""", StringComparison.Ordinal));

        (await _world.PostAsync("challenges/teams/participants", "{}", _maya)).ShouldBeProblem(422, "notInAudience");
        (await _world.PostAsync("challenges/teams/participants", """{"subject":"p1"}""")).Code.ShouldBe(201);
        (await _world.GetAsync("challenges/teams", _maya)).Json.GetProperty("own").GetProperty("subject").GetString().ShouldBe("p1");
    }

    [Fact]
    public async Task Colleagues_duel_and_what_is_sold_after_accepting_decides()
    {
        await _world.PostAsync("challenges/duels/participants", "{}", _maya);
        await _world.PostAsync("challenges/duels/participants", "{}", _noah);

        var invited = await _world.PostAsync("challenges/duels/duels", """{"opponent":"e2"}""", _maya);
        (invited.Code, invited.Number("number"), invited.Text("challenger"), invited.Text("opponent")).ShouldBe((201, 1, "e1", "e2"), invited.Text);
        (await _world.PostAsync("challenges/duels/duels", """{"opponent":"e1"}""", _maya)).ShouldBeProblem(422, "duelSelf");
        (await _world.PostAsync("challenges/duels/duels", "{}", _maya)).ShouldBeProblem(422, "required", "/opponent");
        (await _world.PostAsync("challenges/duels/duels", """{"opponent":"e3"}""", _maya)).ShouldBeProblem(422, "notParticipant");
        (await _world.PostAsync("challenges/duels/duels", """{"opponent":"e2"}""")).ShouldBeProblem(422, "required", "/challenger");
        (await _world.PostAsync("challenges/duels/duels", """{"opponent":"e2"}""", _maya)).ShouldBeProblem(409, "tooManyDuels");
        (await _world.PostAsync("challenges/duels/duels/1/accept", "{}", _maya)).ShouldBeProblem(409, "notInvited");
        (await _world.PostAsync("challenges/duels/duels/9/accept", "{}", _noah)).ShouldBeProblem(404, "unknownDuel");
        (await _world.PostAsync("challenges/duels/duels/one/accept", "{}", _noah)).ShouldBeProblem(404, "unknownDuel");

        var accepted = await _world.PostAsync("challenges/duels/duels/1/accept", "{}", _noah);
        (accepted.Code, accepted.Json.TryGetProperty("acceptedAt", out _)).ShouldBe((200, true), accepted.Text);
        (await _world.PostAsync("challenges/duels/duels/1/accept", "{}", _noah)).ShouldBeProblem(409, "duelTaken");

        var match = (await _world.GetAsync("challenges/duels/standings", _maya)).Json.GetProperty("matches")[0];
        (match.GetProperty("state").GetString(), match.GetProperty("first").GetProperty("name").GetString(), match.GetProperty("second").GetProperty("subject").GetString())
            .ShouldBe(("running", "Maya", "e2"));
        await _world.OpenAsync("sprint", ContestWorld.Sprint);
        (await _world.PostAsync("challenges/sprint/duels", """{"opponent":"e2"}""", _maya)).ShouldBeProblem(409, "notDuels");
    }

    public ValueTask DisposeAsync() => _world.DisposeAsync();
}
