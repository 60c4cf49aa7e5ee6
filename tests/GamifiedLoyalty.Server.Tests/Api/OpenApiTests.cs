using System.Text.Json;
using GamifiedLoyalty.Server.Tests.Contract;

namespace GamifiedLoyalty.Server.Tests.Api;

public sealed class OpenApiTests(ContractServers servers)
{
    [Fact]
    public async Task No_operation_names_a_parameter_twice()
    {
        var document = await ReadAsync();

        foreach (var path in document.GetProperty("paths").EnumerateObject())
        {
            foreach (var operation in path.Value.EnumerateObject())
            {
                var names = operation.Value.TryGetProperty("parameters", out var parameters)
                    ? parameters.EnumerateArray().Select(p => $"{p.GetProperty("in")} {p.GetProperty("name")}").ToList()
                    : [];
                names.ShouldBeUnique($"{operation.Name} {path.Name}");
            }
        }
    }

    [Theory]
    [InlineData("/api/v1/programs/{program}/employees/{id}", "MemberProfileAnswer")]
    [InlineData("/api/v1/programs/{program}/partners/{id}", "MemberProfileAnswer")]
    [InlineData("/api/v1/programs/{program}/employees/{id}/wallet", "WalletAnswer")]
    [InlineData("/api/v1/programs/{program}/boards/{board}", "BoardAnswer")]
    [InlineData("/api/v1/programs/{program}/boards/{board}/history", "HistoryAnswer")]
    [InlineData("/api/v1/programs/{program}/challenges/{id}", "ChallengeAnswer")]
    [InlineData("/api/v1/programs/{program}/challenges/{id}/standings", "ChallengeStandingsAnswer")]
    [InlineData("/api/v1/programs/{program}/challenges/{id}/standings/{subject}/explanation", "ChallengeExplanationAnswer")]
    [InlineData("/api/v1/programs/{program}/challenges/{id}/settlement", "ChallengeSettlementAnswer")]
    public async Task A_read_is_described_by_what_it_answers(string path, string shape)
    {
        var schema = (await ReadAsync()).GetProperty("paths").GetProperty(path).GetProperty("get").GetProperty("responses")
            .GetProperty("200").GetProperty("content").GetProperty("application/json").GetProperty("schema");

        schema.GetProperty("$ref").GetString().ShouldBe($"#/components/schemas/{shape}");
    }

    [Fact]
    public async Task A_picture_is_described_as_a_file_with_what_it_is_refused_for()
    {
        var put = (await ReadAsync()).GetProperty("paths").GetProperty("/api/v1/programs/{program}/sponsors/{id}/picture").GetProperty("put");

        put.GetProperty("requestBody").GetProperty("content").EnumerateObject().Select(c => c.Name).ShouldBe(["image/png", "image/jpeg", "image/webp"]);
        put.GetProperty("responses").EnumerateObject().Select(r => r.Name).ShouldBe(["200", "401", "403", "404", "413", "415", "422"], ignoreOrder: true);
        foreach (var code in new[] { "badPicture", "tooLarge", "unsupportedMediaType" })
        {
            put.GetProperty("summary").GetString()!.ShouldContain(code);
        }
    }

    [Fact]
    public async Task The_document_says_how_keys_are_sent_and_names_the_hub_and_its_channels()
    {
        var document = await ReadAsync();

        document.GetProperty("security")[0].TryGetProperty("key", out _).ShouldBeTrue();
        document.GetProperty("components").GetProperty("securitySchemes").GetProperty("key").GetProperty("scheme").GetString().ShouldBe("bearer");
        var description = document.GetProperty("info").GetProperty("description").GetString()!;
        foreach (var word in (string[])["/hubs/live", "Subscribe", "board/{id}/{period}", "employee/{id}", "partner/{id}", "screen/{id}", "challenge/{id}"])
        {
            description.ShouldContain(word);
        }
    }

    private async Task<JsonElement> ReadAsync() => (await (await servers.StillAsync()).Client(null).GetAsync("/openapi/v1.json")).Json;
}
