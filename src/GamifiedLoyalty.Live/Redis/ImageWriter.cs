using System.Globalization;
using GamifiedLoyalty.Domain.Boards;
using GamifiedLoyalty.Engine.Ports;
using GamifiedLoyalty.Live.Memory;
using StackExchange.Redis;

namespace GamifiedLoyalty.Live.Redis;

/// <summary>Writes an image to temporary keys, some hundred values a command, several commands on the way at a time.</summary>
/// <param name="link">The connection.</param>
/// <param name="key">Which standings.</param>
/// <param name="keys">The temporary keys.</param>
/// <param name="heads">The headcounts to divide by; empty when they are not needed.</param>
internal sealed class ImageWriter(RedisLink link, StandingsKey key, RedisKey[] keys, Dictionary<string, Headcount> heads)
{
    private const int PairsAtOnce = 500;
    private const int SubjectsAtOnce = 8 * PairsAtOnce;

    // A rebuild that broke off leaves nothing behind for long.
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(10);

    private readonly Placing _placing = new(key, heads);
    private readonly bool[] _expires = new bool[keys.Length];
    private readonly int[] _sizes = new int[keys.Length];

    /// <summary>Writes everything.</summary>
    /// <returns>The sizes of the keys, as the scripts write them.</returns>
    public async Task<string> WriteAsync(StandingsImage image)
    {
        if (key.PerHead)
        {
            await WriteAsync(4, [.. heads.Select(h => new HashEntry(h.Key, key.HeadsOf(h.Value)))]);
        }

        var before = Task.CompletedTask;
        for (var from = 0; from < image.Count; from += SubjectsAtOnce)
        {
            // Redis takes in one part while the next is made.
            var next = WriteAsync(image, from, Math.Min(image.Count, from + SubjectsAtOnce));
            await before;
            before = next;
        }

        await before;

        return string.Join(':', _sizes.Select(s => s.ToString(CultureInfo.InvariantCulture)));
    }

    private async Task WriteAsync(StandingsImage image, int from, int until)
    {
        var (now, earlier) = (new List<SortedSetEntry>(), new List<SortedSetEntry>());
        var (subjects, recent) = (new List<HashEntry>(until - from), new List<HashEntry>());
        for (var i = from; i < until; i++)
        {
            ref var member = ref image[i];
            var before = image.EarlierOf(member);
            AddTo(now, _placing.Key(member.Subject, member.Total, member.Reach));
            AddTo(earlier, _placing.Key(member.Subject, before, member.EarlierReach));
            subjects.Add(new(member.Subject, SumsOf(member, before)));
            if (member.Recent != RecentDays.None)
            {
                recent.Add(new(member.Subject, PartsOf(image, member.Recent)));
            }
        }

        await Task.WhenAll(
            WriteAsync(0, now), WriteAsync(1, earlier), WriteAsync(2, subjects), WriteAsync(3, recent));
    }

    private void AddTo(List<SortedSetEntry> set, StandingKey? place)
    {
        if (place is { } at)
        {
            var reach = key.SharedTies ? "" : at.Reach.ToString("D16", CultureInfo.InvariantCulture);
            set.Add(new(reach + at.Subject, -at.Score));
        }
    }

    private static RedisValue SumsOf(in Member member, ScoreValue before)
    {
        var total = member.Total;
        return StandingsBatch.Pack(
            "", total.Score, total.Provisional, total.Count, member.Reach, before.Score, before.Count, member.EarlierReach);
    }

    private static RedisValue PartsOf(StandingsImage image, int first)
    {
        var numbers = image.RecentOf(first).SelectMany(e => new long[] { e.Day.DayNumber, e.Value.Score, e.Value.Count, e.Reach });
        return StandingsBatch.Pack("", [.. numbers]);
    }

    private Task WriteAsync(int at, List<SortedSetEntry> entries) =>
        SendAsync(at, entries, (redis, part) => redis.SortedSetAddAsync(keys[at], part));

    private Task WriteAsync(int at, List<HashEntry> entries) =>
        SendAsync(at, entries, (redis, part) => redis.HashSetAsync(keys[at], part));

    private async Task SendAsync<T>(int at, List<T> entries, Func<IDatabase, T[], Task> send)
    {
        if (entries.Count == 0)
        {
            return;
        }

        _sizes[at] += entries.Count;
        await link.DoAsync(async redis =>
        {
            var sent = entries.Chunk(PairsAtOnce).Select(part => send(redis, part)).ToList();
            if (!_expires[at])
            {
                _expires[at] = true;
                sent.Add(redis.KeyExpireAsync(keys[at], Kept));
            }

            await Task.WhenAll(sent);
            return true;
        });
    }
}
