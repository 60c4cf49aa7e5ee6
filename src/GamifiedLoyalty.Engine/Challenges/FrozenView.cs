using GamifiedLoyalty.Domain.Challenges;
using GamifiedLoyalty.Domain.Programs;
using GamifiedLoyalty.Domain.Time;

namespace GamifiedLoyalty.Engine.Challenges;

/// <summary>
/// What viewers may see of a program while at least one of its challenges is frozen. Immutable; replaced when a challenge is
/// frozen or revealed.
/// </summary>
public sealed class FrozenView
{
    private readonly IReadOnlyList<ChallengeCase> _frozen;
    private readonly ProgramCalendar _calendar;

    private FrozenView(IReadOnlyList<ChallengeCase> frozen, ProgramCalendar calendar)
    {
        _frozen = frozen;
        _calendar = calendar;
        Version = frozen[0].Record!.FrozenAt!.Value;
        At = FrozenSince(frozen[0].Record!);
        Day = calendar.DayOf(At);
    }

    /// <summary>Where the feed, latest sales, tickers and moments end for viewers: the version at which the first was frozen.</summary>
    public long Version { get; }

    /// <summary>When that was, in UTC.</summary>
    public DateTimeOffset At { get; }

    /// <summary>The local day of <see cref="At"/>; for viewers histories end before it.</summary>
    public DateOnly Day { get; }

    /// <summary>The challenges that are frozen, first frozen first.</summary>
    public IEnumerable<ChallengeRecord> Challenges => _frozen.Select(f => f.Record!);

    /// <summary>Whether viewers see a board and period as pinned: a frozen challenge could be read from it.</summary>
    public bool Hides(BoardDefinition board, Period period) => Hiding(board, period) is not null;

    /// <summary>
    /// What viewers see of a board and period that is hidden: what was pinned, or nothing when it had not begun or ended long
    /// before. Null when it is not hidden.
    /// </summary>
    public BoardPin? FindPin(BoardDefinition board, Period period)
    {
        ArgumentNullException.ThrowIfNull(board);
        return Hiding(board, period) is { } hiding
            ? hiding.FindPin(board.Id, period.ToString()) ?? new BoardPin(board.Id, period, hiding.Record!.FrozenAt ?? 0, 0, [])
            : null;
    }

    /// <summary>Whether viewers see another challenge as it was: a frozen one could be read from its standings.</summary>
    public bool Hides(ChallengeRecord challenge) => Hiding(challenge) is not null;

    /// <summary>The first frozen challenge that could be read from the standings of another; null when none could.</summary>
    internal ChallengeRecord? Hiding(ChallengeRecord challenge)
    {
        ArgumentNullException.ThrowIfNull(challenge);
        var metric = challenge.Definition.Metric;
        return Challenges.FirstOrDefault(f => f.Id != challenge.Id && f.FrozenAt is not null
            && f.Start < challenge.End && challenge.Start < f.End
            && (metric.Measure != Measure.Points || f.Definition.Metric.Measure != Measure.Points || metric.Currency == f.Definition.Metric.Currency));
    }

    /// <summary>The view while any of the challenges is frozen; else null.</summary>
    internal static FrozenView? Of(IEnumerable<ChallengeCase> cases, ProgramCalendar calendar)
    {
        var frozen = cases.Where(c => c.Record?.FrozenAt is not null).OrderBy(c => c.Record!.FrozenAt).ToList();
        return frozen.Count == 0 ? null : new FrozenView(frozen, calendar);
    }

    /// <summary>Whether a challenge's standings could be told from a board, whatever the period.</summary>
    internal static bool CouldBetray(BoardDefinition board, ChallengeDefinition challenge) =>
        board.Measure != Measure.Points || challenge.Metric.Measure != Measure.Points || board.Currency == challenge.Metric.Currency;

    internal static bool Overlaps(ProgramCalendar calendar, Period period, ChallengeRecord record)
    {
        var (start, end) = calendar.Window(period);
        return start < record.End && record.Start < end;
    }

    /// <summary>When a challenge that is frozen was frozen.</summary>
    internal static DateTimeOffset FrozenSince(ChallengeRecord record) =>
        record.Steps.Last(s => s.Action == ChallengeAction.Freeze && s.Version == record.FrozenAt).At;

    private ChallengeCase? Hiding(BoardDefinition board, Period period) => _frozen.FirstOrDefault(f =>
        f.Record is { FrozenAt: not null } record && CouldBetray(board, record.Definition) && Overlaps(_calendar, period, record));
}
