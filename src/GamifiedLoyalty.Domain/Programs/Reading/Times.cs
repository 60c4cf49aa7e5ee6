using GamifiedLoyalty.Domain.Text;
using GamifiedLoyalty.Domain.Time;

namespace GamifiedLoyalty.Domain.Programs.Reading;

/// <summary>Reads instants and durations.</summary>
internal static class Times
{
    /// <summary>An instant, or the first instant of a local day.</summary>
    public static DateTimeOffset? Moment(JsonPlace place, ProgramCalendar calendar)
    {
        if (place.Text() is not { } text)
        {
            return null;
        }

        var time = TimeText.Read(text);
        switch (time.Kind)
        {
            case TimeKind.Instant:
                return time.Instant;
            case TimeKind.Date:
                return calendar.StartOf(DateOnly.FromDateTime(time.Local));
            default:
                place.Fault("badInstant", "A date such as 2026-11-21 or an instant such as 2026-11-21T10:15:00+01:00 is expected.", "2026-11-21, 2026-11-21T10:15:00+01:00");
                return null;
        }
    }

    /// <summary>An instant, the first instant of a local day, or a local time, which may leave out the seconds.</summary>
    public static DateTimeOffset? LocalMoment(JsonPlace place, ProgramCalendar calendar)
    {
        if (place.Text() is not { } text)
        {
            return null;
        }

        var time = LocalTimeText.Read(text);
        switch (time.Kind)
        {
            case TimeKind.Instant:
                return time.Instant;
            case TimeKind.Date:
            case TimeKind.Local:
                return calendar.Resolve(time.Local);
            default:
                place.Fault(
                    "badInstant",
                    "A date such as 2026-11-21, a local time such as 2026-11-21T10:15 or an instant such as 2026-11-21T10:15:00+01:00 is expected.",
                    "2026-11-21, 2026-11-21T10:15, 2026-11-21T10:15:00+01:00");
                return null;
        }
    }

    public static CalendarDuration? Duration(JsonPlace place)
    {
        if (place.Text() is not { } text)
        {
            return null;
        }

        if (DurationText.TryRead(text, out var duration))
        {
            return duration;
        }

        place.Fault("badDuration", "An ISO 8601 duration of whole parts such as P14D, P1M or PT2S is expected.", "P14D, P1M, PT2S");
        return null;
    }

    /// <summary>A duration that is not zero.</summary>
    public static CalendarDuration? PositiveDuration(JsonPlace place)
    {
        var duration = Duration(place);
        if (duration is { Months: 0, Days: 0, Time.Ticks: 0 })
        {
            place.Fault("badDuration", "A duration above zero is expected.", "> PT0S");
            return null;
        }

        return duration;
    }
}
