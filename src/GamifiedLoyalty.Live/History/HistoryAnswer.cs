using GamifiedLoyalty.Domain.Time;
using GamifiedLoyalty.Engine.Ports;

namespace GamifiedLoyalty.Live.History;

/// <summary>Puts the earlier days of a history and the row of the board itself together.</summary>
internal static class HistoryAnswer
{
    /// <summary>The history of a subject that is listed.</summary>
    /// <param name="query">Which board and period.</param>
    /// <param name="subject">Whose.</param>
    /// <param name="around">The subject's row alone.</param>
    /// <param name="earlier">Finds the days before a last one; null when they are too much to keep.</param>
    public static async ValueTask<BoardHistory> ComposeAsync(
        BoardQuery query, string subject, BoardAround around, Func<DateOnly, ValueTask<HistoryTable?>> earlier)
    {
        var row = around.Rows[0];
        var end = query.Period.Kind == PeriodKind.All ? DateOnly.MaxValue : query.Period.End;
        var last = query.Today < end ? query.Today : end.AddDays(-1);
        var now = new HistoryDay(last, row.Rank, row.Score);
        var table = last <= query.Period.Start ? null : await earlier(last);
        return new BoardHistory(around.Version, around.Total, [.. table?.DaysOf(subject) ?? [], now], last <= query.Period.Start || table is not null)
        {
            IsRebuilding = around.IsRebuilding,
        };
    }
}
