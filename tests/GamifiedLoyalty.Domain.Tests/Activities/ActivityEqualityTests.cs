using System.Text;
using GamifiedLoyalty.Domain.Activities;
using GamifiedLoyalty.Domain.Time;
using Shouldly;
using Xunit;

namespace GamifiedLoyalty.Domain.Tests.Activities;

/// <summary>The first activity was recorded in Paris, in euros, for an employee whose own partner was p1.</summary>
public class ActivityEqualityTests
{
    private const string Lines = "\"lines\":[{\"sku\":\"a\",\"quantity\":1,\"amount\":\"10.00\"}],\"attributes\":{\"x\":1,\"y\":\"z\"}";

    private const string Sale = "\"employee\":\"e1\",\"occurredAt\":\"2026-11-21\"," + Lines;

    private static readonly ProgramCalendar Paris = new("Europe/Paris");

    [Theory]
    [InlineData(Sale)]
    [InlineData("\"attributes\":{\"y\":\"z\",\"x\":1.0},\"lines\":[{\"amount\":10,\"quantity\":\"1\",\"sku\":\"a\",\"id\":\"1\"}],\"occurredAt\":\"2026-11-21\",\"employee\":\"e1\"")]
    [InlineData(Sale + ",\"partner\":\"p1\"")]
    [InlineData(Sale + ",\"currency\":\"EUR\",\"customer\":null")]
    [InlineData("\"employee\":\"e1\",\"occurredAt\":\"2026-11-20T23:00:00Z\"," + Lines)]
    [InlineData("\"employee\":\"e1\",\"occurredAt\":\"2026-11-21T00:00:00+01:00\"," + Lines)]
    public void These_say_the_same(string retry)
    {
        Same(Sale, retry).ShouldBeTrue();
        Same(retry, Sale).ShouldBeTrue();
    }

    [Theory]
    [InlineData(Sale + ",\"partner\":\"p2\"")]
    [InlineData(Sale + ",\"currency\":\"USD\"")]
    [InlineData(Sale + ",\"customer\":{\"id\":\"c\"}")]
    [InlineData("\"employee\":\"e2\",\"occurredAt\":\"2026-11-21\"," + Lines)]
    [InlineData("\"employee\":\"e1\"," + Lines)]
    [InlineData("\"employee\":\"e1\",\"occurredAt\":\"2026-11-22\"," + Lines)]
    [InlineData("\"employee\":\"e1\",\"occurredAt\":\"2026-11-21\",\"lines\":[{\"sku\":\"a\",\"quantity\":1,\"amount\":\"10.01\"}],\"attributes\":{\"x\":1,\"y\":\"z\"}")]
    [InlineData("\"employee\":\"e1\",\"occurredAt\":\"2026-11-21\",\"lines\":[{\"sku\":\"a\",\"quantity\":1,\"amount\":10},{}],\"attributes\":{\"x\":1,\"y\":\"z\"}")]
    [InlineData("\"employee\":\"e1\",\"occurredAt\":\"2026-11-21\",\"lines\":[{\"sku\":\"a\",\"quantity\":1,\"amount\":10}],\"attributes\":{\"x\":\"1\",\"y\":\"z\"}")]
    public void These_do_not(string retry)
    {
        Same(Sale, retry).ShouldBeFalse();
        Same(retry, Sale).ShouldBeFalse();
    }

    [Fact]
    public void An_own_amount_is_the_same_as_one_plain_line_of_it() =>
        Same("\"amount\":5", "\"lines\":[{\"amount\":5}]").ShouldBeTrue();

    [Fact]
    public void An_absent_time_equals_only_an_absent_time()
    {
        Same("\"amount\":5", "\"amount\":5").ShouldBeTrue();
        Same("\"amount\":5", "\"amount\":5,\"occurredAt\":\"2026-11-21T00:00:00+01:00\"").ShouldBeFalse();
    }

    [Fact]
    public void A_retry_without_partner_is_the_same_even_if_the_employee_has_moved()
    {
        var sale = Read(Sale);
        ActivityEquality.SameContent(sale, Meant(sale), sale, "p9", "EUR", Paris).ShouldBeTrue();
    }

    private static bool Same(string stored, string retry)
    {
        var first = Read(stored);
        return ActivityEquality.SameContent(first, Meant(first), Read(retry), "p1", "EUR", Paris);
    }

    private static RecordedDefaults Meant(Activity stored) => new(
        stored.Partner ?? "p1",
        stored.Currency ?? "EUR",
        stored.OccurredAt ?? (stored.OccurredLocal is { } local ? Paris.Resolve(local) : new DateTimeOffset(2026, 11, 20, 23, 0, 0, TimeSpan.Zero)));

    private static Activity Read(string members)
    {
        var reading = ActivityJsonReader.Read(Encoding.UTF8.GetBytes($$"""{"externalId":"x","type":"sale",{{members}}}"""));
        reading.Fault.ShouldBeNull();
        return reading.Activity!;
    }
}
