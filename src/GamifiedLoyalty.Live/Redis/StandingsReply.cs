using System.Buffers.Binary;
using System.Globalization;
using GamifiedLoyalty.Domain.Time;
using GamifiedLoyalty.Engine.Ports;
using GamifiedLoyalty.Live.Memory;
using StackExchange.Redis;

namespace GamifiedLoyalty.Live.Redis;

/// <summary>What a script answered.</summary>
/// <param name="values">The values: status, versions and hash, then what <see cref="RedisScript.Read"/> adds.</param>
internal sealed class StandingsReply(RedisResult[] values)
{
    private const int EarlierVersionAt = 4;
    private const int HasBeforeAt = 5;
    private const int TotalAt = 6;
    private const int PositionAt = 7;
    private const int ScoreAboveAt = 8;
    private const int FirstRankAt = 9;
    private const int OffsetAt = 10;
    private const int RowsAt = 11;
    private const int RowWidth = 5;

    /// <summary>What became of the request, such as <c>ok</c> or <c>missing</c>.</summary>
    public string Status { get; } = (string)values[0]!;

    /// <summary>The version of the scores; 0 when missing.</summary>
    public long Version { get; } = values.Length > EarlierVersionAt - 1 ? (long)values[1] : 0;

    /// <summary>The version of the headcounts; 0 when missing.</summary>
    public long HeadsVersion { get; } = values.Length > EarlierVersionAt - 1 ? (long)values[2] : 0;

    /// <summary>The hash of the commit at <see cref="Version"/>; empty when it is not known.</summary>
    public string Hash { get; } = values.Length > EarlierVersionAt - 1 ? (string)values[3]! : "";

    private int Total => (int)values[TotalAt];

    /// <summary>The text at a place.</summary>
    public string Text(int at) => (string)values[at]!;

    /// <summary>Rows by position.</summary>
    public BoardPage Page(StandingsKey key) => new(Version, Total, Rows(key));

    /// <summary>A neighbourhood; null when the subject is not listed.</summary>
    public BoardAround? Around(StandingsKey key, string subject)
    {
        if ((int)values[PositionAt] < 0)
        {
            return null;
        }

        var rows = Rows(key);
        var own = rows.Find(r => r.Subject == subject);
        long? toNext = Text(ScoreAboveAt) is { Length: > 0 } above ? Score(above) - own.Score + (key.SharedTies ? 0 : 1) : null;
        return new BoardAround(Version, Total, rows, toNext, StandingsReader.Percentile(own.Rank, Total))
        {
            EarlierVersion = (long)values[EarlierVersionAt],
        };
    }

    private List<BoardRow> Rows(StandingsKey key)
    {
        var (firstRank, offset) = ((int)values[FirstRankAt], (int)values[OffsetAt]);
        var rows = new List<BoardRow>((values.Length - RowsAt) / RowWidth);
        for (var at = RowsAt; at < values.Length; at += RowWidth)
        {
            var row = Row(key, at);
            var isTied = key.SharedTies && rows.Count > 0 && row.Score == rows[^1].Score;
            var rank = rows.Count == 0 ? firstRank : isTied ? rows[^1].Rank : offset + rows.Count + 1;
            rows.Add(row with { Rank = rank, Moved = Moved(key, (int)values[at + 3], rank) });
        }

        return rows;
    }

    private BoardRow Row(StandingsKey key, int at)
    {
        var sums = (byte[])values[at + 2]!;
        var score = Score(Text(at + 1));
        var provisional = BinaryPrimitives.ReadInt64LittleEndian(sums.AsSpan(sizeof(long)));
        var reach = BinaryPrimitives.ReadInt64LittleEndian(sums.AsSpan(3 * sizeof(long)));
        if (key.PerHead)
        {
            provisional = Math.Min(Placing.FloorDivide(provisional, (int)values[at + 4]), score);
        }

        return new BoardRow(0, Text(at), score, provisional, key.SharedTies ? 0 : reach, null);
    }

    private int? Moved(StandingsKey key, int before, int rank)
    {
        if ((int)values[HasBeforeAt] == 0)
        {
            // A period that ended does not move any more.
            return key.Period.Kind == PeriodKind.Day ? null : 0;
        }

        return before > 0 ? before - rank : null;
    }

    private static long Score(string negated) => -long.Parse(negated, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
}
