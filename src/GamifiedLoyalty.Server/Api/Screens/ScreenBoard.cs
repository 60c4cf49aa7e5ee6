using GamifiedLoyalty.Domain;
using GamifiedLoyalty.Domain.Programs;
using GamifiedLoyalty.Domain.Time;

namespace GamifiedLoyalty.Server.Api.Screens;

/// <summary>A board on a screen.</summary>
/// <param name="Board">Its id.</param>
/// <param name="Period">A kind such as <c>quarter</c>, whose current period is shown, or a fixed period such as <c>2026-Q4</c>; null for the board's default.</param>
/// <param name="Seconds">How long it is shown before the next.</param>
internal sealed record ScreenBoard(string Board, string? Period, int Seconds)
{
    /// <summary>Seconds when not said.</summary>
    public const int DefaultSeconds = 20;

    /// <summary>The most seconds that a board is shown.</summary>
    public const int MaxSeconds = 3_600;

    /// <summary>The hub's channel of what is shown.</summary>
    public string Channel => Period is null ? $"board/{Board}" : $"board/{Board}/{Period}";

    /// <summary>The period to show on a local day.</summary>
    public Period PeriodOn(DateOnly today, BoardDefinition board)
    {
        if (Period is null || KindOf(Period) is not { } kind)
        {
            return Domain.Time.Period.Of(board.Periods[0], today);
        }

        return Domain.Time.Period.TryParse(Period, out var named) ? named : Domain.Time.Period.Of(kind, today);
    }

    /// <summary>The kind that a kind's or period's name stands for, or null.</summary>
    public static PeriodKind? KindOf(string period) => period switch
    {
        "year" => PeriodKind.Year,
        "quarter" => PeriodKind.Quarter,
        "month" => PeriodKind.Month,
        "week" => PeriodKind.Week,
        "day" => PeriodKind.Day,
        _ => Domain.Time.Period.TryParse(period, out var named) ? named.Kind : null,
    };

    /// <summary>Reads a board's entry strictly.</summary>
    /// <param name="reader">Its fields.</param>
    /// <param name="definition">The program, whose board and period must exist; null for settings stored before.</param>
    public static ScreenBoard Read(FieldReader reader, ProgramDefinition? definition)
    {
        var id = reader.RequiredText("board", Limits.IdLength);
        var period = reader.Text("period", 10);
        var seconds = reader.Whole("seconds", 1, MaxSeconds) ?? DefaultSeconds;
        if (definition is not null && id.Length > 0)
        {
            Check(reader, definition.Board(id), period);
        }

        return new(id, period, seconds);
    }

    private static void Check(FieldReader reader, BoardDefinition? board, string? period)
    {
        if (board is null)
        {
            reader.Report("board", "unknownBoard", "The program has no such board.");
        }
        else if (period is not null && KindOf(period) is not { } kind)
        {
            reader.Report("period", "badPeriod", "A kind such as quarter, which moves with time, or a period such as 2026-Q4.");
        }
        else if (period is not null && !board.Periods.Contains(KindOf(period)!.Value))
        {
            reader.Report("period", "periodNotOffered", "The board does not offer this kind of period.");
        }
    }
}
