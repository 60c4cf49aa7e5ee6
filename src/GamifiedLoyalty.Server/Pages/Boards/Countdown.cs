using System.Globalization;
using GamifiedLoyalty.Domain.Time;
using GamifiedLoyalty.Server.Localization;
using GamifiedLoyalty.Server.Pages.Rendering;
using Microsoft.Extensions.Localization;

namespace GamifiedLoyalty.Server.Pages.Boards;

/// <summary>The time left in a period, counted to the end of its last day in the program's zone.</summary>
/// <param name="Until">When it ends.</param>
/// <param name="Now">When the page was made, so that a wrong clock does not matter.</param>
/// <param name="Left">The time left in words, in its two largest units.</param>
/// <param name="Period">What ends, and on which day.</param>
public sealed record Countdown(DateTimeOffset Until, DateTimeOffset Now, string Left, string Period)
{
    /// <summary>The time left in a period; null when it never ends or has ended.</summary>
    internal static Countdown? Of(Period period, ProgramCalendar calendar, DateTimeOffset now, PageLanguage language, IStringLocalizer<Texts> texts)
    {
        if (period.Kind == PeriodKind.All || calendar.StartOf(period.End) is var until && until <= now)
        {
            return null;
        }

        var last = period.End.AddDays(-1).ToString("dddd d MMMM", language.Culture);
        var named = PeriodNames.Of(period, language, texts);
        var name = period.Kind == PeriodKind.Day ? $"{named} ({Place(calendar.Zone)})" : language.Say(texts, "PeriodUntil", named, last, Place(calendar.Zone));
        return new Countdown(calendar.ToLocal(until), now, Words(until - now, language, texts), name);
    }

    /// <summary>The time left until an instant that is told in the program's zone; null when it has come.</summary>
    internal static Countdown? To(DateTimeOffset until, ProgramCalendar calendar, DateTimeOffset now, PageLanguage language, IStringLocalizer<Texts> texts) =>
        until <= now ? null : new Countdown(
            calendar.ToLocal(until), now, Words(until - now, language, texts), $"{calendar.ToLocal(until).ToString("f", language.Culture)} ({Place(calendar.Zone)})");

    private static string Words(TimeSpan left, PageLanguage language, IStringLocalizer<Texts> texts)
    {
        language.Apply();
        return left switch
        {
            { Days: > 0 } => $"{Part("AgeDays", left.Days)} {Part("AgeHours", left.Hours)}",
            { Hours: > 0 } => $"{Part("AgeHours", left.Hours)} {Part("AgeMinutes", left.Minutes)}",
            _ => $"{Part("AgeMinutes", left.Minutes)} {Part("AgeSeconds", left.Seconds)}",
        };

        string Part(string name, int number) =>
            texts[name].Value.Replace("{n}", number.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    /// <summary>The town in a zone's name.</summary>
    private static string Place(string zone) => zone[(zone.LastIndexOf('/') + 1)..].Replace('_', ' ');
}
