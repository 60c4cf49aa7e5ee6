using System.Globalization;
using GamifiedLoyalty.Domain.Time;
using Shouldly;
using Xunit;

namespace GamifiedLoyalty.Domain.Tests.Time;

public class PeriodTests
{
    [Theory]
    [InlineData("all", PeriodKind.All, "0001-01-01", "9999-12-31")]
    [InlineData("2026", PeriodKind.Year, "2026-01-01", "2027-01-01")]
    [InlineData("2026-Q4", PeriodKind.Quarter, "2026-10-01", "2027-01-01")]
    [InlineData("2026-02", PeriodKind.Month, "2026-02-01", "2026-03-01")]
    [InlineData("2026-W01", PeriodKind.Week, "2025-12-29", "2026-01-05")]
    [InlineData("2026-W47", PeriodKind.Week, "2026-11-16", "2026-11-23")]
    [InlineData("2026-W53", PeriodKind.Week, "2026-12-28", "2027-01-04")]
    [InlineData("2024-02-29", PeriodKind.Day, "2024-02-29", "2024-03-01")]
    public void A_name_means_a_half_open_range_of_days(string name, PeriodKind kind, string start, string end)
    {
        Period.TryParse(name, out var period).ShouldBeTrue();
        period.Kind.ShouldBe(kind);
        period.Start.ShouldBe(Day(start));
        period.End.ShouldBe(Day(end));
        period.ToString().ShouldBe(name);
    }

    [Theory]
    [InlineData("")]
    [InlineData("All")]
    [InlineData(" all")]
    [InlineData("26")]
    [InlineData("0000")]
    [InlineData("20266")]
    [InlineData("2026-Q0")]
    [InlineData("2026-Q5")]
    [InlineData("2026-q4")]
    [InlineData("2026-00")]
    [InlineData("2026-13")]
    [InlineData("2026-1")]
    [InlineData("2026/11")]
    [InlineData("2026-W00")]
    [InlineData("2026-W54")]
    [InlineData("2025-W53")]
    [InlineData("2026W47")]
    [InlineData("2026-w47")]
    [InlineData("2026-02-29")]
    [InlineData("2026-11-2")]
    [InlineData("2026-11-21 ")]
    [InlineData("2026-11-21T00")]
    [InlineData("-026")]
    [InlineData("+026")]
    [InlineData("２０２６")]
    [InlineData("9999-W99")]
    public void Malformed_names_are_refused(string name) => Period.TryParse(name, out _).ShouldBeFalse();

    [Fact]
    public void Every_day_lies_in_the_period_it_names_and_names_read_back()
    {
        for (var day = new DateOnly(2019, 12, 20); day < new DateOnly(2033, 1, 10); day = day.AddDays(1))
        {
            foreach (var kind in Enum.GetValues<PeriodKind>())
            {
                var period = Period.Of(kind, day);
                var holds = period.Contains(day) && period.Start <= day && day < period.End
                    && Period.TryParse(period.ToString(), out var read) && read == period;
                holds.ShouldBeTrue(period.ToString());
            }
        }
    }

    [Fact]
    public void A_week_belongs_to_the_year_of_its_Thursday()
    {
        Period.Of(PeriodKind.Week, Day("2027-01-01")).ToString().ShouldBe("2026-W53");
        Period.Of(PeriodKind.Week, Day("2027-01-03")).ToString().ShouldBe("2026-W53");
        Period.Of(PeriodKind.Week, Day("2027-01-04")).ToString().ShouldBe("2027-W01");
        Period.Of(PeriodKind.Week, Day("2024-12-30")).ToString().ShouldBe("2025-W01");
    }

    [Fact]
    public void Periods_at_the_ends_of_the_calendar_do_not_overflow()
    {
        foreach (var kind in Enum.GetValues<PeriodKind>())
        {
            foreach (var day in new[] { DateOnly.MinValue, DateOnly.MaxValue })
            {
                var period = Period.Of(kind, day);
                period.End.ShouldBeGreaterThanOrEqualTo(day);
                period.ToString().ShouldNotBeEmpty();
            }
        }
    }

    private static DateOnly Day(string text) => DateOnly.Parse(text, CultureInfo.InvariantCulture);
}
