namespace GamifiedLoyalty.Domain.Programs.Reading;

/// <summary>The members of each object of a definition; the JSON Schema lists the same, which a test holds.</summary>
internal static class KnownFields
{
    // $schema is for editors, which complete the document by it.
    public static readonly string[] Program =
        ["$schema", "name", "timeZone", "locales", "money", "privacy", "currencies", "earningRules", "boards",
         "imports", "challenges"];

    public static readonly string[] Money = ["currency", "decimals", "rates"];

    public static readonly string[] Rate = ["currency", "from", "rate"];

    public static readonly string[] Privacy = ["visibility"];

    public static readonly string[] Currency = ["id", "name", "decimals"];

    public static readonly string[] Rule =
    [
        "id", "name", "on", "from", "until", "priority", "exclusiveGroup", "when", "formula", "currency", "beneficiary",
        "rounding", "pendingFor", "caps", "sponsor",
    ];

    public static readonly string[] Split = ["employee", "partner"];

    public static readonly string[] Cap = ["per", "period", "max"];

    public static readonly string[] Compare = ["field", "op", "value"];

    public static readonly string[] Step = ["from", "points", "per"];

    public static readonly string[] Board =
        ["id", "name", "subject", "metric", "filter", "aggregate", "minimumHeadcount", "rollUp", "ties", "periods"];

    public static readonly string[] Metric = ["measure", "currency", "aggregate", "minimumHeadcount", "rollUp"];

    public static readonly string[] Import = ["id", "type", "source", "createMembers", "map"];

    public static readonly string[] Challenges = ["approvalAbove"];

    public static readonly string[] ApprovalAbove = ["points", "money"];

    /// <summary>The members of each formula type, besides <c>type</c>.</summary>
    public static readonly IReadOnlyDictionary<string, string[]> Formulas = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["fixed"] = ["points"],
        ["perAmount"] = ["points", "per"],
        ["perQuantity"] = ["points", "per"],
        ["percentBack"] = ["percent"],
        ["multiplier"] = ["factor", "of"],
        ["threshold"] = ["measure", "period", "bar", "points"],
        ["firstTime"] = ["per", "points"],
        ["slabs"] = ["measure", "period", "mode", "steps"],
    };

    /// <summary>Every object by its name in the schema.</summary>
    public static IReadOnlyDictionary<string, string[]> ByObject { get; } = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["program"] = Program,
        ["money"] = Money,
        ["rate"] = Rate,
        ["privacy"] = Privacy,
        ["currency"] = Currency,
        ["earningRule"] = Rule,
        ["split"] = Split,
        ["cap"] = Cap,
        ["compare"] = Compare,
        ["slabStep"] = Step,
        ["board"] = Board,
        ["metric"] = Metric,
        ["import"] = Import,
        ["challenges"] = Challenges,
        ["approvalAbove"] = ApprovalAbove,
        ["all"] = ["all"],
        ["any"] = ["any"],
        ["not"] = ["not"],
    };
}
