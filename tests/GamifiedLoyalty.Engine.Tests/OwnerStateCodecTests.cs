using System.Globalization;
using GamifiedLoyalty.Domain.Earning;
using GamifiedLoyalty.Domain.Ledger;
using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Domain.Time;
using GamifiedLoyalty.Engine.Log;
using Shouldly;
using Xunit;

namespace GamifiedLoyalty.Engine.Tests;

public sealed class OwnerStateCodecTests
{
    private static readonly Period December = Period.Of(PeriodKind.Month, new DateOnly(2026, 12, 24));

    [Theory]
    [InlineData("0.01")]
    [InlineData("-1234567.000001")]
    [InlineData("79228162514264337593543950335")]
    [InlineData("-0.0000000000000000000000000001")]
    public void What_was_stored_of_an_owner_is_read_back(string accumulated)
    {
        var state = new OwnerState();
        state.Post("points", -3, 9_007_199_254_740_991, 1);
        state.Post("café", 0, 0, long.MaxValue);
        var value = decimal.Parse(accumulated, CultureInfo.InvariantCulture);
        state.Restore("rule-1", AccumulatorKind.SlabSum, December, value);
        state.Restore("rule-1", AccumulatorKind.SlabSum, Period.Of(PeriodKind.Day, new DateOnly(2026, 1, 1)), 7);
        long[] versions = [1, 2, 1L << 40];
        foreach (var version in versions)
        {
            state.Note(version);
        }

        var read = OwnerStateCodec.Read(new OwnerStateCodec().Write(state));

        read.Accounts.ShouldBe(state.Accounts);
        read.Accumulators.ShouldBe(state.Accumulators, ignoreOrder: true);
        read.Recent.ShouldBe(versions);
    }

    [Fact]
    public void An_owner_that_was_never_stored_has_nothing()
    {
        var read = OwnerStateCodec.Read(null);
        read.Account("points").ShouldBe(default);
        read.Accumulated(new AccumulatorKey(OwnerRef.Employee("e1"), "rule-1", AccumulatorKind.SlabSum, December)).ShouldBe(0);
        read.Recent.ShouldBeEmpty();
    }

    [Fact]
    public void What_was_stored_as_JSON_before_is_read_still()
    {
        var read = OwnerStateCodec.Read(
            """{"accounts":{"points":[2,1,300]},"values":[["base",3,3,739951,1.5]],"recent":[5,7]}"""u8.ToArray());

        read.Account("points").ShouldBe(new AccountState(new Balance(2, 1), 300));
        read.Accumulators.ShouldBe(new Dictionary<(string, AccumulatorKind, Period), decimal>
        {
            [("base", AccumulatorKind.SlabSum, new Period((PeriodKind)3, DateOnly.FromDayNumber(739951)))] = 1.5m,
        });
        read.Recent.ShouldBe([5, 7]);
    }

    [Fact]
    public void Another_format_is_refused() =>
        Should.Throw<InvalidDataException>(() => OwnerStateCodec.Read([2, 0]));

    /// <summary>Forms that are in files out there: a change here is a change of stored data.</summary>
    [Fact]
    public void The_stored_form_never_changes()
    {
        var state = new OwnerState();
        state.Post("points", 2, 1, 300);
        state.Restore("base", AccumulatorKind.SlabSum, December, 1.5m);
        state.Note(5);
        state.Note(7);

        Convert.ToHexString(new OwnerStateCodec().Write(state)).ShouldBe(
            "010106706F696E74730402D8040104626173650303EE942D8080040F00020502");
    }
}
