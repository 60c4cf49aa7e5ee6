using System.Globalization;

namespace GamifiedLoyalty.Look;

/// <summary>Fills a server with programs in every state, beyond those that the tests need.</summary>
internal static class States
{
    /// <summary>Pages in states that only show when looked at.</summary>
    public static IReadOnlyList<SamplePage> Pages { get; } =
    [
        new("few-board", "/p/few/boards/revenue"),
        new("many-home", "/p/many"),
        new("many-board", "/p/many/boards/revenue"),
        new("ties-board", "/p/ties/boards/revenue"),
        new("no-boards", "/p/bare"),
        new("ties-home", "/p/ties"),
        new("contest-new-comeback", "/p/acme/contests/new?template=middleFieldComeback") { SignedIn = true },
        new("contest-new-expert", "/p/acme/contests/new?draft=draft1") { SignedIn = true },
        new("contest-compare", "/p/acme/contests/compare") { SignedIn = true },
        new("sponsors", "/p/acme/sponsors") { SignedIn = true },
        new("contest-manage-draft", "/p/acme/contests/draft1/manage") { SignedIn = true },
        new("contest-manage-closed", "/p/acme/contests/closed/manage") { SignedIn = true },
        new("contest-manage-settled", "/p/acme/contests/settled/manage") { SignedIn = true },
        new("screen-thirty", "/p/many/screen/wall") { IsScreen = true },
        new("screen-few", "/p/few/screen/wall") { IsScreen = true },
        new("screen-empty", "/p/fresh/screen/wall") { IsScreen = true },
        .. Scenes.Select(s => new SamplePage($"scene-{s.Name}", $"/p/acme/screen/{s.Name}") { IsScreen = true }),
    ];

    private static IEnumerable<(string Name, string Scene)> Scenes =>
        Contests.Kinds.Select((k, i) => (string.Create(CultureInfo.InvariantCulture, $"{i + 1}-{k.Kind}"), k.Scene)).Concat(
        [
            ("message", """{ "type": "message", "text": { "en": "Lunch is served", "fr": "Le déjeuner est servi" }, "small": { "en": "Until 2 pm", "fr": "Jusqu’à 14 h" } }"""),
            ("sponsor", """{ "type": "sponsor", "text": "Vertical Ullapool" }"""),
        ]);

    public static async Task FillAsync(Site site)
    {
        await site.AddProgramAsync("few", 3);
        await site.AddProgramAsync("many", 70);
        await site.AddProgramAsync("ties", 8, fall: 0);
        await site.SendAsync(HttpMethod.Put, "/api/v1/programs/bare", """
            { "name": { "en": "Bare Program", "fr": "Programme vide" }, "timeZone": "Europe/Paris", "locales": ["en", "fr"],
              "money": { "currency": "EUR", "decimals": 2 }, "privacy": { "visibility": "public" },
              "currencies": [ { "id": "points", "name": "Points" } ], "earningRules": [], "boards": [] }
            """);
        await HangAsync(site, "many", """{ "boards": [ { "board": "revenue" } ], "rows": 30, "theme": "light" }""");
        await HangAsync(site, "few", """{ "boards": [ { "board": "revenue" } ], "theme": "light" }""");
        await HangAsync(site, "fresh", """{ "boards": [ { "board": "revenue" } ] }""");
        foreach (var (name, scene) in Scenes)
        {
            await site.SendAsync(HttpMethod.Put, $"/api/v1/programs/acme/screens/{name}", $"{{ \"scenes\": [ {scene} ] }}");
        }

        for (var i = 0; i < 6; i++)
        {
            await site.SellAsync(string.Create(CultureInfo.InvariantCulture, $"e{(i % 5) + 1:D2}"), 120 + (35 * i));
        }

        await HoldContestsAsync(site);
    }

    /// <summary>Contests in other states than running; none is frozen, because that stops what everybody sees.</summary>
    private static async Task HoldContestsAsync(Site site)
    {
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        for (var i = 1; i <= 14; i++)
        {
            // On every weekday of two weeks, so that whatever is tried on the past finds something.
            await site.SellAsync(string.Create(CultureInfo.InvariantCulture, $"e{i:D2}"), 40 + (37 * i % 400), at: new DateTimeOffset(now.AddDays(-i)));
        }

        foreach (var (id, steps) in new[] { ("settled", new[] { "close", "settle" }), ("closed", ["close"]) })
        {
            await site.LaunchAsync(id, now.AddDays(-6), now.AddDays(1));
            foreach (var step in steps)
            {
                await site.SendAsync(HttpMethod.Post, $"/api/v1/programs/acme/challenges/{id}/{step}", "{}");
            }
        }

        foreach (var (id, points) in new[] { ("draft1", 400), ("draft2", 900) })
        {
            await site.SendAsync(HttpMethod.Put, $"/api/v1/programs/acme/challenges/{id}", $$"""
                { "name": { "en": "Weekend sprint, {{points}}", "fr": "Sprint du week-end, {{points}}" }, "subject": "employee", "metric": { "measure": "amount" },
                  "start": "{{now.AddHours(-1).ToString("s", CultureInfo.InvariantCulture)}}Z", "end": "{{now.AddMinutes(90).ToString("s", CultureInfo.InvariantCulture)}}Z",
                  "prizes": { "currency": "points", "budget": { "points": {{2 * points}} }, "list": [ { "place": 1, "points": {{points}} } ] } }
                """);
        }
    }

    private static Task HangAsync(Site site, string program, string settings) =>
        site.SendAsync(HttpMethod.Put, $"/api/v1/programs/{program}/screens/wall", settings);
}
