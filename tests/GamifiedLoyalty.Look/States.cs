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
    }

    private static Task HangAsync(Site site, string program, string settings) =>
        site.SendAsync(HttpMethod.Put, $"/api/v1/programs/{program}/screens/wall", settings);
}
