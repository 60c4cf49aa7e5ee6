using GamifiedLoyalty.Server.Tests.Support;

namespace GamifiedLoyalty.Server.Tests.Api;

public sealed class MemberTests : IAsyncLifetime
{
    private const string P = "/api/v1/programs/acme";

    private TestServer _server = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await TestServer.StartAsync();
        await _server.PublishAsync();
        await _server.Admin.PutAsync($"{P}/partners/p1", new { name = "Dealer One" });
    }

    [Fact]
    public async Task A_member_is_created_changed_and_left_alone_when_equal()
    {
        var body = new { name = "Zoë", partner = "p1", role = "sales", locale = "fr-CH", timeZone = "Europe/Zurich", attributes = new { team = "A", level = 3 } };
        var created = await _server.Admin.PutAsync($"{P}/employees/e1", body);
        created.Code.ShouldBe(201);
        var version = created.Json.GetProperty("version").GetInt64();

        var same = await _server.Admin.PutAsync($"{P}/employees/e1", body);
        same.Code.ShouldBe(200);
        same.Json.GetProperty("status").GetString().ShouldBe("unchanged");
        same.Json.GetProperty("version").GetInt64().ShouldBe(version);

        var changed = await _server.Admin.PutAsync($"{P}/employees/e1", body with { role = "lead" });
        changed.Code.ShouldBe(200);
        changed.Json.GetProperty("version").GetInt64().ShouldBe(version + 1);

        var read = await _server.Admin.GetAsync($"{P}/employees/e1");
        read.Json.GetProperty("name").GetString().ShouldBe("Zoë");
        read.Json.GetProperty("role").GetString().ShouldBe("lead");
        read.Json.GetProperty("attributes").GetProperty("level").GetInt32().ShouldBe(3);
        read.Json.GetProperty("version").GetInt64().ShouldBeGreaterThanOrEqualTo(version + 1);
    }

    [Theory]
    [InlineData("employees/e1", """{"name":"x","boss":1}""", "unknownField", "/boss")]
    [InlineData("employees/e1", """{"name":"x","parent":"p1"}""", "unknownField", "/parent")]
    [InlineData("partners/p9", """{"name":"x","role":"y"}""", "unknownField", "/role")]
    [InlineData("employees/e1", """{}""", "required", "/name")]
    [InlineData("employees/e1", """{"name":""}""", "badText", "/name")]
    [InlineData("employees/e1", """{"name":"x","timeZone":"Mars/Olympus"}""", "badTimeZone", "/timeZone")]
    [InlineData("employees/e1", """{"name":"x","locale":"not a locale"}""", "badLocale", "/locale")]
    [InlineData("employees/e1", """{"name":"x","attributes":{"a":{}}}""", "wrongType", "/attributes")]
    [InlineData("employees/e1", """{"name":"x","partner":"a/b"}""", "badId", "/partner")]
    [InlineData("employees/a%20b", """{"name":"x"}""", "badId", null)]
    public async Task Faults_are_named_with_their_place(string path, string body, string code, string? pointer)
    {
        var answer = await _server.Admin.SendAsync(HttpMethod.Put, $"{P}/{path}", body);

        answer.Code.ShouldBe(422);
        answer.Problem.ShouldBe(code);
        (answer.Json.TryGetProperty("pointer", out var at) ? at.GetString() : null).ShouldBe(pointer);
    }

    [Fact]
    public async Task Parents_must_exist_and_make_no_circle()
    {
        (await _server.Admin.PutAsync($"{P}/employees/e1", new { name = "x", partner = "none" })).Problem.ShouldBe("unknownPartner");
        (await _server.Admin.PutAsync($"{P}/partners/p2", new { name = "x", parent = "none" })).Problem.ShouldBe("unknownPartner");
        (await _server.Admin.PutAsync($"{P}/partners/p2", new { name = "x", parent = "p1" })).Code.ShouldBe(201);
        (await _server.Admin.PutAsync($"{P}/partners/p1", new { name = "x", parent = "p2" })).Problem.ShouldBe("cyclicParent");
        (await _server.Admin.PutAsync($"{P}/partners/p1", new { name = "x", parent = "p1" })).Problem.ShouldBe("cyclicParent");
    }

    [Fact]
    public async Task Many_members_are_answered_in_order_and_a_bad_one_blocks_nobody()
    {
        var answer = await _server.Admin.PostAsync($"{P}/members", new object[]
        {
            new { kind = "partner", id = "p5", name = "Five" },
            new { kind = "robot", id = "r1", name = "Robot" },
            new { kind = "employee", id = "e5", name = "Eve", partner = "p5" },
            new { kind = "employee", id = "e6", name = "Adam", partner = "none" },
            "text",
        });

        answer.Code.ShouldBe(200);
        var items = answer.Json.EnumerateArray().ToArray();
        items.Select(i => i.GetProperty("status").GetString()).ShouldBe(["created", "rejected", "created", "rejected", "rejected"]);
        items[1].GetProperty("error").GetProperty("code").GetString().ShouldBe("badValue");
        items[1].GetProperty("error").GetProperty("pointer").GetString().ShouldBe("/kind");
        items[3].GetProperty("error").GetProperty("code").GetString().ShouldBe("unknownPartner");
        items[2].GetProperty("id").GetString().ShouldBe("e5");
        (await _server.Admin.GetAsync($"{P}/employees/e5")).Code.ShouldBe(200);
    }

    [Fact]
    public async Task Lists_are_paged_in_the_order_of_ids()
    {
        await _server.Admin.PostAsync($"{P}/members", Enumerable.Range(0, 25)
            .Select(i => new { kind = "employee", id = $"m{(i * 7) % 25:D2}", name = "x" }).ToArray());

        var ids = new List<string>();
        var cursor = "";
        do
        {
            var page = await _server.Admin.GetAsync($"{P}/employees?limit=10&cursor={cursor}");
            ids.AddRange(page.Json.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("id").GetString()!));
            cursor = page.Json.TryGetProperty("next", out var next) ? next.GetString()! : "";
        }
        while (cursor.Length > 0);

        ids.ShouldBe(Enumerable.Range(0, 25).Select(i => $"m{i:D2}"));
    }

    [Fact]
    public async Task Unknown_members_are_404_everywhere()
    {
        foreach (var path in new[] { "employees/x", "employees/x/wallet", "employees/x/statement" })
        {
            (await _server.Admin.GetAsync($"{P}/{path}")).Problem.ShouldBe("unknownEmployee");
            (await _server.Admin.GetAsync($"{P}/{path.Replace("employees", "partners", StringComparison.Ordinal)}")).Problem.ShouldBe("unknownPartner");
        }
    }

    [Fact]
    public async Task A_new_member_has_an_empty_wallet_and_statement()
    {
        var wallet = await _server.Admin.GetAsync($"{P}/partners/p1/wallet");
        var balance = wallet.Json.GetProperty("balances").EnumerateArray().Single();
        balance.GetProperty("currency").GetString().ShouldBe("points");
        balance.GetProperty("available").GetInt64().ShouldBe(0);
        balance.GetProperty("pending").GetInt64().ShouldBe(0);
        balance.GetProperty("lifetime").GetInt64().ShouldBe(0);

        var statement = await _server.Admin.GetAsync($"{P}/partners/p1/statement");
        statement.Json.GetProperty("lines").GetArrayLength().ShouldBe(0);
        statement.Json.TryGetProperty("next", out _).ShouldBeFalse();
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
