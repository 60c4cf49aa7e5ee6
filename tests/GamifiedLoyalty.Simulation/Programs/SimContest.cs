using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using GamifiedLoyalty.Domain.Challenges;

namespace GamifiedLoyalty.Simulation.Programs;

/// <summary>A contest as generated: what the model reads and what is sent say the same. It counts what a board counts.</summary>
internal sealed record SimContest(string Id, SimBoard Metric, DateTimeOffset Start, DateTimeOffset End, SimFormat Format, SimPlan Plan)
{
    /// <summary>The most points that a budget may have without a second person's approval.</summary>
    public const long ApprovalAbovePoints = 260;

    public bool OptIn { get; init; }

    public LateJoining LateJoining { get; init; }

    public bool SettlesByItself { get; init; }

    public int CorrectionHours { get; init; }

    public int? ReturnHours { get; init; }

    public Scoring Scoring { get; init; }

    public int MinimumHeadcount { get; init; } = 1;

    public (DateTimeOffset From, DateTimeOffset Until, long Floor)? Baseline { get; init; }

    public bool ByBand { get; init; }

    public bool SharedTies { get; init; }

    public bool TiesEach { get; init; }

    public long MinimumScore { get; init; }

    /// <summary>Whether only partners of the north, and their employees, compete.</summary>
    public bool OnlyNorth { get; init; }

    /// <summary>The only ones who compete; null for everybody.</summary>
    public IReadOnlyList<string>? Members { get; init; }

    public bool RanksPartners => Metric.RanksPartners;

    public byte[] Document() => Encoding.UTF8.GetBytes(Json().ToJsonString());

    private JsonObject Json()
    {
        var board = Metric.ToJson();
        var json = new JsonObject
        {
            ["name"] = Id,
            ["subject"] = board["subject"]!.DeepClone(),
            ["metric"] = board["metric"]!.DeepClone(),
            ["start"] = Text(Start),
            ["end"] = Text(End),
            ["correctionWindow"] = FormattableString.Invariant($"PT{CorrectionHours}H"),
            ["settlement"] = SettlesByItself ? "automatic" : "manual",
            ["enrolment"] = OptIn ? "optIn" : "automatic",
            ["format"] = Format.ToJson(),
            ["scoring"] = Word(Scoring),
            ["byBand"] = ByBand,
            ["ties"] = SharedTies ? "shared" : "firstToReach",
            ["tiePrizes"] = TiesEach ? "each" : "split",
            ["minimumScore"] = MinimumScore,
            ["prizes"] = Plan.ToJson(),
        };
        if (board["filter"] is { } filter)
        {
            json["filter"] = filter.DeepClone();
        }

        SetOptional(json);
        return json;
    }

    private void SetOptional(JsonObject json)
    {
        if (LateJoining != LateJoining.Full)
        {
            json["lateJoining"] = Word(LateJoining);
        }

        if (ReturnHours is { } hours)
        {
            json["returnWindow"] = FormattableString.Invariant($"PT{hours}H");
        }

        if (Scoring == Scoring.PerHead)
        {
            json["minimumHeadcount"] = MinimumHeadcount;
        }

        if (Baseline is var (from, until, floor))
        {
            json["baseline"] = new JsonObject { ["from"] = Text(from), ["until"] = Text(until), ["floor"] = floor };
        }

        if (OnlyNorth || Members is not null)
        {
            json["audience"] = Audience();
        }
    }

    private JsonObject Audience()
    {
        var audience = new JsonObject();
        if (OnlyNorth)
        {
            audience["where"] = new JsonObject { ["field"] = "partner.region", ["op"] = "eq", ["value"] = "North" };
        }

        if (Members is not null)
        {
            audience["members"] = new JsonArray([.. Members.Select(m => JsonValue.Create(m))]);
        }

        return audience;
    }

    private static string Text(DateTimeOffset instant) => instant.ToString("O", CultureInfo.InvariantCulture);

    private static string Word<T>(T value)
        where T : struct, Enum => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
