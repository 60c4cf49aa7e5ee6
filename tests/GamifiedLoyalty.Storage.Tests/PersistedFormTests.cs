using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Storage.Sqlite;
using Shouldly;
using Xunit;

namespace GamifiedLoyalty.Storage.Tests;

/// <summary>Forms that are in files out there: a change here is a change of stored data.</summary>
public sealed class PersistedFormTests
{
    [Fact]
    public void Owner_kinds_keep_their_codes() =>
        Enum.GetValues<OwnerKind>().ToDictionary(k => k.ToString(), k => (int)k, StringComparer.Ordinal).ShouldBe(
            new Dictionary<string, int>(StringComparer.Ordinal)
            {
                ["Employee"] = 1,
                ["Partner"] = 2,
                ["Customer"] = 3,
                ["Program"] = 4,
                ["Sponsor"] = 5,
            });

    [Fact]
    public void Entry_keys_are_the_program_times_two_to_the_forty_plus_the_version()
    {
        EntryKey.Of(1, 1).ShouldBe(1_099_511_627_777);
        EntryKey.Of(8_388_607, (1L << 40) - 1).ShouldBe(long.MaxValue);
        EntryKey.Version(EntryKey.Of(7, 123)).ShouldBe(123);
        EntryKey.Last(1).ShouldBe(EntryKey.Of(2, 0) - 1);
        Should.Throw<ArgumentOutOfRangeException>(() => EntryKey.Of(1, 1L << 40));
        Should.Throw<ArgumentOutOfRangeException>(() => EntryKey.Of(8_388_608, 1));
    }

    [Fact]
    public void Versions_are_stored_as_varints_of_differences()
    {
        VersionList.Encode([1, 2, 130, 300]).ShouldBe([1, 1, 0x80, 1, 0xAA, 1]);
        long[] versions = [1, 127, 128, 255, 16_511, 1L << 39, (1L << 40) - 1];
        VersionList.Decode(VersionList.Encode(versions)).ShouldBe(versions);
        Should.Throw<ArgumentOutOfRangeException>(() => VersionList.Encode([5, 4]));
    }

    [Fact]
    public void Migrations_never_change() =>
        SchemaRunner.BuiltIn.Checksums.ShouldBe(
        [
            "9F4F8A901594656357A3F1BDFB3E3BA7E4682F2E61DC0DA707C3D15C5D3BDC05",
            "FDD6AB181188C59FDF3A1B7F5780D00E06809AE317C3927B637EC9B2CFE3F364",
            "2A12720690D26552C196AE466817FB4262B9C0F1942E0520BD2BD7655147A774",
        ]);

    [Fact]
    public void Migrations_of_PostgreSQL_never_change() =>
        Storage.PostgreSql.SchemaRunner.BuiltIn.Checksums.ShouldBe(
        [
            "B2A918F008FE05DFA488BF58B21514A7EEF635A69456FF6FED498B0D55901FD2",
            "F798962F80B88B2C72F75DF981FAF440261967CE650A3693F149D84AB5A647F1",
        ]);
}
