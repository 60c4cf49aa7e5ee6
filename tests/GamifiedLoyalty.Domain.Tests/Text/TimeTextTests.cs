using System.Globalization;
using GamifiedLoyalty.Domain.Programs;
using GamifiedLoyalty.Domain.Text;
using Shouldly;
using Xunit;

namespace GamifiedLoyalty.Domain.Tests.Text;

public class TimeTextTests
{
    [Theory]
    [InlineData("2026-11-21T10:15:00+01:00", "2026-11-21T09:15:00.0000000Z")]
    [InlineData("2026-11-21t10:15:00z", "2026-11-21T10:15:00.0000000Z")]
    [InlineData("2026-11-21T10:15:00.123456789-05:30", "2026-11-21T15:45:00.1234567Z")]
    [InlineData("2026-11-21 10:15:00Z", "2026-11-21T10:15:00.0000000Z")]
    [InlineData("2026-11-21T00:00:00+23:59", "2026-11-20T00:01:00.0000000Z")]
    public void An_instant_is_read_as_UTC(string text, string expected)
    {
        var time = TimeText.Read(text);
        time.Kind.ShouldBe(TimeKind.Instant);
        time.Instant.UtcDateTime.ToString("O", CultureInfo.InvariantCulture).ShouldBe(expected);
        time.Instant.Offset.ShouldBe(TimeSpan.Zero);
    }

    [Theory]
    [InlineData("2024-02-29", TimeKind.Date, "2024-02-29T00:00:00")]
    [InlineData("2024-03-31 02:30:00", TimeKind.Local, "2024-03-31T02:30:00")]
    [InlineData("2024-03-31T02:30:00.5", TimeKind.Local, "2024-03-31T02:30:00.5")]
    public void A_date_or_local_time_keeps_its_wall_clock(string text, TimeKind kind, string expected)
    {
        var time = TimeText.Read(text);
        time.Kind.ShouldBe(kind);
        time.Local.ToString("yyyy-MM-ddTHH:mm:ss.FFF", CultureInfo.InvariantCulture).ShouldBe(expected);
        time.Local.Kind.ShouldBe(DateTimeKind.Unspecified);
    }

    [Theory]
    [InlineData("")]
    [InlineData("yesterday")]
    [InlineData("2023-02-29")]
    [InlineData("2026-02-30T10:00:00Z")]
    [InlineData("2026-13-01")]
    [InlineData("2026-00-10")]
    [InlineData("0000-01-01")]
    [InlineData("26-11-21")]
    [InlineData("2026-11-21T")]
    [InlineData("2026-11-21T24:00:00Z")]
    [InlineData("2026-11-21T10:15:60Z")]
    [InlineData("2026-11-21T10:15:00+24:00")]
    [InlineData("2026-11-21T10:15:00+0100")]
    [InlineData("2026-11-21T10:15:00.Z")]
    [InlineData("2026-11-21T10:15:00x")]
    [InlineData("21/11/2026")]
    [InlineData("2026-11-21x10:15:00Z")]
    [InlineData("0001-01-01T00:00:00+01:00")]
    [InlineData("2026-11-2١")]
    public void What_does_not_exist_is_malformed(string text) => TimeText.Read(text).Kind.ShouldBe(TimeKind.Malformed);

    [Theory]
    [InlineData("P14D", 14, 0)]
    [InlineData("P2W", 14, 0)]
    [InlineData("P1W2D", 9, 0)]
    [InlineData("PT2S", 0, 2)]
    [InlineData("P1DT2H3M4S", 1, 7384)]
    [InlineData("PT0S", 0, 0)]
    [InlineData("P2M", 0, 0, 2)]
    [InlineData("P1Y1M1W1DT1M", 8, 60, 13)]
    public void A_duration_has_months_days_and_exact_time(string text, int days, int seconds, int months = 0)
    {
        DurationText.TryRead(text, out var duration).ShouldBeTrue();
        duration.ShouldBe(new CalendarDuration(days, TimeSpan.FromSeconds(seconds), months));
    }

    [Theory]
    [InlineData("")]
    [InlineData("P")]
    [InlineData("PT")]
    [InlineData("P1DT")]
    [InlineData("14D")]
    [InlineData("P1M1Y")]
    [InlineData("P1D1M")]
    [InlineData("P1201M")]
    [InlineData("P1D1W")]
    [InlineData("P1D1D")]
    [InlineData("PT1S1H")]
    [InlineData("P-1D")]
    [InlineData("PT1.5S")]
    [InlineData("p1d")]
    [InlineData("P99999999D")]
    [InlineData("P99999999999999999999D")]
    public void Other_durations_are_refused(string text) => DurationText.TryRead(text, out _).ShouldBeFalse();

    [Theory]
    [InlineData("Europe/Paris", true)]
    [InlineData("UTC", true)]
    [InlineData("America/Argentina/Buenos_Aires", true)]
    [InlineData("Etc/GMT+3", true)]
    [InlineData("W. Europe Standard Time", false)]
    [InlineData("Mars/Olympus", false)]
    [InlineData("/etc/localtime", false)]
    [InlineData("", false)]
    public void Only_zones_of_the_IANA_database_are_known(string id, bool known) =>
        (Ids.FindZone(id) is not null).ShouldBe(known);
}
