using System.Runtime.InteropServices;
using GamifiedLoyalty.Domain.Boards;
using GamifiedLoyalty.Domain.Earning;
using GamifiedLoyalty.Domain.Programs;

namespace GamifiedLoyalty.Engine.Applying;

/// <summary>
/// The score changes of one command, summed up: a score that one part of it takes and another gives back stays as it is,
/// and keeps its place among equals.
/// </summary>
internal sealed class CommandScores(IReadOnlyList<ScoreSeries> series, MoneyDefinition money, DateTimeOffset postedThrough)
{
    private readonly Dictionary<ScoreKey, ScoreValue> _changes = [];

    /// <summary>Adds (1) or takes away (-1) what an activity contributes.</summary>
    public void Count(ActivityFacts facts, IReadOnlyList<Award> awards, int sign) =>
        ScoreCalculator.Visit(series, facts, awards, money, postedThrough, (key, value) =>
        {
            ref var sum = ref CollectionsMarshal.GetValueRefOrAddDefault(_changes, key, out _);
            sum = sign < 0 ? sum - value : sum + value;
        });

    /// <summary>Hands the sums to the draft as changes of a version, and begins anew.</summary>
    public void AddTo(CommitDraft draft, long version)
    {
        foreach (var (key, change) in _changes)
        {
            draft.AddScore(key, change, version);
        }

        _changes.Clear();
    }
}
