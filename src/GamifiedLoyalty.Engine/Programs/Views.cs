using System.Text.Json.Nodes;
using GamifiedLoyalty.Domain.Activities;
using GamifiedLoyalty.Domain.Boards;
using GamifiedLoyalty.Domain.Earning;
using GamifiedLoyalty.Domain.Ledger;
using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Domain.Programs;
using GamifiedLoyalty.Engine.Challenges;
using GamifiedLoyalty.Engine.Ports;

namespace GamifiedLoyalty.Engine.Programs;

/// <summary>A program's definition in force.</summary>
/// <param name="Definition">The typed definition.</param>
/// <param name="DefinitionVersion">Its version, from 1.</param>
/// <param name="Document">The JSON as sent, in UTF-8.</param>
/// <param name="Boards">Each board with the series it reads.</param>
public sealed record ProgramSnapshot(
    ProgramDefinition Definition,
    int DefinitionVersion,
    byte[] Document,
    IReadOnlyList<(BoardDefinition Board, ScoreSeries Series)> Boards);

/// <summary>What a commit, of this node or of another, changed; for hubs and other projections.</summary>
/// <param name="FirstVersion">First version of the commit.</param>
/// <param name="LastVersion">Last version of the commit.</param>
/// <param name="At">When it was made.</param>
/// <param name="Boards">What it changed on boards; the live boards have applied it already.</param>
/// <param name="Owners">Employees and partners whose balances changed.</param>
/// <param name="Documents">Documents that changed, such as screens.</param>
/// <param name="ChangedEverything">Whether anything may be different: a definition was published, or the program was loaded anew.</param>
public sealed record CommitNotice(
    long FirstVersion,
    long LastVersion,
    DateTimeOffset At,
    BoardUpdate Boards,
    IReadOnlyList<OwnerRef> Owners,
    IReadOnlyList<StoredDocument> Documents,
    bool ChangedEverything)
{
    /// <summary>The challenges that had a step: written, opened, joined, settled and so on.</summary>
    public IEnumerable<string> Challenges =>
        Documents.Select(d => ChallengeDocuments.ChallengeOf(d.Kind, d.Id)).OfType<string>().Distinct(StringComparer.Ordinal);
}

/// <summary>An activity as it stands now.</summary>
/// <param name="Version">The program's version that this shows.</param>
/// <param name="Recorded">As recorded.</param>
/// <param name="Adjustment">What corrections made of it, if any.</param>
/// <param name="PostedThrough">Awards due through this instant have posted.</param>
public sealed record ActivityView(long Version, RecordedActivity Recorded, ActivityAdjustment? Adjustment, DateTimeOffset PostedThrough)
{
    /// <summary>The awards that stand now.</summary>
    public IReadOnlyList<Award> Awards => Adjustment?.Awards ?? Recorded.Awards;

    /// <summary>The lines that remain now.</summary>
    public IReadOnlyList<ActivityLine> Lines => Adjustment?.Lines ?? Recorded.Sent.Lines;
}

/// <summary>Balances of an owner.</summary>
/// <param name="Version">The version shown.</param>
/// <param name="Balances">One for each currency of the definition, in its order.</param>
public sealed record WalletView(long Version, IReadOnlyList<(string Currency, Balance Balance, long Lifetime)> Balances);

/// <summary>A page of a statement.</summary>
/// <param name="Version">The version shown.</param>
/// <param name="Lines">Newest first.</param>
/// <param name="Next">The cursor of the next page; null at the end.</param>
public sealed record StatementView(long Version, IReadOnlyList<StatementLine> Lines, string? Next)
{
    /// <summary>Whether a text is a cursor that a statement gave.</summary>
    public static bool IsCursor(string text) => StatementReader.TryParse(text, out _);
}

/// <summary>What a line of a statement tells.</summary>
public enum StatementKind
{
    /// <summary>Points awarded.</summary>
    Award,

    /// <summary>Points taken back, or given after all, because of a correction.</summary>
    Correction,

    /// <summary>Points won in a challenge.</summary>
    Prize,
}

/// <summary>A line of a statement.</summary>
/// <param name="Version">The version that made it.</param>
/// <param name="At">When.</param>
/// <param name="Kind">What it tells.</param>
/// <param name="Currency">Which currency.</param>
/// <param name="Points">Change of available plus pending points.</param>
/// <param name="State"><c>posted</c> or <c>pending</c>, as it is now.</param>
/// <param name="AvailableAt">When a pending award posts.</param>
/// <param name="Activity">The activity's version; 0 for a prize.</param>
/// <param name="Rule">The rule's id; empty for a prize.</param>
/// <param name="RuleVersion">The rule's version; 0 for a prize.</param>
/// <param name="CappedBy">The cap that cut it.</param>
/// <param name="Explanation">Why, with the numbers filled in.</param>
public sealed record StatementLine(
    long Version, DateTimeOffset At, StatementKind Kind, string Currency, long Points, string State,
    DateTimeOffset? AvailableAt, long Activity, string Rule, int RuleVersion, string? CappedBy, string Explanation)
{
    /// <summary>The challenge in which a prize was won; null for other lines.</summary>
    public string? Challenge { get; init; }

    /// <summary>The place that won it; null for other lines.</summary>
    public int? Place { get; init; }
}

/// <summary>An item of the feed.</summary>
/// <param name="Version">Its version.</param>
/// <param name="At">When it was committed.</param>
/// <param name="Command">The kind of command, such as <c>recordActivity</c>.</param>
/// <param name="Actor">Who gave it; shown to managers only.</param>
/// <param name="Events">What happened, each with a <c>type</c>.</param>
public sealed record FeedItem(long Version, DateTimeOffset At, string Command, string Actor, IReadOnlyList<JsonObject> Events);
