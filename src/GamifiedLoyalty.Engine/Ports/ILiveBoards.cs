using GamifiedLoyalty.Domain.Boards;
using GamifiedLoyalty.Domain.Programs;
using GamifiedLoyalty.Domain.Time;

namespace GamifiedLoyalty.Engine.Ports;

/// <summary>
/// Live standings: a projection of the feed that can be rebuilt from stored scores at any time. Implementations are safe
/// for concurrent use; updates of one program arrive in version order from one caller.
/// </summary>
public interface ILiveBoards : IBoardReads
{
    /// <summary>Starts or restarts a program's boards at a version; standings are filled from <paramref name="scores"/> when first read.</summary>
    void Open(BoardSetup setup, IScoreSource scores);

    /// <summary>Applies what a commit changed; one that is applied already is ignored.</summary>
    void Apply(string program, BoardUpdate update);

    /// <summary>The version through which a program's updates are applied; 0 when it is not open.</summary>
    long Version(string program);

    /// <summary>Whether boards can be read now, as far as is known without trying.</summary>
    bool IsAvailable => true;
}

/// <summary>Reading boards. Implementations are safe for concurrent use.</summary>
public interface IBoardReads
{
    /// <summary>Rows of a board by position, from 0.</summary>
    /// <returns>Null when the board does not exist.</returns>
    /// <exception cref="BoardsUnavailableException">The boards cannot be reached for now.</exception>
    ValueTask<BoardPage?> ReadAsync(BoardQuery query, int offset, int limit, CancellationToken cancellationToken);

    /// <summary>A subject's row with up to <paramref name="span"/> rows above and below.</summary>
    /// <returns>Null when the board does not exist or the subject is not on it.</returns>
    /// <exception cref="BoardsUnavailableException">The boards cannot be reached for now.</exception>
    ValueTask<BoardAround?> AroundAsync(BoardQuery query, string subject, int span, CancellationToken cancellationToken);

    /// <summary>
    /// A subject's rank and score at the end of each local day of the period, as now corrected; the last day is the row of
    /// the board itself.
    /// </summary>
    /// <returns>Null when the board does not exist or the subject is not on it.</returns>
    /// <exception cref="BoardsUnavailableException">The boards cannot be reached for now.</exception>
    ValueTask<BoardHistory?> HistoryAsync(BoardQuery query, string subject, CancellationToken cancellationToken);
}

/// <summary>What boards need to know of a program.</summary>
/// <param name="Program">Its slug.</param>
/// <param name="Version">The version that this describes.</param>
/// <param name="Calendar">Its calendar.</param>
/// <param name="Boards">Its boards, each with the series it reads.</param>
/// <param name="Headcounts">Employees per partner at <paramref name="Version"/>.</param>
public sealed record BoardSetup(
    string Program,
    long Version,
    ProgramCalendar Calendar,
    IReadOnlyList<(BoardDefinition Board, ScoreSeries Series)> Boards,
    IReadOnlyDictionary<string, Headcount> Headcounts)
{
    /// <summary>The hash of the commit at <see cref="Version"/>; empty when it is not known.</summary>
    public ReadOnlyMemory<byte> Hash { get; init; }
}

/// <summary>
/// How many employees a partner has, for per-head boards. It carries no version: equal scores per head are ordered by the
/// last change of the sum, which is the same after a restart.
/// </summary>
/// <param name="Own">Employees whose own partner it is.</param>
/// <param name="WithDescendants">The same, its descendants included.</param>
public readonly record struct Headcount(int Own, int WithDescendants);

/// <summary>Where standings are filled from.</summary>
public interface IScoreSource
{
    /// <summary>Streams a series' stored scores with a day in <c>[from, until)</c> in one snapshot; returns its version.</summary>
    Task<long> ReadScoresAsync(int series, DateOnly from, DateOnly until, Action<ScoreKey, StoredScore> visit, CancellationToken cancellationToken);
}

/// <summary>What a commit changed on boards.</summary>
/// <param name="FirstVersion">First version it covers.</param>
/// <param name="LastVersion">Last version it covers.</param>
/// <param name="Scores">Score changes, one per key, as in <see cref="Commit.Scores"/>.</param>
/// <param name="Headcounts">Headcounts that changed.</param>
public sealed record BoardUpdate(
    long FirstVersion,
    long LastVersion,
    IReadOnlyList<ScoreChange> Scores,
    IReadOnlyDictionary<string, Headcount> Headcounts)
{
    private ILookup<int, ScoreChange>? _bySeries;

    /// <summary>
    /// The hash of the commit; empty when it is not known. Boards that outlive the program tell by it whether they follow the
    /// same history, which a restored backup does not.
    /// </summary>
    public ReadOnlyMemory<byte> Hash { get; init; }

    /// <summary>The changes of one series, so that many boards do not each look through all changes.</summary>
    public IEnumerable<ScoreChange> ScoresOf(int series) => (_bySeries ??= Scores.ToLookup(s => s.Key.Series))[series];
}

/// <summary>Which standings to read.</summary>
/// <param name="Program">The program's slug.</param>
/// <param name="Board">The board's id.</param>
/// <param name="Period">A period of a kind that the board offers.</param>
/// <param name="Today">The local day now, for <c>moved</c>.</param>
public readonly record struct BoardQuery(string Program, string Board, Period Period, DateOnly Today);

/// <summary>A row of a board.</summary>
/// <param name="Rank">From 1.</param>
/// <param name="Subject">The employee's or partner's id.</param>
/// <param name="Score">The score, including <paramref name="Provisional"/>.</param>
/// <param name="Provisional">The part from pending points.</param>
/// <param name="Reach">Version of the last change of the score, per head of the sum; orders equal scores on <c>firstToReach</c> boards.</param>
/// <param name="Moved">Rank by the days before today minus rank now; null if absent then, and on day boards.</param>
public readonly record struct BoardRow(int Rank, string Subject, long Score, long Provisional, long Reach, int? Moved);

/// <summary>Rows of a board by position.</summary>
/// <param name="Version">The version shown.</param>
/// <param name="Total">How many subjects are listed.</param>
/// <param name="Rows">The rows.</param>
public sealed record BoardPage(long Version, int Total, IReadOnlyList<BoardRow> Rows)
{
    /// <summary>
    /// Whether the board is being rebuilt or still catches up: what is shown is of an older version, without any rows when
    /// there is none to show.
    /// </summary>
    public bool IsRebuilding { get; init; }

    /// <summary>Whether it stands still for viewers because a contest is frozen. Live boards never say so.</summary>
    public bool IsFrozen { get; init; }
}

/// <summary>The neighbourhood of a subject.</summary>
/// <param name="Version">The version shown.</param>
/// <param name="Total">How many subjects are listed.</param>
/// <param name="Rows">The rows, the subject's among them.</param>
/// <param name="ToNext">The least gain of score that improves the subject's rank; null at rank 1.</param>
/// <param name="Percentile">ceil(100 × rank / total); 0 without rows.</param>
public sealed record BoardAround(long Version, int Total, IReadOnlyList<BoardRow> Rows, long? ToNext, int Percentile)
{
    /// <summary>As <see cref="BoardPage.IsRebuilding"/>: there may be no rows, not even the subject's, only then.</summary>
    public bool IsRebuilding { get; init; }

    /// <summary>As <see cref="BoardPage.IsFrozen"/>.</summary>
    public bool IsFrozen { get; init; }

    /// <summary>
    /// A version at or after the last change of the days before today, or of any day of a period that ended: what was
    /// computed of those days at this version or later still holds.
    /// </summary>
    public long EarlierVersion { get; init; }
}

/// <summary>How a subject's rank and score went.</summary>
/// <param name="Version">The version shown.</param>
/// <param name="Total">How many subjects are listed now.</param>
/// <param name="Days">Ascending and gapless; the last is today, or the last day of a period that ended.</param>
/// <param name="IsWhole">Whether the days before the last are known; a board with too many daily scores tells the last only.</param>
public sealed record BoardHistory(long Version, int Total, IReadOnlyList<HistoryDay> Days, bool IsWhole)
{
    /// <summary>As <see cref="BoardPage.IsRebuilding"/>.</summary>
    public bool IsRebuilding { get; init; }

    /// <summary>As <see cref="BoardPage.IsFrozen"/>.</summary>
    public bool IsFrozen { get; init; }
}

/// <summary>Rank and score at the end of a local day, by the days up to it.</summary>
/// <param name="Day">The day.</param>
/// <param name="Rank">From 1; null when not listed then.</param>
/// <param name="Score">The score; 0 when not listed then.</param>
public readonly record struct HistoryDay(DateOnly Day, int? Rank, long Score);

/// <summary>The live boards cannot be reached; what is recorded is safe, and they follow as soon as they can be.</summary>
public sealed class BoardsUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
