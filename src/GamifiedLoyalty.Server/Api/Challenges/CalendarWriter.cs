using System.Globalization;
using System.Text;
using GamifiedLoyalty.Domain.Challenges;

namespace GamifiedLoyalty.Server.Api.Challenges;

/// <summary>Writes contests as a calendar of RFC 5545, which calendars of phones and desks subscribe to.</summary>
/// <param name="program">The program's slug.</param>
/// <param name="language">The language of texts.</param>
internal sealed class CalendarWriter(string program, string language)
{
    /// <summary>The media type.</summary>
    public const string MediaType = "text/calendar; charset=utf-8";

    private const int MostOctets = 75;

    private readonly StringBuilder _text = new();

    /// <summary>The calendar.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="challenges">The contests.</param>
    /// <param name="urlOf">The address of a contest's page.</param>
    public string Write(string name, IEnumerable<ChallengeRecord> challenges, Func<ChallengeRecord, string> urlOf)
    {
        Line("BEGIN:VCALENDAR");
        Line("VERSION:2.0");
        Line("PRODID:-//GamifiedLoyalty//Contests//EN");
        Line("METHOD:PUBLISH");
        Line("X-WR-CALNAME:" + Escaped(name));
        foreach (var challenge in challenges)
        {
            WriteEvent(challenge, urlOf(challenge));
        }

        Line("END:VCALENDAR");
        return _text.ToString();
    }

    private void WriteEvent(ChallengeRecord challenge, string url)
    {
        var definition = challenge.Definition;
        Line("BEGIN:VEVENT");
        Line($"UID:{challenge.Id}@{program}.contests");
        Line("DTSTAMP:" + Instant(challenge.Steps.Count > 0 ? challenge.Steps[^1].At : challenge.Start));
        Line(string.Create(CultureInfo.InvariantCulture, $"SEQUENCE:{challenge.Steps.Count}"));
        Line("DTSTART:" + Instant(challenge.Start));
        Line("DTEND:" + Instant(challenge.End));
        Line("SUMMARY:" + Escaped(definition.Name.For(language)));
        if (definition.Description is { } description)
        {
            Line("DESCRIPTION:" + Escaped(description.For(language)));
        }

        Line("URL:" + url);
        Line(challenge.Status == ChallengeStatus.Cancelled ? "STATUS:CANCELLED" : "STATUS:CONFIRMED");
        Line("TRANSP:TRANSPARENT");
        Line("END:VEVENT");
    }

    private static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    private static string Escaped(string text) => text
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace(";", "\\;", StringComparison.Ordinal)
        .Replace(",", "\\,", StringComparison.Ordinal)
        .Replace("\r", "", StringComparison.Ordinal)
        .Replace("\n", "\\n", StringComparison.Ordinal);

    /// <summary>A line has at most 75 octets; what is longer goes on after a line break and a space, never inside a character.</summary>
    private void Line(string text)
    {
        var octets = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (octets + rune.Utf8SequenceLength > MostOctets)
            {
                _text.Append("\r\n ");
                octets = 1;
            }

            _text.Append(rune);
            octets += rune.Utf8SequenceLength;
        }

        _text.Append("\r\n");
    }
}
