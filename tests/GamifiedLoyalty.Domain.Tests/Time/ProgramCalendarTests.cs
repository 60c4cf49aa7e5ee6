using System.Globalization;
using GamifiedLoyalty.Domain.Time;
using Shouldly;
using Xunit;

namespace GamifiedLoyalty.Domain.Tests.Time;

public class ProgramCalendarTests
{
    [Theory]
    [InlineData("Europe/Paris", "2026-11-21", "2026-11-20T23:00:00Z")]
    [InlineData("Asia/Beirut", "2026-03-29", "2026-03-28T22:00:00Z")]
    [InlineData("America/Santiago", "2026-09-06", "2026-09-06T04:00:00Z")]
    [InlineData("America/Havana", "2026-11-01", "2026-11-01T04:00:00Z")]
    [InlineData("Pacific/Apia", "2011-12-30", "2011-12-30T10:00:00Z")]
    [InlineData("UTC", "2026-01-01", "2026-01-01T00:00:00Z")]
    public void A_day_begins_at_its_first_valid_instant(string zone, string day, string instant) =>
        new ProgramCalendar(zone).StartOf(Day(day)).ShouldBe(Instant(instant));

    [Theory]
    [InlineData("Asia/Beirut", "2026-03-29", 23)]
    [InlineData("America/Santiago", "2026-09-06", 23)]
    [InlineData("Europe/Paris", "2026-03-29", 23)]
    [InlineData("Europe/Paris", "2026-10-25", 25)]
    [InlineData("Europe/Paris", "2026-11-21", 24)]
    public void A_day_is_as_long_as_the_clocks_make_it(string zone, string day, int hours)
    {
        var (start, end) = new ProgramCalendar(zone).Window(new Period(PeriodKind.Day, Day(day)));
        (end - start).ShouldBe(TimeSpan.FromHours(hours));
    }

    [Theory]
    [InlineData("Europe/Paris")]
    [InlineData("Asia/Beirut")]
    [InlineData("America/Santiago")]
    [InlineData("Australia/Lord_Howe")]
    [InlineData("Asia/Kathmandu")]
    public void Windows_are_half_open_and_follow_each_other_without_gap(string zone)
    {
        var calendar = new ProgramCalendar(zone);
        foreach (var kind in Enum.GetValues<PeriodKind>().Where(k => k != PeriodKind.All))
        {
            for (var period = Period.Of(kind, Day("2025-12-31")); period.Start < Day("2027-02-01"); period = Period.Of(kind, period.End))
            {
                var (start, end) = calendar.Window(period);
                var place = $"{zone} {period.ToString()}";
                period.Contains(calendar.DayOf(start)).ShouldBeTrue(place);
                period.Contains(calendar.DayOf(end.AddTicks(-1))).ShouldBeTrue(place);
                period.Contains(calendar.DayOf(end)).ShouldBeFalse(place);
                calendar.Window(Period.Of(kind, period.End)).Start.ShouldBe(end);
            }
        }
    }

    [Theory]
    [InlineData("2024-03-31T02:30:00", "2024-03-31T01:00:00Z")]
    [InlineData("2024-03-31T02:00:00.5", "2024-03-31T01:00:00Z")]
    [InlineData("2024-10-27T02:30:00", "2024-10-27T00:30:00Z")]
    [InlineData("2024-07-01T12:00:00", "2024-07-01T10:00:00Z")]
    public void A_local_time_in_a_gap_is_its_end_and_a_repeated_one_the_earlier(string local, string instant) =>
        new ProgramCalendar("Europe/Paris").Resolve(DateTime.Parse(local, CultureInfo.InvariantCulture)).ShouldBe(Instant(instant));

    [Theory]
    [InlineData("2026-11-21T10:15:00+01:00", 14, 0, "2026-12-05T10:15:00+01:00")]
    [InlineData("2026-03-20T10:15:00+01:00", 14, 0, "2026-04-03T10:15:00+02:00")]
    [InlineData("2026-03-28T02:30:00+01:00", 1, 0, "2026-03-29T03:00:00+02:00")]
    [InlineData("2026-10-25T02:30:00+01:00", 0, 2, "2026-10-25T02:30:02+01:00")]
    public void Calendar_days_keep_the_time_of_day_across_summer_time(string from, int days, int seconds, string expected) =>
        new ProgramCalendar("Europe/Paris").Add(Instant(from), 0, days, TimeSpan.FromSeconds(seconds)).ShouldBe(Instant(expected));

    [Fact]
    public void All_time_has_no_bounds() =>
        new ProgramCalendar("Asia/Tokyo").Window(Period.All).ShouldBe((DateTimeOffset.MinValue, DateTimeOffset.MaxValue));

    [Theory]
    [InlineData("Asia/Tokyo")]
    [InlineData("America/New_York")]
    public void Days_at_the_ends_of_the_calendar_have_windows(string zone)
    {
        var calendar = new ProgramCalendar(zone);
        foreach (var day in new[] { DateOnly.MinValue, DateOnly.MaxValue })
        {
            foreach (var kind in Enum.GetValues<PeriodKind>())
            {
                var (start, end) = calendar.Window(Period.Of(kind, day));
                start.ShouldBeLessThanOrEqualTo(end);
            }
        }
    }

    private static DateOnly Day(string text) => DateOnly.Parse(text, CultureInfo.InvariantCulture);

    private static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
