using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace GamifiedLoyalty.Server.CommandLine;

/// <summary>Imports through a running server: one streamed request, committed as it is read.</summary>
internal static class HttpImport
{
    /// <summary>Publishes the definition first, when there is one, then sends the rows.</summary>
    public static async Task<ImportOutcome> RunAsync(
        RunningServer server, ImportRequest request, ImportSource source, ImportErrorFile errors, CancellationToken cancellationToken)
    {
        var path = "api/v1/programs/" + Uri.EscapeDataString(request.Program);
        if (request.Definition is { } definition)
        {
            using var document = new ByteArrayContent(definition);
            document.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            await server.SendAsync(HttpMethod.Put, path, document, cancellationToken);
        }

        using var rows = new StreamContent(source.Stream);
        rows.Headers.ContentType = new MediaTypeHeaderValue("text/csv", "utf-8");
        var answer = await server.SendAsync(
            HttpMethod.Post, $"{path}/activities?mapping={Uri.EscapeDataString(request.Mapping)}&answer=summary", rows, cancellationToken);
        return await ReadAsync(answer, errors);
    }

    private static async Task<ImportOutcome> ReadAsync(JsonNode answer, ImportErrorFile errors)
    {
        foreach (var error in answer["errors"] as JsonArray ?? [])
        {
            await errors.AddAsync(Number(error, "line"), error?["externalId"]?.ToString(), error?["code"]?.ToString() ?? "", error?["detail"]?.ToString() ?? "");
        }

        return new ImportOutcome(
            answer["import"]?.ToString(), Number(answer, "recorded"), Number(answer, "duplicate"), Number(answer, "conflict"), Number(answer, "rejected"))
        {
            ErrorsTruncated = answer["errorsTruncated"]?.GetValue<bool>() ?? false,
        };
    }

    private static long Number(JsonNode? node, string name) => node?[name]?.GetValue<long>() ?? 0;
}
