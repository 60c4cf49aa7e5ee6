using System.Globalization;

namespace GamifiedLoyalty.Browser.Tests.Driving;

/// <summary>Running contests of the formats that screens draw in ways of their own, for a site with at least eight people.</summary>
internal static class Contests
{
    private static readonly (string Id, string Format)[] All =
    [
        ("sprint", """ "subject": "employee", "format": { "type": "race" } """),
        ("teams", """ "subject": "partner", "format": { "type": "team" } """),
        ("cup", """ "subject": "employee", "format": { "type": "bracket", "size": 8, "seeds": ["e01", "e02", "e03", "e04", "e05", "e06", "e07", "e08"] } """),
        ("night", """ "subject": "employee", "format": { "type": "duels", "acceptWithin": "PT24H", "mostAtOnce": 3 } """),
    ];

    /// <summary>Kinds of scene with the document of one of each.</summary>
    public static IReadOnlyList<(string Kind, string Scene)> Kinds { get; } =
    [
        ("board", """{ "type": "board", "board": "revenue" }"""),
        ("podium", """{ "type": "podium", "board": "revenue" }"""),
        ("contest", """{ "type": "challenge", "challenge": "sprint" }"""),
        ("contest", """{ "type": "challenge", "challenge": "teams" }"""),
        ("contest", """{ "type": "challenge", "challenge": "cup" }"""),
        ("contest", """{ "type": "challenge", "challenge": "night" }"""),
        ("winners", """{ "type": "winners", "challenge": "sprint" }"""),
        ("countdown", """{ "type": "countdown", "until": "2999-01-01" }"""),
        ("ticker", """{ "type": "ticker" }"""),
    ];

    /// <summary>Settings of a screen that shows all of them, each long enough that nothing changes by itself.</summary>
    public static string Playlist => $"\"scenes\": [ {string.Join(", ", Kinds.Select(k => k.Scene.Replace(" }", ", \"seconds\": 3600 }", StringComparison.Ordinal)))} ]";

    /// <summary>Lets those run that the site does not have yet, with four duels accepted.</summary>
    public static async Task OpenAsync(Site site)
    {
        var known = (await site.SendAsync(HttpMethod.Get, "/api/v1/programs/acme/challenges", "{}"))["items"]!.AsArray().Select(i => (string?)i!["challenge"]).ToHashSet(StringComparer.Ordinal);
        foreach (var (id, format) in All.Where(c => !known.Contains(c.Id)))
        {
            var path = $"/api/v1/programs/acme/challenges/{id}";
            await site.SendAsync(HttpMethod.Put, path, $$"""{ "name": "{{id}}", "metric": { "measure": "amount" }, "start": "2026-01-01", "end": "2999-01-01", {{format}} }""");
            await site.SendAsync(HttpMethod.Post, $"{path}/submit", "{}");
            await OpenedAsync(site, path);
        }

        for (var duel = 1; duel <= 4; duel++)
        {
            var (challenger, opponent) = (Id((2 * duel) - 1), Id(2 * duel));
            const string duels = "/api/v1/programs/acme/challenges/night/duels";
            await site.SendAsync(HttpMethod.Post, duels, $$"""{ "challenger": "{{challenger}}", "opponent": "{{opponent}}" }""");
            await site.SendAsync(HttpMethod.Post, $"{duels}/{duel}/accept", $$"""{ "subject": "{{opponent}}" }""");
        }
    }

    /// <summary>A start that has passed opens by the clock of the server, a moment later.</summary>
    private static async Task OpenedAsync(Site site, string path)
    {
        for (var attempt = 0; (string?)(await site.SendAsync(HttpMethod.Get, path, "{}"))["status"] != "open"; attempt++)
        {
            if (attempt == 200)
            {
                throw new TimeoutException($"{path} did not open.");
            }

            await Task.Delay(100);
        }
    }

    private static string Id(int number) => string.Create(CultureInfo.InvariantCulture, $"e{number:D2}");
}
