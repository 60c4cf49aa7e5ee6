using System.Globalization;
using GamifiedLoyalty.Domain.Challenges;

namespace GamifiedLoyalty.Server.Pages.Contests.Listing;

/// <summary>Lays the contests of a month out in weeks.</summary>
/// <param name="words">The words of the page.</param>
/// <param name="url">The page's path.</param>
internal sealed class MonthReader(ContestWords words, string url)
{
    private const int DaysAWeek = 7;
    private const int FirstYear = 2000;
    private const int LastYear = 2200;

    /// <summary>The first day of the month that an address asks for; of today's month when it asks for none.</summary>
    public static DateOnly Asked(string? month, DateOnly today) =>
        DateOnly.TryParseExact(month, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var asked) && asked.Year is > FirstYear and < LastYear
            ? asked
            : new DateOnly(today.Year, today.Month, 1);

    /// <summary>The month.</summary>
    /// <param name="first">Its first day.</param>
    /// <param name="today">Today.</param>
    /// <param name="contests">The contests with how they are shown, in the order of their bars.</param>
    public MonthView Of(DateOnly first, DateOnly today, IReadOnlyList<(ChallengeRecord Record, ListItem Item)> contests)
    {
        var spans = contests.Select(c => (Begin: Begin(c.Record), End: End(c.Record), c.Item)).ToList();
        var weeks = new List<MonthWeek>();
        for (var monday = MondayOf(first); monday < first.AddMonths(1); monday = monday.AddDays(DaysAWeek))
        {
            var week = monday;
            weeks.Add(new MonthWeek(
                [.. Enumerable.Range(0, DaysAWeek).Select(i => week.AddDays(i)).Select(d => new MonthDay(d.Day, d.Month == first.Month, d == today))],
                [.. spans.Where(s => s.Begin < week.AddDays(DaysAWeek) && s.End >= week).Select(s => Bar(s, week))]));
        }

        return new MonthView(
            Name(first), Link(first.AddMonths(-1)), Link(first.AddMonths(1)),
            [.. Enumerable.Range(0, DaysAWeek).Select(i => MondayOf(first).AddDays(i).ToString("ddd", words.Language.Culture))],
            weeks,
            [.. spans.Where(s => s.Begin < first.AddMonths(1) && s.End >= first).Select(s => s.Item)]);
    }

    private static MonthBar Bar((DateOnly Begin, DateOnly End, ListItem Item) span, DateOnly monday)
    {
        var sunday = monday.AddDays(DaysAWeek - 1);
        var from = span.Begin > monday ? span.Begin : monday;
        var until = span.End < sunday ? span.End : sunday;
        return new MonthBar(
            span.Item.Name, span.Item.Url, span.Item.Status, from.DayNumber - monday.DayNumber + 1, until.DayNumber - from.DayNumber + 1,
            span.Begin >= monday, span.End <= sunday);
    }

    private static DateOnly MondayOf(DateOnly day) => day.AddDays(-(((int)day.DayOfWeek + DaysAWeek - 1) % DaysAWeek));

    private DateOnly Begin(ChallengeRecord record) => words.Program.Calendar.DayOf(record.Start);

    /// <summary>The last day of which any instant counts.</summary>
    private DateOnly End(ChallengeRecord record) => words.Program.Calendar.DayOf(record.End.AddTicks(-1));

    private string Name(DateOnly month) => month.ToString("Y", words.Language.Culture);

    private (string, string) Link(DateOnly month) => (Name(month), $"{url}?month={month.ToString("yyyy-MM", CultureInfo.InvariantCulture)}#month");
}
