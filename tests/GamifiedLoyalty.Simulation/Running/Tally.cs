namespace GamifiedLoyalty.Simulation.Running;

/// <summary>How often each kind of command, fault and read happened.</summary>
public sealed class Tally
{
    private readonly SortedDictionary<string, long> _counts = new(StringComparer.Ordinal);

    public Tally()
    {
        foreach (var kind in Kinds)
        {
            _counts.Add(kind, 0);
        }
    }

    /// <summary>Every kind there is; over many seeds none may be missing.</summary>
    public static IReadOnlyList<string> Kinds { get; } =
    [
        "accept a duel", "act on a contest", "activity at the edge of a day", "activity late", "activity soon", "activity too far ahead", "answer Conflict", "answer Duplicate",
        "answer Recorded", "answer Rejected", "approve a contest", "clock a month", "clock days", "clock minutes", "clock to a contest", "clock to midnight", "clock to what is due",
        "contest changed", "contest unchanged", "define a contest", "delete a document", "fault ClaimMoved", "fault DieAfter", "fault DieBefore", "fault DieDuring", "fault FailBefore", "fault Hold",
        "fault LoseAnswer", "fault boards break down", "fault boards slow", "fault boards told old news", "fault boards wiped",
        "fault crash", "fault failing reads", "fault hint lost", "fault pause", "fault restart", "fault stop", "fault store away",
        "fault store away for all", "import", "invite to a duel", "join a contest", "member Created", "member Rejected", "member Unchanged", "member Updated",
        "move an employee", "publish a change", "publish a faulty one", "publish the first", "publish the same", "put a document",
        "put members", "race", "read a board", "read a contest", "read a statement", "read a wallet", "read an activity", "read an explanation", "read around", "read the feed",
        "record a batch", "record again", "record defaults spelled out", "record one", "record other content", "record out of order",
        "record unacknowledged again", "reversal Applied", "reversal Conflict", "reversal Duplicate", "reversal NotFound",
        "reversal Rejected", "reverse again", "reverse an import", "reverse by amount", "reverse by line", "reverse too much",
        "reverse what is not there", "reverse whole", "submit a contest",
    ];

    public IReadOnlyDictionary<string, long> Counts => _counts;

    internal void Add(string kind, long times = 1) => _counts[kind] = _counts.GetValueOrDefault(kind) + times;

    internal void Add(Tally other)
    {
        foreach (var (kind, times) in other._counts)
        {
            Add(kind, times);
        }
    }
}
