using System.Text.Json;
using GamifiedLoyalty.Server.Tests.Support;
using static System.FormattableString;

namespace GamifiedLoyalty.Server.Tests.Contract;

/// <summary>One program, spoken to by its administrator over HTTP.</summary>
public sealed class ContractProgram(TestServer server, string id)
{
    private int _sent;

    /// <summary>The definition that the contract prints, to the letter.</summary>
    public static string PublicDefinition { get; } =
        Samples.Definition.Replace("\"visibility\": \"members\"", "\"visibility\": \"public\"", StringComparison.Ordinal);

    public TestServer Server => server;

    public string Id => id;

    public string Path { get; } = $"/api/v1/programs/{id}";

    /// <summary>A definition of the given rules and boards, each a JSON array.</summary>
    public static string With(string rules = "[]", string boards = "[]", string more = "", string timeZone = "Europe/Paris") => $$"""
        { "name": "Test", "timeZone": "{{timeZone}}",
          "money": { "currency": "EUR", "rates": [ { "currency": "USD", "from": "2011-01-01", "rate": "0.92" } ] },
          "currencies": [ { "id": "points", "name": "Points" }, { "id": "miles", "name": "Miles", "decimals": 2 } ],
          "earningRules": {{rules}}, "boards": {{boards}} {{more}} }
        """;

    /// <summary>Publishes a definition under a random name, with the partners p1 and p2, e1 and e2 at p1, e3 at p2, and solo at none.</summary>
    public static async Task<ContractProgram> CreateAsync(TestServer server, string? definition)
    {
        var program = new ContractProgram(server, $"c-{Guid.NewGuid():N}"[..20]);
        await server.PublishAsync(program.Id, definition ?? PublicDefinition);
        var members = await program.PostAsync("members", """
            [ { "kind": "partner", "id": "p1", "name": "Cycles Lyon", "region": "south" }, { "kind": "partner", "id": "p2", "name": "Cycles Paris" },
              { "kind": "employee", "id": "e1", "name": "Ada", "partner": "p1", "role": "sales" }, { "kind": "employee", "id": "e2", "name": "Bo", "partner": "p1" },
              { "kind": "employee", "id": "e3", "name": "Cy", "partner": "p2" }, { "kind": "employee", "id": "solo", "name": "Di" } ]
            """);
        members.Code.ShouldBe(200, members.Text);
        return program;
    }

    public Task<Answer> GetAsync(string path) => server.Admin.GetAsync($"{Path}/{path}");

    public Task<Answer> PutAsync(string path, string body) => server.Admin.SendAsync(HttpMethod.Put, $"{Path}/{path}", body);

    public Task<Answer> PostAsync(string path, string? body = null, string mediaType = "application/json") =>
        server.Admin.SendAsync(HttpMethod.Post, $"{Path}/{path}", body, mediaType);

    /// <summary>Publishes a new version of the definition.</summary>
    public Task PublishAsync(string definition) => server.PublishAsync(id, definition);

    /// <summary>Sends one activity as it stands.</summary>
    public Task<Answer> SendAsync(string activity) => PostAsync("activities", activity);

    /// <summary>Records a sale with further fields and returns the answer; fails unless it is recorded.</summary>
    public async Task<Answer> SellAsync(string employee, string amount, string more = "", string? externalId = null)
    {
        var sold = await SendAsync(Sale(externalId ?? Invariant($"s-{Interlocked.Increment(ref _sent)}"), employee, amount, more));
        sold.Code.ShouldBe(200, sold.Text);
        sold.Text("status").ShouldBe("recorded");
        return sold;
    }

    /// <summary>A sale without lines.</summary>
    public static string Sale(string externalId, string employee = "e1", string amount = "10", string more = "") =>
        $$"""{ "externalId": "{{externalId}}", "type": "sale", "employee": "{{employee}}", "amount": {{amount}} {{(more.Length > 0 ? "," : "")}} {{more}} }""";

    public Task<Answer> ReverseAsync(Answer sold, string body) => PostAsync($"activities/{sold.Text("activityId")}/reversal", body);

    /// <summary>The rows of a board as <c>rank subject score (provisional)</c>.</summary>
    public async Task<IReadOnlyList<string>> BoardAsync(string board, string query = "?period=all")
    {
        var answer = await GetAsync($"boards/{board}{query}");
        answer.Code.ShouldBe(200, answer.Text);
        return [.. answer.Json.GetProperty("rows").EnumerateArray().Select(Row)];
    }

    /// <summary>The balances of a member as <c>currency available+pending</c>.</summary>
    public async Task<string> WalletAsync(string member)
    {
        var answer = await GetAsync($"{member}/wallet");
        answer.Code.ShouldBe(200, answer.Text);
        return string.Join(' ', answer.Json.GetProperty("balances").EnumerateArray()
            .Select(b => Invariant($"{b.GetProperty("currency").GetString()} {b.GetProperty("available").GetInt64()}+{b.GetProperty("pending").GetInt64()}")));
    }

    public async Task<long> VersionAsync() => (await GetAsync("feed?limit=1")).Number("version");

    /// <summary>A row of a board as <c>rank subject score (provisional)</c>.</summary>
    public static string Row(JsonElement row)
    {
        var provisional = row.GetProperty("provisional").GetInt64();
        return Invariant($"{row.GetProperty("rank").GetInt32()} {row.GetProperty("subject").GetString()} {row.GetProperty("score").GetInt64()}")
            + (provisional == 0 ? "" : Invariant($" ({provisional})"));
    }
}

/// <summary>Short ways to look into an answer.</summary>
internal static class Answers
{
    public static string Text(this Answer answer, string name) => answer.Json.GetProperty(name).GetString()!;

    public static long Number(this Answer answer, string name) => answer.Json.GetProperty(name).GetInt64();

    public static void ShouldBeProblem(this Answer answer, int status, string? code = null, string? pointer = null)
    {
        answer.Code.ShouldBe(status, answer.Text);
        answer.MediaType.ShouldBe("application/problem+json", answer.Text);
        answer.Number("status").ShouldBe(status);
        answer.Text("title").ShouldNotBeNullOrEmpty();
        answer.Problem.ShouldBe(code ?? answer.Problem, answer.Text);
        answer.Problem.ShouldNotBeNullOrEmpty();
        if (pointer is not null)
        {
            answer.Text("pointer").ShouldBe(pointer, answer.Text);
        }
    }

    /// <summary>The awards of an answer as <c>account points rule</c>, with the state unless posted and the cap that cut.</summary>
    public static string Awards(this Answer answer) => string.Join(", ", answer.Json.GetProperty("awards").EnumerateArray().Select(a =>
        Invariant($"{a.GetProperty("account").GetString()} {a.GetProperty("points").GetInt64()} {a.GetProperty("rule").GetString()}")
        + (a.GetProperty("state").GetString() == "posted" ? "" : " pending")
        + (a.TryGetProperty("cappedBy", out var cap) ? " capped by " + cap.GetString() : "")));

    /// <summary>The texts of one property of each element of a list.</summary>
    public static IReadOnlyList<string?> Each(this Answer answer, string list, string name) =>
        [.. answer.Json.GetProperty(list).EnumerateArray().Select(e => e.GetProperty(name).ToString())];
}
