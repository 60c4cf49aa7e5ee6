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

    /// <summary>Adds whole calendar days in the zone, keeping the local time of day, then an exact time.</summary>
    public DateTimeOffset Add(DateTimeOffset instant, int days, TimeSpan time)
    {
        var moved = days == 0 ? instant.ToUniversalTime() : Resolve(ToLocal(instant).DateTime.AddDays(days));
        return moved + time;
    }

    /// <summary>The instant of a local time; one in a gap becomes the end of the gap, an ambiguous one the earlier.</summary>
    public DateTimeOffset Resolve(DateTime local)
    {
        var wall = DateTime.SpecifyKind(local, DateTimeKind.Unspecified);
        if (_zone.IsInvalidTime(wall))
        {
            return EndOfGap(wall);
        }

        var offset = _zone.IsAmbiguousTime(wall)
            ? _zone.GetAmbiguousTimeOffsets(wall).Max()
            : _zone.GetUtcOffset(wall);
        return new DateTimeOffset(wall, offset).ToUniversalTime();
    }

    private DateTimeOffset EndOfGap(DateTime wall)
    {
        // Gaps are at most a day (zones that skip a calendar day), and end on a whole minute.
        var probe = new DateTime(wall.Year, wall.Month, wall.Day, wall.Hour, wall.Minute, 0, DateTimeKind.Unspecified);
        for (var minutes = 1; minutes <= 2 * 24 * 60; minutes++)
        {
            var candidate = probe.AddMinutes(minutes);
            if (!_zone.IsInvalidTime(candidate))
            {
                return new DateTimeOffset(candidate, _zone.GetUtcOffset(candidate)).ToUniversalTime();
            }
        }

        throw new InvalidOperationException($"The zone {_zone.Id} has no valid time after {wall:O}.");
    }
}
