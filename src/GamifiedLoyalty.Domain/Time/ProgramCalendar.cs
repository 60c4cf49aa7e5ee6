namespace GamifiedLoyalty.Domain.Time;

/// <summary>Converts between instants and the local days of a program's IANA time zone, daylight saving included.</summary>
public sealed class ProgramCalendar
{
    private readonly TimeZoneInfo _zone;

    /// <summary>Creates the calendar of a zone.</summary>
    /// <exception cref="TimeZoneNotFoundException">The id is not an IANA zone known to this machine.</exception>
    public ProgramCalendar(string ianaZone) => _zone = TimeZoneInfo.FindSystemTimeZoneById(ianaZone);

    /// <summary>The IANA id of the zone.</summary>
    public string Zone => _zone.Id;

    /// <summary>Local date and time of an instant, with its offset.</summary>
    public DateTimeOffset ToLocal(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, _zone);

    /// <summary>The local day of an instant.</summary>
    public DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(ToLocal(instant).DateTime);

    /// <summary>
    /// The first valid instant of a local day, in UTC: midnight, or where the clocks skip midnight, the instant they skip
    /// to; where midnight comes twice, the first one.
    /// </summary>
    public DateTimeOffset StartOf(DateOnly day) => Resolve(day.ToDateTime(TimeOnly.MinValue));

    /// <summary>The instants <c>[start, end)</c> of a period, in UTC.</summary>
    public (DateTimeOffset Start, DateTimeOffset End) Window(Period period) => period.Kind == PeriodKind.All
        ? (DateTimeOffset.MinValue, DateTimeOffset.MaxValue)
        : (StartOf(period.Start), StartOf(period.End));

    /// <summary>Adds calendar months and days in the zone, keeping the local time of day, then an exact time.</summary>
    public DateTimeOffset Add(DateTimeOffset instant, int months, int days, TimeSpan time)
    {
        var moved = months == 0 && days == 0 ? instant.ToUniversalTime() : Resolve(ToLocal(instant).DateTime.AddMonths(months).AddDays(days));
        return moved + time;
    }

    /// <summary>
    /// The instant of a local time; one in a gap becomes the end of the gap, an ambiguous one the earlier. At the ends of
    /// the calendar it is the first or last instant there is.
    /// </summary>
    public DateTimeOffset Resolve(DateTime local)
    {
        // The offsets of the day before and after are the only candidates. The framework's own test for invalid times
        // knows gaps of summer time, but not days that a zone skipped when it crossed the date line.
        var before = OffsetAt(local.Ticks - TimeSpan.TicksPerDay);
        var after = OffsetAt(local.Ticks + TimeSpan.TicksPerDay);
        var earlier = local.Ticks - Math.Max(before, after);
        var later = local.Ticks - Math.Min(before, after);
        if (earlier + OffsetAt(earlier) == local.Ticks)
        {
            return Utc(earlier);
        }

        return later + OffsetAt(later) == local.Ticks ? Utc(later) : EndOfGap(local.Ticks, earlier, later);
    }

    /// <summary>The first instant between two whose local time is not before <paramref name="wall"/>.</summary>
    private DateTimeOffset EndOfGap(long wall, long from, long until)
    {
        while (from < until)
        {
            var middle = from + ((until - from) / 2);
            if (middle + OffsetAt(middle) < wall)
            {
                from = middle + 1;
            }
            else
            {
                until = middle;
            }
        }

        return Utc(from);
    }

    private long OffsetAt(long utcTicks) => _zone.GetUtcOffset(Utc(utcTicks)).Ticks;

    private static DateTimeOffset Utc(long ticks) =>
        new(Math.Clamp(ticks, DateTimeOffset.MinValue.Ticks, DateTimeOffset.MaxValue.Ticks), TimeSpan.Zero);
}
