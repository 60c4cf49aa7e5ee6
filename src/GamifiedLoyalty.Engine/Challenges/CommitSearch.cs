using GamifiedLoyalty.Engine.Ports;

namespace GamifiedLoyalty.Engine.Challenges;

/// <summary>Finds where in the log a time begins: the times of commits never go back.</summary>
internal static class CommitSearch
{
    /// <summary>The version before the first one that was committed at or after an instant.</summary>
    public static async Task<long> VersionBeforeAsync(
        ICommitStore store, int program, long head, DateTimeOffset instant, CancellationToken cancellationToken)
    {
        // Every commit that ends at or before `low` is older; the first one that is not ends after `low`.
        long low = 0, high = head;
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            var commits = await store.ReadCommitsAsync(program, middle, 1, cancellationToken);
            if (commits.Count == 0)
            {
                high = middle;
            }
            else if (commits[0].At < instant)
            {
                low = Math.Max(commits[0].LastVersion, middle + 1);
            }
            else
            {
                high = middle;
            }
        }

        return Math.Min(low, head);
    }
}
