using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Engine.Ports;
using GamifiedLoyalty.Storage.PostgreSql;
using Shouldly;
using Xunit;
using static GamifiedLoyalty.Storage.Tests.CommitBuilder;

namespace GamifiedLoyalty.Storage.Tests.PostgreSql;

/// <summary>What a node that follows a program reads of the commits of others.</summary>
public sealed class FollowingTests : IAsyncLifetime
{
    private PostgreSqlStore? _store;

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    private PostgreSqlStore Store => _store!;

    public async ValueTask InitializeAsync()
    {
        _store = PostgreSqlDatabase.Open(await PostgreSqlDatabase.CreateSchemaAsync());
        await _store.MigrateAsync(Now);
    }

    public ValueTask DisposeAsync() => _store?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task Everything_that_a_commit_changed_is_read_as_it_was_given()
    {
        var due = new DueRange(Noon.AddDays(2), 1, 2);
        StoredDocument[] documents = [new("screen", "s1", 2, [1, 2]), new("screen", "s2", 2, null)];
        var member = Employee("e1", 2, "senior") with { Salt = "s" };
        await Store.CommitAsync(Make(0, with: c => c.Due.Add(due)), Now);
        await Store.CommitAsync(Make(1, 2, with: c =>
        {
            c.Scores.Add(Score("e1", -5, 0, provisional: 2, count: 0));
            c.Owners.Add((OwnerRef.Program, []));
            c.Owners.Add((OwnerRef.Partner("p"), [4, 5]));
            c.Members.Add(member);
            c.DueDone.Add(1);
            c.Due.Add(due);
            c.Documents.AddRange(documents);
        }), Now);

        var changes = (await Store.ReadChangesAsync(1, 1, 10, Now)).ShouldNotBeNull().ShouldHaveSingleItem();

        (changes.FirstVersion, changes.LastVersion, changes.At, changes.PostedThrough).ShouldBe((2L, 3L, Noon.AddSeconds(1), Noon.AddMinutes(1)));
        changes.Hash.ShouldBe(Hash(3));
        changes.IsDefinition.ShouldBeFalse();
        changes.Scores.ShouldBe([Score("e1", -5, 0, provisional: 2, count: 0)]);
        changes.Owners.Select(o => o.Owner).ShouldBe([OwnerRef.Program, OwnerRef.Partner("p")]);
        changes.Owners.Select(o => o.State).ShouldBe([[], [4, 5]]);
        changes.Members.ShouldBe([member]);
        changes.DueDone.ShouldBe([1]);
        changes.Due.ShouldBe([due]);
        changes.Documents.Select(d => (d.Kind, d.Id, d.Version)).ShouldBe(documents.Select(d => (d.Kind, d.Id, d.Version)));
        changes.Documents.Select(d => d.Body).ShouldBe([[1, 2], null]);
    }

    [Fact]
    public async Task Changes_come_oldest_first_up_to_a_limit_and_none_after_the_head()
    {
        await Store.CommitAsync(Make(0, 2), Now);
        await Store.CommitAsync(Make(2, 3), Now);
        await Store.CommitAsync(Make(5, with: c => c.Definitions.Add(new StoredDefinition(1, 6, Noon, "{}"u8.ToArray(), "{}"))), Now);

        (await Store.ReadChangesAsync(1, 0, 2, Now))!.Select(c => (c.FirstVersion, c.LastVersion)).ShouldBe([(1, 2), (3, 5)]);
        (await Store.ReadChangesAsync(1, 5, 2, Now))!.Single().IsDefinition.ShouldBeTrue();
        (await Store.ReadChangesAsync(1, 6, 2, Now))!.ShouldBeEmpty();
    }

    [Fact]
    public async Task Changes_of_which_the_first_are_gone_have_to_be_loaded_anew()
    {
        await using var folding = PostgreSqlDatabase.Open(Store.ConnectionString, foldBytes: 1);
        for (var head = 0L; head < 8; head++)
        {
            await Store.CommitAsync(Make(head), Now);
        }

        while (await folding.FoldAsync(1, Now))
        {
        }

        (await Store.ReadChangesAsync(1, 0, 100, Now)).ShouldBeNull();
        (await Store.ReadChangesAsync(1, 7, 100, Now))!.Single().LastVersion.ShouldBe(8);
        (await Store.ReadChangesAsync(1, 8, 100, Now))!.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_profile_that_was_erased_meanwhile_has_to_be_loaded_anew()
    {
        await Store.CommitAsync(Make(0, with: c => c.Members.Add(Employee("e1", 1))), Now);
        await using var source = Npgsql.NpgsqlDataSource.Create(Store.ConnectionString);
        await using var erase = source.CreateCommand("DELETE FROM member");
        await erase.ExecuteNonQueryAsync(Now);

        (await Store.ReadChangesAsync(1, 0, 100, Now)).ShouldBeNull();
    }
}
