using GamifiedLoyalty.Domain.Challenges.Standings;

namespace GamifiedLoyalty.Domain.Challenges.Explaining;

/// <summary>What decides between equals. Values are part of the public contract.</summary>
public enum TieRule
{
    /// <summary>Nobody is equal.</summary>
    None = 0,

    /// <summary>Equals share the place.</summary>
    Shared = 1,

    /// <summary>Who reached the score earlier stands higher.</summary>
    FirstToReach = 2,

    /// <summary>They reached it at the same time, so the id decides.</summary>
    Id = 3,

    /// <summary>The draw decided.</summary>
    Drawn = 4,
}

/// <summary>What decided between a subject and its equals.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Reach">The version at which the subject reached its score.</param>
/// <param name="Others">The others with the same value and score, best place first, at most <see cref="MostEquals"/>.</param>
/// <param name="Count">How many others there are.</param>
public sealed record TieExplanation(TieRule Rule, long Reach, IReadOnlyList<TiedSubject> Others, int Count)
{
    /// <summary>Most equals that are named.</summary>
    public const int MostEquals = 10;

    internal static TieExplanation Of(ChallengeField field, IReadOnlyList<ChallengeRow> group, ChallengeRow? row)
    {
        var equals = row is null ? [] : group.Where(r => r != row && r.Value == row.Value && r.Score == row.Score).ToList();
        if (row is null || equals.Count == 0)
        {
            return new TieExplanation(TieRule.None, row?.Reach ?? 0, [], 0);
        }

        var named = equals.Take(MostEquals).Select(r => new TiedSubject(r.Subject, r.Place, r.Reach)).ToList();
        return new TieExplanation(Decides(field, row, equals), row.Reach, named, equals.Count);
    }

    private static TieRule Decides(ChallengeField field, ChallengeRow row, List<ChallengeRow> equals)
    {
        if (field.Definition.SharedTies && equals.All(e => e.Place == row.Place))
        {
            return TieRule.Shared;
        }

        if (field.Definition.Format is ChallengeFormat.Raffle && IsOutOfOrder(row, equals))
        {
            return TieRule.Drawn;
        }

        return equals.All(e => e.Reach == row.Reach) ? TieRule.Id : TieRule.FirstToReach;
    }

    /// <summary>Equals that do not follow each other in the order of reaching were drawn.</summary>
    private static bool IsOutOfOrder(ChallengeRow row, List<ChallengeRow> equals) =>
        equals.Any(e => new RankKey(0, 0, 0, e.Reach, e.Subject).CompareTo(new RankKey(0, 0, 0, row.Reach, row.Subject), isShared: false) < 0
            != e.Place < row.Place);
}

/// <summary>A subject with the same value and score.</summary>
/// <param name="Subject">The subject.</param>
/// <param name="Place">Its place.</param>
/// <param name="Reach">The version at which it reached the score.</param>
public sealed record TiedSubject(string Subject, int Place, long Reach);
