using System.Net;
using System.Text.RegularExpressions;
using GamifiedLoyalty.Server.Tests.Support;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace GamifiedLoyalty.Server.Tests.Challenges;

/// <summary>
/// Every address that a viewer could read something from: all reads of the API, as its own document lists them, and all pages,
/// as the server routes them. One that is new fails here until somebody says what stands in its places.
/// </summary>
internal static partial class Surfaces
{
    private static readonly string[] Boards = ["revenue", "points", "dealer-bikes"];
    private static readonly string[] Employees = ["e1", "e3", "e4", "e5"];
    private static readonly string[] Partners = ["p1", "p2"];

    // What is added to addresses that answer nothing without it, and what else they may be asked.
    private static readonly Dictionary<string, string[]> Queries = new(StringComparer.Ordinal)
    {
        ["/boards/{board}"] = ["", "?period=all", "?period=2026-11", "?period=2026-W47", "?period=2026-11-21", "?period=2026-11-20"],
        ["/boards/{board}/history"] = ["?subject=e1", "?subject=e4", "?subject=e5", "?subject=p2", "?subject=e4&period=all"],
        ["/activities"] = ["?externalId=S-1", "?externalId=S-5"],
        ["/feed"] = ["?limit=1000"],
        ["/p/{program}"] = ["", "?period=all", "?period=month", "?period=day"],
        ["/p/{program}/boards/{board}"] = ["", "?period=all", "?period=2026-11"],
        ["/p/{program}/contests/{id}"] = ["", "?from=2", "?from=mine"],
        ["/p/{program}/search"] = ["?q=Ugo", "?q=Maya", "?q=Newcomer"],
    };

    public static async Task<IReadOnlyList<string>> ReadsAsync(TestServer server, string firstSale)
    {
        var document = (await server.Client(null).GetAsync("/openapi/v1.json")).Json;
        return [.. document.GetProperty("paths").EnumerateObject().Where(p => p.Value.TryGetProperty("get", out _)).SelectMany(p => Filled(p.Name, firstSale))];
    }

    public static IReadOnlyList<string> Pages(TestServer server, string screenKey)
    {
        var routes = server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Select(e => "/" + e.RoutePattern.RawText!.TrimStart('/'))
            .Where(r => r.StartsWith("/p/", StringComparison.Ordinal) && !r.Contains("**", StringComparison.Ordinal) && !r.Contains("{token}", StringComparison.Ordinal))
            .Distinct(StringComparer.Ordinal);
        return [.. routes.SelectMany(r => Filled(r, "")).SelectMany(r => r.Contains("/screen/", StringComparison.Ordinal) ? (string[])[r, $"{r}?key={screenKey}"] : [r])];
    }

    /// <summary>What a viewer reads at an address, without what follows from version and time alone.</summary>
    public static async Task<string> ReadAsync(ApiClient viewer, string address)
    {
        var answer = await viewer.GetAsync(address);
        return $"{answer.Code} {Plain(WebUtility.HtmlDecode(answer.Text))}";
    }

    /// <summary>A text without what follows from version and time alone.</summary>
    public static string Plain(string text) => Tokens().Replace(Instants().Replace(Versions().Replace(text, "${kept}=N"), "${kept}=T"), "${kept}");

    /// <summary>The digits of a text alone, however numbers are written.</summary>
    public static string Digits(string text) => Separators().Replace(text, "");

    private static IEnumerable<string> Filled(string path, string firstSale)
    {
        var addresses = Places(path, firstSale).Aggregate(
            (IEnumerable<string>)[path],
            (known, place) => known.SelectMany(k => place.Values.Select(v => k.Replace(place.Name, v, StringComparison.Ordinal))));
        var key = path.Replace("/api/v1/programs/{program}", "", StringComparison.Ordinal);
        var filled = addresses.SelectMany(a => Queries.GetValueOrDefault(key, [""]).Select(q => a + q)).ToList();
        filled.ShouldAllBe(a => !a.Contains('{'), $"What stands in the places of {path} has to be said.");
        return filled;
    }

    private static IEnumerable<(string Name, string[] Values)> Places(string path, string firstSale)
    {
        yield return ("{program}", ["acme"]);
        yield return ("{board}", Boards);
        yield return ("{activityId}", [firstSale]);
        yield return ("{subject}", Employees);
        if (path.Contains("/employees/", StringComparison.Ordinal))
        {
            yield return ("{id}", Employees);
        }

        if (path.Contains("/partners/", StringComparison.Ordinal))
        {
            yield return ("{id}", Partners);
        }

        if (path.Contains("/challenges/", StringComparison.Ordinal) || path.Contains("/contests/", StringComparison.Ordinal))
        {
            yield return ("{id}", ["sprint"]);
        }

        if (path.Contains("/keys/", StringComparison.Ordinal))
        {
            yield return ("{id}", ["k1"]);
        }

        if (path.Contains("/screen", StringComparison.Ordinal))
        {
            yield return ("{id}", ["hall"]);
        }

        if (path.Contains("/sponsors/", StringComparison.Ordinal))
        {
            yield return ("{id}", ["brand"]);
            yield return ("{hash}", [new string('0', 64)]);
        }
    }

    [GeneratedRegex(@"(?<kept>""version""|data-version|""revision""|data-revision|""next"")[:=]""?\d+""?", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Versions();

    [GeneratedRegex(@"(?<kept>""at""|""now""|data-now)[:=]""[^""]*""", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Instants();

    [GeneratedRegex(@"(?<kept>name=""__RequestVerificationToken"")[^>]*>", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Tokens();

    [GeneratedRegex(@"[\s.,'’\u00a0\u202f]", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Separators();
}
