using GamifiedLoyalty.Engine.Ports;
using Shouldly;
using Xunit;
using static GamifiedLoyalty.Storage.Tests.CommitBuilder;

namespace GamifiedLoyalty.Storage.Tests;

/// <summary>What every implementation of the access store must do.</summary>
public abstract class AccessStoreCompliance : IAsyncLifetime
{
    protected abstract IAccessStore Store { get; }

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    public abstract ValueTask InitializeAsync();

    public abstract ValueTask DisposeAsync();

    [Fact]
    public async Task Keys_are_listed_oldest_first_and_found_by_their_hash()
    {
        await Store.AddKeyAsync(Key("k2", Noon.AddHours(1)), Now);
        await Store.AddKeyAsync(Key("k1", Noon.AddHours(2)), Now);
        await Store.AddKeyAsync(Key("k0", Noon), Now);

        (await Store.ListKeysAsync(Now)).Select(k => k.Id).ShouldBe(["k0", "k2", "k1"]);
        var found = await Store.FindKeyAsync(SecretOf("k1"), Now);
        found.ShouldNotBeNull();
        (found.Id, found.Name, found.Scope, found.CreatedAt).ShouldBe(("k1", "key 'k1'", "write", Noon.AddHours(2)));
        found.SecretHash.ShouldBe(SecretOf("k1"));
        found.Programs.ShouldBe(["*", "acme"]);
        (await Store.FindKeyAsync(SecretOf("k9"), Now)).ShouldBeNull();
    }

    [Fact]
    public async Task A_revoked_key_is_gone_and_its_id_is_never_given_again()
    {
        await Store.AddKeyAsync(Key("k1", Noon), Now);

        (await Store.RevokeKeyAsync("k1", Noon, Now)).ShouldBeTrue();
        (await Store.RevokeKeyAsync("k1", Noon, Now)).ShouldBeFalse();
        (await Store.RevokeKeyAsync("none", Noon, Now)).ShouldBeFalse();
        (await Store.FindKeyAsync(SecretOf("k1"), Now)).ShouldBeNull();
        (await Store.ListKeysAsync(Now)).ShouldBeEmpty();
        await Should.ThrowAsync<InvalidOperationException>(() => Store.AddKeyAsync(Key("k1", Noon), Now));
    }

    [Fact]
    public async Task A_single_use_grant_is_used_up_by_exactly_one_of_many()
    {
        var grant = new StoredGrant(SecretOf("g1"), "link", "acme", "e1", Noon.AddDays(1));
        await Store.AddGrantAsync(grant, Now);
        var found = await Store.FindGrantAsync(SecretOf("g1"), Now);
        found.ShouldNotBeNull();
        (found.Kind, found.Program, found.Subject, found.ExpiresAt).ShouldBe(("link", "acme", "e1", Noon.AddDays(1)));

        var outcomes = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(_ => Store.ConsumeGrantAsync(SecretOf("g1"), Noon, Now)));

        outcomes.Count(used => used).ShouldBe(1);
        (await Store.FindGrantAsync(SecretOf("g1"), Now)).ShouldBeNull();
    }

    [Fact]
    public async Task An_expired_or_unknown_grant_is_not_used_up()
    {
        await Store.AddGrantAsync(new StoredGrant(SecretOf("g1"), "link", "acme", "e1", Noon), Now);

        (await Store.ConsumeGrantAsync(SecretOf("g1"), Noon, Now)).ShouldBeFalse();
        (await Store.ConsumeGrantAsync(SecretOf("g9"), Noon, Now)).ShouldBeFalse();
        (await Store.ConsumeGrantAsync(SecretOf("g1"), Noon.AddTicks(-1), Now)).ShouldBeTrue();
    }

    [Fact]
    public async Task Grants_are_revoked_by_program_kind_and_subject()
    {
        string[][] grants = [["session", "acme", "e1"], ["session", "acme", "e1"], ["session", "acme", "e2"], ["screen", "acme", "e1"], ["session", "zeta", "e1"]];
        for (var i = 0; i < grants.Length; i++)
        {
            await Store.AddGrantAsync(
                new StoredGrant(SecretOf("g" + (char)('0' + i)), grants[i][0], grants[i][1], grants[i][2], Noon), Now);
        }

        (await Store.RevokeGrantsAsync("acme", "session", "e1", Noon, Now)).ShouldBe(2);
        (await Store.RevokeGrantsAsync("acme", "session", "e1", Noon, Now)).ShouldBe(0);
        (await Store.FindGrantAsync(SecretOf("g0"), Now)).ShouldBeNull();
        (await Store.FindGrantAsync(SecretOf("g2"), Now)).ShouldNotBeNull();
        (await Store.ConsumeGrantAsync(SecretOf("g1"), Noon.AddDays(-1), Now)).ShouldBeFalse();
    }

    [Fact]
    public async Task The_audit_trail_is_read_newest_first_by_program_and_position()
    {
        foreach (var program in new[] { "acme", null, "zeta", "acme" })
        {
            await Store.AddAuditAsync(new AuditRecord(0, Noon, "key:k1", program, "key.created", "k2"), Now);
        }

        var all = await Store.ReadAuditAsync(null, long.MaxValue, 10, Now);
        all.Select(a => a.Program).ShouldBe(["acme", "zeta", null, "acme"]);
        all.Select(a => a.Id).ShouldBeInOrder(SortDirection.Descending);
        all[0].ShouldBe(new AuditRecord(all[0].Id, Noon, "key:k1", "acme", "key.created", "k2"));
        (await Store.ReadAuditAsync("acme", all[0].Id, 10, Now)).Select(a => a.Id).ShouldBe([all[3].Id]);
        (await Store.ReadAuditAsync(null, long.MaxValue, 2, Now)).Count.ShouldBe(2);
    }

    private static byte[] SecretOf(string id) => Hash(id[^1]);

    private static StoredKey Key(string id, DateTimeOffset at) => new(id, $"key '{id}'", SecretOf(id), "write", ["*", "acme"], at);
}

public sealed class SqliteAccessStoreTests : AccessStoreCompliance
{
    private readonly SqliteFixture _sqlite = new();

    protected override IAccessStore Store => _sqlite.Store;

    public override async ValueTask InitializeAsync() => await _sqlite.Store.MigrateAsync(TestContext.Current.CancellationToken);

    public override ValueTask DisposeAsync() => _sqlite.DisposeAsync();
}
