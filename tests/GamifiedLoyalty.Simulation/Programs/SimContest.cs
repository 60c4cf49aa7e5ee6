using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace GamifiedLoyalty.Simulation.Programs;

/// <summary>A contest as generated: what the model reads and what is sent say the same. It counts what a board counts.</summary>
internal sealed record SimContest(string Id, SimBoard Metric, DateTimeOffset Start, DateTimeOffset End)
{
    public const long MinimumScore = 1;
    public const long FirstPrize = 100;
    public const long OtherPrize = 50;
    public const long TargetPrize = 40;
    public const long Budget = 210;

    /// <summary>The bar to reach; null for a race.</summary>
    public long? Bar { get; init; }

    public bool OptIn { get; init; }

    public bool SettlesByItself { get; init; }

    public int CorrectionHours { get; init; }

    public string? Sponsor { get; init; }

    public byte[] Document() => Encoding.UTF8.GetBytes(Json().ToJsonString());

    private JsonObject Json()
    {
        var board = Metric.ToJson();
        var json = new JsonObject
        {
            ["name"] = Id,
            ["subject"] = board["subject"]!.DeepClone(),
            ["metric"] = board["metric"]!.DeepClone(),
            ["start"] = Start.ToString("O", CultureInfo.InvariantCulture),
            ["end"] = End.ToString("O", CultureInfo.InvariantCulture),
            ["correctionWindow"] = FormattableString.Invariant($"PT{CorrectionHours}H"),
            ["settlement"] = SettlesByItself ? "automatic" : "manual",
            ["enrolment"] = OptIn ? "optIn" : "automatic",
            ["minimumScore"] = MinimumScore,
            ["prizes"] = Prizes(),
        };
        if (board["filter"] is { } filter)
        {
            json["filter"] = filter.DeepClone();
        }

        if (Bar is { } bar)
        {
            json["format"] = new JsonObject { ["type"] = "target", ["bar"] = bar };
        }

        return json;
    }

    private JsonObject Prizes()
    {
        var prizes = new JsonObject
        {
            ["currency"] = "points",
            ["budget"] = new JsonObject { ["points"] = Budget },
            ["list"] = Bar is null
                ? new JsonArray(
                    new JsonObject { ["place"] = 1, ["points"] = FirstPrize }, new JsonObject { ["from"] = 2, ["to"] = 3, ["points"] = OtherPrize })
                : new JsonArray(new JsonObject { ["reaching"] = "target", ["points"] = TargetPrize }),
        };
        if (Sponsor is not null)
        {
            prizes["sponsor"] = Sponsor;
        }

        return prizes;
    }
}
