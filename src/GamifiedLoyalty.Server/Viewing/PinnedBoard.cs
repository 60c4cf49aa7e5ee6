using GamifiedLoyalty.Engine.Ports;

namespace GamifiedLoyalty.Server.Viewing;

/// <summary>A board as it was when a contest was frozen: the same answers as of a live board, from its pinned rows.</summary>
/// <param name="Version">The version that it shows.</param>
/// <param name="Total">How many subjects were listed.</param>
/// <param name="Rows">The first of them, best first.</param>
/// <param name="SharedTies">Whether equal scores share a rank.</param>
internal sealed record PinnedBoard(long Version, int Total, IReadOnlyList<BoardRow> Rows, bool SharedTies)
{
    /// <summary>Rows by position, from 0.</summary>
    public BoardPage Page(int offset, int limit) => new(Version, Total, [.. Rows.Skip(offset).Take(limit)]) { IsFrozen = true };

    /// <summary>A subject with its neighbours; null when it was not listed, without rows when it stood below those that are pinned.</summary>
    public BoardAround? Around(string subject, int span)
    {
        var position = PositionOf(subject);
        if (position < 0)
        {
            return IsWhole ? null : new BoardAround(Version, Total, [], null, 0) { IsFrozen = true };
        }

        var first = Math.Max(0, position - span);
        var after = (int)Math.Min(Rows.Count, (long)position + span + 1);
        var rank = Rows[position].Rank;
        return new BoardAround(Version, Total, [.. Rows.Skip(first).Take(after - first)], ToNext(position), (int)(((100L * rank) + Total - 1) / Total))
        {
            IsFrozen = true,
        };
    }

    /// <summary>How a subject's rank and score went on the days before one.</summary>
    /// <param name="subject">The subject.</param>
    /// <param name="live">Its history now; null when it is not listed now.</param>
    /// <param name="end">The first day that is not told.</param>
    public BoardHistory? History(string subject, BoardHistory? live, DateOnly end)
    {
        if (IsWhole && PositionOf(subject) < 0)
        {
            return null;
        }

        return new BoardHistory(Version, Total, [.. (live?.Days ?? []).Where(d => d.Day < end)], live?.IsWhole ?? true) { IsFrozen = true };
    }

    private bool IsWhole => Rows.Count >= Total;

    private int PositionOf(string subject)
    {
        for (var i = 0; i < Rows.Count; i++)
        {
            if (string.Equals(Rows[i].Subject, subject, StringComparison.Ordinal))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Equal scores share the better rank; otherwise whoever reaches a score later stands below.</summary>
    private long? ToNext(int position)
    {
        var score = Rows[position].Score;
        var above = position - 1;
        while (SharedTies && above >= 0 && Rows[above].Score == score)
        {
            above--;
        }

        return above < 0 ? null : Rows[above].Score - score + (SharedTies ? 0 : 1);
    }
}
