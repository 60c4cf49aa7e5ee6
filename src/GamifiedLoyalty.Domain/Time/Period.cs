using System.Globalization;

namespace GamifiedLoyalty.Domain.Time;

/// <summary>The kinds of calendar period a board, cap or threshold may use. Values are persisted and never change.</summary>
public enum PeriodKind
{
    /// <summary>All time.</summary>
    All = 0,

    /// <summary>A calendar year, <c>2026</c>.</summary>
    Year = 1,

    /// <summary>A calendar quarter, <c>2026-Q4</c>.</summary>
    Quarter = 2,

    /// <summary>A calendar month, <c>2026-11</c>.</summary>
    Month = 3,

    /// <summary>An ISO 8601 week, Monday to Sunday, <c>2026-W47</c>.</summary>
    Week = 4,

    /// <summary>A local day, <c>2026-11-21</c>.</summary>
    Day = 5,
}

/// <summary>
/// A calendar period as a half-open range of local days. Two periods are equal when kind and first day are equal.
/// </summary>
/// <param name="Kind">Which calendar unit.</param>
/// <param name="Start">Its first local day; <see cref="DateOnly.MinValue"/> for <see cref="PeriodKind.All"/>.</param>
public readonly record struct Period(PeriodKind Kind, DateOnly Start)
{
    /// <summary>The period of all time.</summary>
    public static Period All { get; } = new(PeriodKind.All, DateOnly.MinValue);

    /// <summary>The day after the last day; <see cref="DateOnly.MaxValue"/> where the calendar ends.</summary>
    public DateOnly End => Kind switch
    {
        PeriodKind.Year => Start.Year == 9999 ? DateOnly.MaxValue : Start.AddYears(1),
        PeriodKind.Quarter => Start.Year == 9999 && Start.Month == 10 ? DateOnly.MaxValue : Start.AddMonths(3),
        PeriodKind.Month => Start.Year == 9999 && Start.Month == 12 ? DateOnly.MaxValue : Start.AddMonths(1),
        PeriodKind.Week => Start.DayNumber + 7 > DateOnly.MaxValue.DayNumber ? DateOnly.MaxValue : Start.AddDays(7),
        PeriodKind.Day => Start == DateOnly.MaxValue ? DateOnly.MaxValue : Start.AddDays(1),
        _ => DateOnly.MaxValue,
    };

    /// <summary>The period of <paramref name="kind"/> that contains <paramref name="day"/>.</summary>
    public static Period Of(PeriodKind kind, DateOnly day) => kind switch
    {
        PeriodKind.Year => new(kind, new DateOnly(day.Year, 1, 1)),
        PeriodKind.Quarter => new(kind, new DateOnly(day.Year, ((day.Month - 1) / 3 * 3) + 1, 1)),
        PeriodKind.Month => new(kind, new DateOnly(day.Year, day.Month, 1)),
        PeriodKind.Week => new(kind, Monday(day)),
        PeriodKind.Day => new(kind, day),
        _ => All,
    };

    /// <summary>Whether <paramref name="day"/> lies in the period.</summary>
    public bool Contains(DateOnly day) => Of(Kind, day) == this;

    /// <summary>Reads the name of a period as <see cref="ToString"/> writes it; ordinal, no surrounding space.</summary>
    public static bool TryParse(string text, out Period period)
    {
        ArgumentNullException.ThrowIfNull(text);
        period = All;
        if (text == "all")
        {
            return true;
        }

        return text.Length switch
        {
            4 => TryYear(text, out period),
            7 => text[5] == 'Q' ? TryQuarter(text, out period) : TryMonth(text, out period),
            8 => TryWeek(text, out period),
            10 => TryDay(text, out period),
            _ => false,
        };
    }

    /// <summary>The name of the period in the public contract: <c>all</c>, <c>2026</c>, <c>2026-Q4</c>, <c>2026-11</c>, <c>2026-W47</c>, <c>2026-11-21</c>.</summary>
    public override string ToString() => Kind switch
    {
        PeriodKind.Year => Start.ToString("yyyy", CultureInfo.InvariantCulture),
        PeriodKind.Quarter => string.Create(CultureInfo.InvariantCulture, $"{Start.Year:D4}-Q{((Start.Month - 1) / 3) + 1}"),
        PeriodKind.Month => Start.ToString("yyyy-MM", CultureInfo.InvariantCulture),
        PeriodKind.Week => WeekName(Start),
        PeriodKind.Day => Start.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        _ => "all",
    };

    private static DateOnly Monday(DateOnly day)
    {
        var back = ((int)day.DayOfWeek + 6) % 7;
        return day.DayNumber < back ? DateOnly.MinValue : day.AddDays(-back);
    }

    private static string WeekName(DateOnly monday)
    {
        var date = monday.ToDateTime(TimeOnly.MinValue);
        return string.Create(CultureInfo.InvariantCulture, $"{ISOWeek.GetYear(date):D4}-W{ISOWeek.GetWeekOfYear(date):D2}");
    }

    private static bool TryYear(string text, out Period period)
    {
        period = All;
        if (!TryNumber(text, out var year) || year < 1)
        {
            return false;
        }

        period = new(PeriodKind.Year, new DateOnly(year, 1, 1));
        return true;
    }

    private static bool TryQuarter(string text, out Period period)
    {
        period = All;
        if (text[4] != '-' || !TryNumber(text.AsSpan(0, 4), out var year) || year < 1 || text[6] is < '1' or > '4')
        {
            return false;
        }

        period = new(PeriodKind.Quarter, new DateOnly(year, ((text[6] - '1') * 3) + 1, 1));
        return true;
    }

    private static bool TryMonth(string text, out Period period)
    {
        period = All;
        if (text[4] != '-' || !TryNumber(text.AsSpan(0, 4), out var year) || year < 1
            || !TryNumber(text.AsSpan(5), out var month) || month is < 1 or > 12)
        {
            return false;
        }

        period = new(PeriodKind.Month, new DateOnly(year, month, 1));
        return true;
    }

    private static bool TryWeek(string text, out Period period)
    {
        period = All;
        if (text[4] != '-' || text[5] != 'W' || !TryNumber(text.AsSpan(0, 4), out var year) || year is < 2 or > 9998
            || !TryNumber(text.AsSpan(6), out var week) || week < 1 || week > ISOWeek.GetWeeksInYear(year))
        {
            return false;
        }

        period = new(PeriodKind.Week, DateOnly.FromDateTime(ISOWeek.ToDateTime(year, week, DayOfWeek.Monday)));
        return true;
    }

    private static bool TryDay(string text, out Period period)
    {
        var ok = DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day);
        period = new(PeriodKind.Day, day);
        return ok;
    }

    private static bool TryNumber(ReadOnlySpan<char> text, out int value) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
}
