namespace GamifiedLoyalty.Domain.Challenges.Reading;

/// <summary>The members of each object of a challenge; the JSON Schema lists the same, which a test holds.</summary>
internal static class ChallengeFields
{
    // $schema is for editors, which complete the document by it.
    public static readonly string[] Challenge =
    [
        "$schema", "name", "description", "terms", "subject", "metric", "filter", "start", "end", "correctionWindow",
        "settlement", "returnWindow", "audience", "enrolment", "lateJoining", "format", "scoring", "minimumHeadcount",
        "baseline", "byBand", "minimumScore", "ties", "tiePrizes", "prizes",
    ];

    public static readonly string[] Metric = ["measure", "currency"];

    public static readonly string[] Audience = ["where", "members"];

    public static readonly string[] Baseline = ["from", "until", "floor"];

    public static readonly string[] Step = ["id", "at", "name"];

    public static readonly string[] Prizes = ["currency", "sponsor", "budget", "pot", "mostPerPartner", "list"];

    public static readonly string[] Budget = ["points", "money"];

    public static readonly string[] Pot = ["points", "money", "percentOfTurnover"];

    public static readonly string[] Prize =
    [
        "place", "from", "to", "reaching", "milestone", "win", "points", "money", "reward", "value", "percentOfPot",
        "minimumScore",
    ];

    /// <summary>The members of each format, besides <c>type</c>.</summary>
    public static readonly IReadOnlyDictionary<string, string[]> Formats = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["race"] = [],
        ["target"] = ["bar", "personal", "growthPercent"],
        ["milestones"] = ["steps"],
        ["team"] = [],
        ["duels"] = ["acceptWithin", "mostAtOnce"],
        ["bracket"] = ["seeds", "size", "roundLength"],
        ["kingOfTheHill"] = ["roundLength"],
        ["elimination"] = ["roundLength", "out"],
        ["raffle"] = ["per", "mostTickets"],
    };

    /// <summary>Every object by its name in the schema.</summary>
    public static IReadOnlyDictionary<string, string[]> ByObject { get; } = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["challenge"] = Challenge,
        ["metric"] = Metric,
        ["audience"] = Audience,
        ["baseline"] = Baseline,
        ["milestoneStep"] = Step,
        ["prizes"] = Prizes,
        ["budget"] = Budget,
        ["pot"] = Pot,
        ["prize"] = Prize,
    };
}
