using System.Globalization;
using System.Text.Json.Nodes;
using GamifiedLoyalty.Server.Demo;

namespace GamifiedLoyalty.Server.CommandLine;

/// <summary>Tells the person who started a demonstration where to look.</summary>
internal static class DemoBanner
{
    /// <summary>Sets up the screen, makes links, and writes everything in one block.</summary>
    public static async Task WriteAsync(
        TextWriter output, string url, DemoState state, DemoWorld world, double rate, CancellationToken cancellationToken)
    {
        using var server = new RunningServer(url, state.AdminKey);
        const string api = "api/v1/programs/" + DemoSeeder.Program;
        await server.SendJsonAsync(HttpMethod.Put, $"{api}/screens/{DemoSeeder.Screen}", Screen(), cancellationToken);
        var screen = await server.SendAsync(HttpMethod.Post, $"{api}/screens/{DemoSeeder.Screen}/link", content: null, cancellationToken);
        var person = world.Sellers.MaxBy(s => s.Talent)!.Profile;
        var link = await server.SendAsync(HttpMethod.Post, $"{api}/employees/{person.Id}/link", content: null, cancellationToken);
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"""

            Belledonne Partner Club is live: about {rate:0.##} sales a second. Ctrl-C ends it; starting again continues it.

              Board         {url}/p/{DemoSeeder.Program}/boards/revenue
              Contests      {url}/p/{DemoSeeder.Program}/contests
              Large screen  {screen["url"]}
              As a person   {link["url"]}
                            ({person.Name}; the link works once)
              API           {url}/{api}
              Admin key     {state.AdminKey}

            """));
    }

    private static JsonObject Screen() => new()
    {
        ["title"] = new JsonObject { ["en"] = "Belledonne Partner Club", ["fr"] = "Club partenaires Belledonne" },
        ["boards"] = new JsonArray(Board("revenue", "week"), Board("points", "month"), Board("dealer-avalanche", "week")),
        ["celebrations"] = new JsonObject { ["threshold"] = 2_500, ["firstPlace"] = true, ["throttleSeconds"] = 30 },
    };

    private static JsonObject Board(string board, string period) => new()
    {
        ["board"] = board,
        ["period"] = period,
        ["seconds"] = 45,
    };
}
