using System.Globalization;
using GamifiedLoyalty.Domain.Time;

namespace GamifiedLoyalty.Simulation.Model;

/// <summary>Local days and periods in the plain words of the contract (I12), by the framework's zones.</summary>
internal sealed class LocalTime(string zone)
{
    private readonly TimeZoneInfo _zone = TimeZoneInfo.FindSystemTimeZoneById(zone);

    public DateTime Local(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, _zone).DateTime;

    public DateOnly Day(DateTimeOffset instant) => DateOnly.FromDateTime(Local(instant));

    /// <summary>The first instant of a local day.</summary>
    public DateTimeOffset StartOf(DateOnly day) => Instant(day.ToDateTime(TimeOnly.MinValue));

    /// <summary>The instant of a local time of whole minutes: the end of a gap for one that is skipped, the first of two that come twice.</summary>
    public DateTimeOffset Instant(DateTime local)
    {
        while (_zone.IsInvalidTime(local))
        {
            local = local.AddMinutes(1).AddTicks(-(local.Ticks % TimeSpan.TicksPerMinute));
        }

        var offset = _zone.IsAmbiguousTime(local) ? _zone.GetAmbiguousTimeOffsets(local).Max() : _zone.GetUtcOffset(local);
        return new DateTimeOffset(DateTime.SpecifyKind(local, DateTimeKind.Unspecified), offset).ToUniversalTime();
    }

    /// <summary>Months and days later at the same local time, then hours later.</summary>
    public DateTimeOffset Later(DateTimeOffset instant, int months, int days, int hours) =>
        (months == 0 && days == 0 ? instant : Instant(Local(instant).AddMonths(months).AddDays(days))).AddHours(hours);

    /// <summary>A name that two days share when they lie in the same period.</summary>
    public static string PeriodOf(PeriodKind kind, DateOnly day) => kind switch
    {
        PeriodKind.All => "all",
        PeriodKind.Year => Text($"{day.Year}"),
        PeriodKind.Quarter => Text($"{day.Year}-Q{(day.Month + 2) / 3}"),
        PeriodKind.Month => Text($"{day.Year}-{day.Month}"),
        PeriodKind.Week => Text($"{ISOWeek.GetYear(day.ToDateTime(default))}-W{ISOWeek.GetWeekOfYear(day.ToDateTime(default))}"),
        _ => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
    };

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
