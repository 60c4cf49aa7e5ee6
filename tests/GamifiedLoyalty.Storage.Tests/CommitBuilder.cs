using System.Text;
using GamifiedLoyalty.Domain.Boards;
using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Engine.Ports;

namespace GamifiedLoyalty.Storage.Tests;

/// <summary>What a test adds to a commit.</summary>
public sealed class Parts
{
    public List<(ReceiptKey Key, long Version)> Receipts { get; } = [];

    public List<MemberProfile> Members { get; } = [];

    public List<ScoreChange> Scores { get; } = [];

    public List<(OwnerRef Owner, byte[] State)> Owners { get; } = [];

    public List<OwnerPage> OwnerPages { get; } = [];

    public List<StoredAdjustment> Adjustments { get; } = [];

    public List<DueRange> Due { get; } = [];

    public List<long> DueDone { get; } = [];

    public List<StoredDefinition> Definitions { get; } = [];

    public List<StoredSeries> Series { get; } = [];

    public List<StoredDocument> Documents { get; } = [];

    public List<(string Import, long Version)> Imports { get; } = [];
}

/// <summary>Commits as tests need them: small, and readable by their versions.</summary>
public static class CommitBuilder
{
    public static readonly DateTimeOffset Noon = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    public static readonly DateOnly Day = new(2026, 11, 21);

    /// <summary>A commit of entries whose bodies name their versions, and of the parts that the test adds.</summary>
    public static Commit Make(long head, int entries = 1, string program = "acme", int number = 1, Action<Parts>? with = null)
    {
        var parts = new Parts();
        with?.Invoke(parts);
        return new Commit
        {
            Program = program,
            ExpectedHead = head,
            ProgramNumber = head == 0 ? 0 : number,
            Entries = [.. Enumerable.Range(1, entries).Select(i => new StoredEntry(head + i, Body(head + i)))],
            At = Noon.AddSeconds(head),
            Hash = Hash(head + entries),
            PostedThrough = Noon.AddMinutes(head),
            Receipts = parts.Receipts,
            Members = parts.Members,
            Scores = parts.Scores,
            Owners = parts.Owners,
            OwnerPages = parts.OwnerPages,
            Adjustments = parts.Adjustments,
            Due = parts.Due,
            DueDone = parts.DueDone,
            Definitions = parts.Definitions,
            Series = parts.Series,
            Documents = parts.Documents,
            Imports = parts.Imports,
        };
    }

    public static byte[] Body(long version) => Encoding.UTF8.GetBytes(FormattableString.Invariant($"{{\"v\":{version}}}"));

    public static byte[] Hash(long head) => [.. Enumerable.Repeat(unchecked((byte)head), 32)];

    public static ScoreChange Score(string subject, long score, long version, int series = 1, long provisional = 0, long count = 1, DateOnly? day = null) =>
        new(new ScoreKey(series, subject, day ?? Day), new ScoreValue(score, provisional, count), version);

    public static MemberProfile Employee(string id, long version, string? role = null) =>
        new(OwnerKind.Employee, id, "Name of " + id) { Version = version, Role = role };
}
