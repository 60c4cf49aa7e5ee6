using System.Globalization;
using System.Text.Json.Nodes;

namespace GamifiedLoyalty.LoadTests;

/// <summary>The definition of the measured programs, with as many boards as are wanted.</summary>
internal static class Definition
{
    private const int Bands = 13;
    private const int LowestAmount = 100;
    private const int BandWidth = 70;
    private static readonly string[] Subjects = ["employee", "partner"];
    private static readonly string[] Measures = ["amount", "quantity", "count", "points"];

    /// <summary>The definition as JSON.</summary>
    /// <param name="boards">
    /// Null for its own boards. Else so many: the boards of revenue and boats, which show everybody and what was recorded,
    /// and others of all kinds, each of which counts the lines of one of thirteen ranges of prices, so that a sale changes
    /// about one in thirteen of them.
    /// </param>
    public static string Text(int? boards)
    {
        using var stream = typeof(Definition).Assembly.GetManifestResourceStream("load-program.json")!;
        var definition = JsonNode.Parse(stream)!;
        if (boards is { } count)
        {
            var own = definition["boards"]!.AsArray();
            var kept = own.Where(b => (string)b!["id"]! is "revenue" or "boats").Select(b => b!.DeepClone());
            definition["boards"] = new JsonArray([.. kept.Concat(Enumerable.Range(0, count).Select(Board)).Take(count)]);
        }

        return definition.ToJsonString();
    }

    /// <summary>The ids of its boards.</summary>
    public static IEnumerable<string> BoardIds(int? boards) =>
        JsonNode.Parse(Text(boards))!["boards"]!.AsArray().Select(b => (string)b!["id"]!);

    private static JsonObject Board(int number)
    {
        var measure = Measures[number / Subjects.Length % Measures.Length];
        var metric = new JsonObject { ["measure"] = measure };
        if (measure == "points")
        {
            metric["currency"] = "points";
        }

        var lowest = LowestAmount + (number / (Subjects.Length * Measures.Length) % Bands * BandWidth);
        return new JsonObject
        {
            ["id"] = string.Create(CultureInfo.InvariantCulture, $"board-{number}"),
            ["subject"] = Subjects[number % Subjects.Length],
            ["metric"] = metric,
            ["filter"] = new JsonObject { ["all"] = new JsonArray(Line("ge", lowest), Line("lt", lowest + BandWidth)) },
            ["periods"] = new JsonArray("month", "all"),
        };
    }

    private static JsonObject Line(string op, int amount) => new() { ["field"] = "line.amount", ["op"] = op, ["value"] = amount };
}
