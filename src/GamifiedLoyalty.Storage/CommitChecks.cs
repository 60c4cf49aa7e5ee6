using GamifiedLoyalty.Domain;
using GamifiedLoyalty.Engine.Ports;

namespace GamifiedLoyalty.Storage;

/// <summary>What every store demands of a commit before it writes any of it.</summary>
internal static class CommitChecks
{
    /// <exception cref="ArgumentException">It has no entries, or their versions do not follow the expected head.</exception>
    public static void DemandVersions(Commit commit)
    {
        if (commit.Entries.Count == 0)
        {
            throw new ArgumentException("A commit has at least one entry.", nameof(commit));
        }

        for (var i = 0; i < commit.Entries.Count; i++)
        {
            if (commit.Entries[i].Version != commit.ExpectedHead + i + 1)
            {
                throw new ArgumentException("The versions of a commit follow its expected head without gaps.", nameof(commit));
            }
        }
    }

    /// <summary>What would make sums overflow later, beside other commits, is refused now, when it is one commit's fault.</summary>
    /// <exception cref="InvalidOperationException">A score is out of range.</exception>
    public static void DemandRange(Commit commit)
    {
        foreach (var (_, change, _) in commit.Scores)
        {
            if (Math.Abs(change.Score) > Limits.MaxMagnitude || Math.Abs(change.Provisional) > Limits.MaxMagnitude)
            {
                throw new InvalidOperationException("The write contradicts what can be stored: a score is larger than the largest exact number.");
            }
        }
    }
}
