using GamifiedLoyalty.Domain.Time;

namespace GamifiedLoyalty.Domain.Challenges.Templates;

/// <summary>When the contests of templates take place by default; local dates and times of the program's zone.</summary>
internal static class TemplateDates
{
    /// <summary>From next Friday at 18:00 to the midnight that ends Sunday.</summary>
    public static (DateTime Start, DateTime End) Weekend(DateTime now)
    {
        var start = Next(now, DayOfWeek.Friday, 18);
        return (start, start.Date.AddDays(3));
    }

    /// <summary>Whole weeks from next Monday.</summary>
    public static Func<DateTime, (DateTime Start, DateTime End)> Weeks(int count) => now =>
    {
        var start = Next(now, DayOfWeek.Monday, 0);
        return (start, start.AddDays(7 * count));
    };

    /// <summary>The next month, from its first day.</summary>
    public static (DateTime Start, DateTime End) NextMonth(DateTime now)
    {
        var start = new DateTime(now.Year, now.Month, 1, 0, 0, 0, DateTimeKind.Unspecified).AddMonths(1);
        return (start, start.AddMonths(1));
    }

    /// <summary>The last four weeks of the quarter, or what is left of them from tomorrow on; of the next one on its last two days.</summary>
    public static (DateTime Start, DateTime End) QuarterEnd(DateTime now)
    {
        var tomorrow = now.Date.AddDays(1);
        var end = Period.Of(PeriodKind.Quarter, DateOnly.FromDateTime(tomorrow.AddDays(1))).End.ToDateTime(TimeOnly.MinValue);
        var start = end.AddDays(-28);
        return (start > tomorrow ? start : tomorrow, end);
    }

    /// <summary>Next Thursday from 18:00 to midnight.</summary>
    public static (DateTime Start, DateTime End) Evening(DateTime now)
    {
        var start = Next(now, DayOfWeek.Thursday, 18);
        return (start, start.Date.AddDays(1));
    }

    /// <summary>The next hour of a weekday that is still to come.</summary>
    private static DateTime Next(DateTime now, DayOfWeek weekday, int hour)
    {
        var days = ((int)weekday - (int)now.DayOfWeek + 7) % 7;
        var next = now.Date.AddDays(days).AddHours(hour);
        return next > now ? next : next.AddDays(7);
    }
}
