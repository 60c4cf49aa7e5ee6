using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using GamifiedLoyalty.Domain;
using GamifiedLoyalty.Domain.Boards;
using GamifiedLoyalty.Engine.Ports;
using GamifiedLoyalty.Live.Memory;
using StackExchange.Redis;

namespace GamifiedLoyalty.Live.Redis;

/// <summary>Consecutive updates put together for one board's standings, as the script takes them.</summary>
internal static class StandingsBatch
{
    private const int Number = sizeof(long);

    /// <summary>The arguments of <see cref="RedisScript.Apply"/>.</summary>
    /// <param name="key">Which standings.</param>
    /// <param name="updates">The updates, at least one.</param>
    /// <param name="prior">The hash before the first of them.</param>
    public static RedisValue[] Arguments(StandingsKey key, IReadOnlyList<BoardUpdate> updates, string prior)
    {
        var changes = updates.Count == 1 ? [.. ChangesOf(key, updates[0])] : Merge(key, updates);
        var arguments = new List<RedisValue>(5 + changes.Count)
        {
            updates[0].FirstVersion, updates[^1].LastVersion, prior, UpdateLog.HashOf(updates[^1].Hash), changes.Count,
        };
        foreach (var change in changes)
        {
            var value = change.Change;
            arguments.Add(Pack(change.Key.Subject, change.Key.Day.DayNumber, value.Score, value.Provisional, value.Count, change.Version));
        }

        if (key.PerHead)
        {
            // The last one of a partner stands, because they are set in order.
            arguments.AddRange(updates.SelectMany(u => u.Headcounts).Select(h => Pack(h.Key, key.HeadsOf(h.Value))));
        }

        return [.. arguments];
    }

    /// <summary>Numbers as 8 bytes each, then an id.</summary>
    /// <exception cref="OverflowException">A number is beyond what scripts calculate with exactly.</exception>
    public static RedisValue Pack(string id, params ReadOnlySpan<long> numbers)
    {
        var packed = new byte[(numbers.Length * Number) + Encoding.UTF8.GetByteCount(id)];
        for (var i = 0; i < numbers.Length; i++)
        {
            if (numbers[i] is > Limits.MaxMagnitude or < -Limits.MaxMagnitude)
            {
                throw new OverflowException("A score is beyond 2^53 - 1.");
            }

            BinaryPrimitives.WriteInt64LittleEndian(packed.AsSpan(i * Number), numbers[i]);
        }

        Encoding.UTF8.GetBytes(id, packed.AsSpan(numbers.Length * Number));
        return packed;
    }

    private static IEnumerable<ScoreChange> ChangesOf(StandingsKey key, BoardUpdate update) =>
        update.ScoresOf(key.Series).Where(c => key.Covers(c.Key.Day));

    private static List<ScoreChange> Merge(StandingsKey key, IReadOnlyList<BoardUpdate> updates)
    {
        var merged = new Dictionary<ScoreKey, ScoreChange>();
        foreach (var change in updates.SelectMany(u => ChangesOf(key, u)))
        {
            ref var sum = ref CollectionsMarshal.GetValueRefOrAddDefault(merged, change.Key, out _);
            sum = new ScoreChange(change.Key, sum.Change + change.Change, Math.Max(sum.Version, change.Version));
        }

        return [.. merged.Values];
    }
}
