using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Domain.Programs;

namespace GamifiedLoyalty.Domain.Boards;

/// <summary>
/// A stored stream of scores, shared by every board that measures the same: subject kind, measure, currency, filter and
/// roll-up. Ties, periods and per-head division belong to boards.
/// </summary>
/// <param name="Number">The program's number for it, from 1, never reused.</param>
/// <param name="Key">The canonical text that identifies it.</param>
/// <param name="RanksPartners">Subjects are partners, else employees.</param>
/// <param name="Measure">What is summed.</param>
/// <param name="Currency">For points.</param>
/// <param name="Filter">Which lines count.</param>
/// <param name="RollUp">Ancestors of the partner count as well.</param>
public sealed record ScoreSeries(
    int Number, string Key, bool RanksPartners, Measure Measure, string? Currency, Condition Filter, bool RollUp)
{
    /// <summary>The kind of its subjects.</summary>
    public OwnerKind SubjectKind => RanksPartners ? OwnerKind.Partner : OwnerKind.Employee;
}

/// <summary>Names one stored score: a subject's part of a series on one local day.</summary>
/// <param name="Series">The series' number.</param>
/// <param name="Subject">The employee's or partner's id.</param>
/// <param name="Day">The local day of the activities.</param>
public readonly record struct ScoreKey(int Series, string Subject, DateOnly Day);

/// <summary>A stored score, or a change of one.</summary>
/// <param name="Score">Points, minor units, quantity or count; includes <paramref name="Provisional"/>.</param>
/// <param name="Provisional">The part that comes from pending points.</param>
/// <param name="Count">How many unreversed activities contribute; a subject with none is not listed.</param>
public readonly record struct ScoreValue(long Score, long Provisional, long Count)
{
    /// <summary>Sum of two; checked.</summary>
    public static ScoreValue operator +(ScoreValue a, ScoreValue b) =>
        new(a.Score + b.Score, a.Provisional + b.Provisional, a.Count + b.Count);

    /// <summary>Difference of two; checked.</summary>
    public static ScoreValue operator -(ScoreValue a, ScoreValue b) =>
        new(a.Score - b.Score, a.Provisional - b.Provisional, a.Count - b.Count);
}

/// <summary>A stored score with the version at which <see cref="ScoreValue.Score"/> last changed.</summary>
/// <param name="Value">The numbers.</param>
/// <param name="Reach">Version of the last change of the score.</param>
public readonly record struct StoredScore(ScoreValue Value, long Reach);

/// <summary>A change of one stored score by one command, or by all commands of a commit together.</summary>
/// <param name="Key">Which score.</param>
/// <param name="Change">The difference.</param>
/// <param name="Version">The command's version; of a commit, that of the last command that changed the score itself, 0 when none did.</param>
public readonly record struct ScoreChange(ScoreKey Key, ScoreValue Change, long Version);
