using GamifiedLoyalty.Domain.Boards;
using GamifiedLoyalty.Engine.Ports;

namespace GamifiedLoyalty.Live.Memory;

/// <summary>Copies pages and neighbourhoods out of standings.</summary>
internal static class StandingsReader
{
    /// <summary>Rows by position, from 0.</summary>
    public static BoardPage Page(Standings standings, bool sharedTies, int offset, int limit) =>
        new(standings.Version, standings.Ranked.Count, Rows(standings, sharedTies, offset, limit));

    /// <summary>A subject's neighbourhood, or null when it is not listed.</summary>
    public static BoardAround? Around(Standings standings, bool sharedTies, string subject, int span)
    {
        if (standings.Find(subject) is not { } key)
        {
            return null;
        }

        var total = standings.Ranked.Count;
        var position = standings.Ranked.CountBefore(key);
        var first = Math.Max(0, position - span);
        var after = Math.Min(total, (long)position + span + 1);
        return new BoardAround(
            standings.Version,
            total,
            Rows(standings, sharedTies, first, (int)(after - first)),
            ToNext(standings, key, position, sharedTies),
            Percentile(standings.Rank(key), total))
        {
            EarlierVersion = standings.EarlierVersion,
        };
    }

    /// <summary>ceil(100 × rank / total).</summary>
    public static int Percentile(int rank, int total) => (int)(((100L * rank) + total - 1) / total);

    private static List<BoardRow> Rows(Standings standings, bool sharedTies, int offset, int limit)
    {
        var keys = standings.Ranked.Range(offset, limit);
        var rows = new List<BoardRow>(keys.Count);
        for (var i = 0; i < keys.Count; i++)
        {
            var tied = sharedTies && i > 0 && keys[i].Score == keys[i - 1].Score;
            var rank = tied ? rows[i - 1].Rank : i == 0 ? standings.Rank(keys[i]) : offset + i + 1;
            rows.Add(standings.Row(keys[i], rank));
        }

        return rows;
    }

    private static long? ToNext(Standings standings, in StandingKey key, int position, bool sharedTies)
    {
        // Equal scores share the better rank; otherwise whoever reaches a score later stands below.
        var above = sharedTies ? standings.Ranked.CountHigher(key.Score) : position;
        if (above == 0)
        {
            return null;
        }

        return standings.Ranked[above - 1].Score - key.Score + (sharedTies ? 0 : 1);
    }
}
