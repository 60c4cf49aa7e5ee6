using GamifiedLoyalty.Domain;
using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Engine.Ports;
using Shouldly;
using Xunit;
using static GamifiedLoyalty.Storage.Tests.CommitBuilder;

namespace GamifiedLoyalty.Storage.Tests;

public abstract partial class CommitStoreCompliance
{
    [Fact]
    public async Task Every_version_of_a_profile_is_kept_and_the_current_one_is_streamed()
    {
        var partner = new MemberProfile(OwnerKind.Partner, "x", "Łódź & Söhne")
        {
            Version = 1,
            Parent = "p0",
            Category = "gold",
            Region = "North",
            SizeBand = "L",
            Attributes = AttributeMap.From([new("vip", true), new("floor", 2.5m), new("note", "«ok»")]),
        };
        var first = Employee("x", 2, "junior") with { Partner = "x", Locale = "fr", TimeZone = "Europe/Paris" };
        var second = first with { Version = 4, Role = "senior" };
        await Commit(Make(0, 2, with: c => c.Members.AddRange([partner, first])));
        await Commit(Make(2, 2, with: c => c.Members.AddRange([second, Employee("a", 3)])));

        var current = new List<MemberProfile>();
        await Store.ReadMembersAsync(1, current.Add, Now);

        current.ShouldBe([Employee("a", 3), second, partner], ignoreOrder: true);
        (await Store.FindMemberAsync(1, first.Ref, 2, Now)).ShouldBe(first);
        (await Store.FindMemberAsync(1, first.Ref, 4, Now)).ShouldBe(second);
        (await Store.FindMemberAsync(1, partner.Ref, 1, Now)).ShouldBe(partner);
        (await Store.FindMemberAsync(1, first.Ref, 3, Now)).ShouldBeNull();
        (await Store.FindMemberAsync(2, first.Ref, 2, Now)).ShouldBeNull();
    }

    /// <summary>By reflection, so that a text added to profiles later cannot be forgotten here.</summary>
    [Fact]
    public async Task Every_text_of_a_profile_is_stored()
    {
        var profile = Employee("e1", 1);
        foreach (var property in typeof(MemberProfile).GetProperties())
        {
            if (property.PropertyType == typeof(string) && property.Name != nameof(MemberProfile.Id))
            {
                property.SetValue(profile, "the " + property.Name);
            }
        }

        await Commit(Make(0, with: c => c.Members.Add(profile)));

        (await Store.FindMemberAsync(1, profile.Ref, 1, Now)).ShouldBe(profile);
    }

    [Fact]
    public async Task Due_ranges_come_earliest_first_are_replaced_and_vanish_when_done()
    {
        await Commit(Make(0, 9, with: c => c.Due.AddRange(
            [new DueRange(Noon.AddDays(2), 1, 3), new DueRange(Noon.AddDays(1), 4, 6), new DueRange(Noon.AddTicks(1), 7, 9)])));
        (await Store.ReadDueAsync(1, Now)).Select(d => d.FirstVersion).ShouldBe([7, 4, 1]);

        await Commit(Make(9, with: c =>
        {
            c.DueDone.Add(7);
            c.Due.Add(new DueRange(Noon, 1, 3));
        }));

        (await Store.ReadDueAsync(1, Now)).ShouldBe([new DueRange(Noon, 1, 3), new DueRange(Noon.AddDays(1), 4, 6)]);
    }

    [Fact]
    public async Task Definitions_come_oldest_first_with_their_bytes()
    {
        await Commit(Make(0, 2, with: c => c.Definitions.Add(new StoredDefinition(1, 1, Noon, "{ }"u8.ToArray(), "{}"))));
        await Commit(Make(2, with: c => c.Definitions.Add(
            new StoredDefinition(2, 3, Noon.AddTicks(7), "{\"a\":1}"u8.ToArray(), "{\"base\":1}"))));

        var definitions = await Store.ReadDefinitionsAsync(1, Now);

        definitions.Select(d => (d.DefinitionVersion, d.Version, d.At, d.RuleVersions)).ShouldBe(
            [(1, 1L, Noon, "{}"), (2, 3L, Noon.AddTicks(7), "{\"base\":1}")]);
        definitions[0].Document.ShouldBe("{ }"u8.ToArray());
        (await Store.ReadDefinitionsAsync(2, Now)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Documents_are_set_replaced_and_deleted_by_kind()
    {
        await Commit(Make(0, with: c => c.Documents.AddRange(
            [new StoredDocument("screen", "s2", 1, [2]), new StoredDocument("screen", "s1", 1, [1]), new StoredDocument("note", "s1", 1, [])])));
        await Commit(Make(1, with: c => c.Documents.AddRange(
            [new StoredDocument("screen", "s1", 2, [9]), new StoredDocument("screen", "s2", 2, null)])));

        var documents = await Store.ReadDocumentsAsync(1, Now);

        documents.Select(d => (d.Kind, d.Id, d.Version)).ShouldBe([("note", "s1", 1L), ("screen", "s1", 2L)]);
        documents[0].Body.ShouldBe([]);
        documents[1].Body.ShouldBe([9]);
        (await Store.ReadDocumentsAsync(2, Now)).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_versions_of_an_import_are_read_ascending()
    {
        await Commit(Make(0, 4, with: c => c.Imports.AddRange([("i1", 1), ("i2", 2), ("i1", 3)])));
        await Commit(Make(4, with: c => c.Imports.Add(("i1", 5))));

        (await Store.ReadImportAsync(1, "i1", Now)).ShouldBe([1, 3, 5]);
        (await Store.ReadImportAsync(1, "i3", Now)).ShouldBeEmpty();
    }
}
