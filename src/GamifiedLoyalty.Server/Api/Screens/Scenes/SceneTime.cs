using System.Globalization;
using GamifiedLoyalty.Domain.Text;
using GamifiedLoyalty.Domain.Time;

namespace GamifiedLoyalty.Server.Api.Screens.Scenes;

/// <summary>An instant as settings name it: a date or local time of the program's zone, or an instant.</summary>
/// <param name="Text">As it was written.</param>
/// <param name="Reading">What it says.</param>
internal sealed record SceneTime(string Text, TimeReading Reading)
{
    private const int LengthToTheMinute = 16;

    /// <summary>The instant, in UTC; a date stands for the start of its day.</summary>
    public DateTimeOffset In(ProgramCalendar calendar) => Reading.Kind switch
    {
        TimeKind.Instant => Reading.Instant,
        TimeKind.Date => calendar.StartOf(DateOnly.FromDateTime(Reading.Local)),
        _ => calendar.Resolve(Reading.Local),
    };

    /// <summary>The instant of a local time to the minute, as fields of forms want it.</summary>
    public string ForField(ProgramCalendar calendar) => calendar.ToLocal(In(calendar)).ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture);

    /// <summary>Reads a field; null when it is absent or, with a fault, no time.</summary>
    public static SceneTime? Read(FieldReader reader, string field)
    {
        if (reader.Text(field, 40) is not { } text)
        {
            return null;
        }

        // Forms and people leave the seconds out.
        var reading = TimeText.Read(text.Length == LengthToTheMinute ? text + ":00" : text);
        if (reading.Kind != TimeKind.Malformed)
        {
            return new(text, reading);
        }

        reader.Report(field, "badTime", "A date, a local time such as 2026-11-27T08:00, or an instant with its offset.");
        return null;
    }
}
