using System.Text.Json;
using GamifiedLoyalty.Server.Tests.Support;

namespace GamifiedLoyalty.Server.Tests.Challenges;

/// <summary>Answers have no field that the OpenAPI document does not name.</summary>
public sealed class ShapeTests : IAsyncLifetime
{
    private ContestWorld _world = null!;
    private JsonElement _document;

    public async ValueTask InitializeAsync()
    {
        _world = await ContestWorld.StartAsync();
        _document = (await _world.Server.Client(null).GetAsync("/openapi/v1.json")).Json;
        await _world.SellAsync("e1", "40.00", "2026-11-20T10:00:00+01:00");
        await _world.OpenAsync("sprint", ContestWorld.Sprint);
        await _world.SellAsync("e1", "100.00");
        await _world.SellAsync("e2", "100.00");
    }

    [Fact]
    public async Task Every_read_of_contests_is_described_whole()
    {
        await FitsAsync("get", "challenges", "challenges");
        await FitsAsync("get", "challenges/{id}", "challenges/sprint");
        await FitsAsync("get", "challenges/{id}/standings", "challenges/sprint/standings?limit=1");
        await FitsAsync("get", "challenges/{id}/standings/{subject}/explanation", "challenges/sprint/standings/e2/explanation");
        await FitsAsync("get", "challenges/{id}/standings/{subject}/explanation", "challenges/sprint/standings/e1/explanation");
        await FitsAsync("get", "challenges/templates", "challenges/templates");
        await _world.DoAsync("sprint", "freeze");
        await _world.DoAsync("sprint", "reveal", """{"fromPlace":2}""");
        await FitsAsync("get", "challenges/{id}", "challenges/sprint", await _world.Server.ClientOfPersonAsync("acme", "e1"));
        await FitsAsync("get", "challenges/{id}/standings", "challenges/sprint/standings");
        await FitsAsync("get", "boards/{board}", "boards/revenue", await _world.Server.ClientWithScopeAsync("read", "acme"));
        await FitsAsync("get", "feed", "feed", await _world.Server.ClientWithScopeAsync("read", "acme"));
        await _world.DoAsync("sprint", "reveal");
        await _world.DoAsync("sprint", "close");
        await _world.DoAsync("sprint", "settle");
        await FitsAsync("get", "employees/{id}/statement", "employees/e1/statement");
    }

    [Theory]
    [InlineData("""{ "type": "race" }""")]
    [InlineData("""{ "type": "target", "bar": 5000 }""")]
    [InlineData("""{ "type": "milestones", "steps": [ { "id": "bronze", "at": 100 } ] }""")]
    [InlineData("""{ "type": "kingOfTheHill", "roundLength": "PT3H" }""")]
    [InlineData("""{ "type": "elimination", "roundLength": "PT3H", "out": 1 }""")]
    [InlineData("""{ "type": "bracket", "size": 4, "seeds": [ "e1", "e2", "e3" ] }""")]
    [InlineData("""{ "type": "raffle", "per": 100 }""")]
    public async Task Standings_and_settlement_of_every_format_are_described_whole(string format)
    {
        await _world.OpenAsync("other", $$"""
            { "name": "Other", "subject": "employee", "metric": { "measure": "amount" }, "start": "2026-11-21T08:00", "end": "2026-11-22", "format": {{format}},
              "prizes": { "currency": "points", "budget": { "points": 10 }, "list": [ { "place": 1, "points": 10 } ] } }
            """);

        await FitsAsync("get", "challenges/{id}", "challenges/other");
        await FitsAsync("get", "challenges/{id}/standings", "challenges/other/standings");
        await _world.DoAsync("other", "close");
        await _world.DoAsync("other", "settle");
        await FitsAsync("get", "challenges/{id}/settlement", "challenges/other/settlement");
    }

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    private async Task FitsAsync(string verb, string path, string address, ApiClient? caller = null)
    {
        var answer = await _world.GetAsync(address, caller);
        answer.Code.ShouldBe(200, answer.Text);
        var schema = _document.GetProperty("paths").GetProperty($"/api/v1/programs/{{program}}/{path}").GetProperty(verb)
            .GetProperty("responses").GetProperty("200").GetProperty("content").GetProperty("application/json").GetProperty("schema");
        Check(answer.Json, schema, address);
    }

    private void Check(JsonElement value, JsonElement schema, string where)
    {
        schema = Resolve(schema);
        if (value.ValueKind == JsonValueKind.Array && schema.TryGetProperty("items", out var items))
        {
            foreach (var item in value.EnumerateArray())
            {
                Check(item, items, where + "[]");
            }
        }
        else if (value.ValueKind == JsonValueKind.Object && schema.TryGetProperty("properties", out var properties))
        {
            foreach (var property in value.EnumerateObject())
            {
                properties.TryGetProperty(property.Name, out var known).ShouldBeTrue($"{where}/{property.Name} is not described.");
                Check(property.Value, known, $"{where}/{property.Name}");
            }
        }
    }

    /// <summary>What a reference, or a choice between null and something, leads to.</summary>
    private JsonElement Resolve(JsonElement schema)
    {
        if (schema.TryGetProperty("oneOf", out var choices))
        {
            schema = choices.EnumerateArray().First(c => !(c.TryGetProperty("type", out var type) && type.ToString() == "null"));
        }

        return schema.TryGetProperty("$ref", out var reference)
            ? Resolve(_document.GetProperty("components").GetProperty("schemas").GetProperty(reference.GetString()!.Split('/')[^1]))
            : schema;
    }
}
