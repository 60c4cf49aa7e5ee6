using GamifiedLoyalty.Domain.Ledger;
using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Engine.Log;
using GamifiedLoyalty.Engine.State;
using Shouldly;
using Xunit;

namespace GamifiedLoyalty.Engine.Tests;

public sealed class OwnerCacheTests
{
    private readonly OwnerCache _cache = new(ready: 4, packed: 8);

    [Fact]
    public void What_was_used_since_the_last_commit_but_one_stays_ready()
    {
        Load("anna", "ben");
        _cache.EndCommit();
        Load("cleo", "dora");
        Ready("anna").ShouldBe(1);
        _cache.EndCommit();

        Ready("anna").ShouldBe(1);
        Ready("cleo").ShouldBe(1);
        Ready("ben").ShouldBeNull();
    }

    [Fact]
    public void Nothing_goes_while_few_are_in_use()
    {
        Load("anna");
        for (var i = 0; i < 10; i++)
        {
            _cache.EndCommit();
        }

        Ready("anna").ShouldBe(1);
    }

    [Fact]
    public void A_state_that_is_not_ready_any_more_is_made_ready_from_how_it_was_stored()
    {
        Load("anna", "ben");
        _cache.Stored(Owner("anna"), Packed(2));
        _cache.EndCommit();
        Load("cleo", "dora");
        _cache.EndCommit();
        Ready("anna").ShouldBeNull();

        _cache.Contains(Owner("anna")).ShouldBeTrue();
        Ready("anna").ShouldBe(2);
    }

    [Fact]
    public void What_was_not_used_for_long_is_not_in_memory_at_all()
    {
        _cache.Keep(Owner("anna"), Packed(1));
        for (var i = 0; i < 3; i++)
        {
            Load($"a{i}", $"b{i}", $"c{i}", $"d{i}");
            _cache.EndCommit();
        }

        _cache.Contains(Owner("anna")).ShouldBeFalse();
        _cache.Contains(Owner("a2")).ShouldBeTrue();
    }

    [Fact]
    public void An_owner_that_has_nothing_stored_is_read_again_when_it_was_not_used_for_long()
    {
        _cache.Add(Owner("new"), stored: null);
        _cache.Contains(Owner("new")).ShouldBeTrue();
        for (var i = 0; i < 3; i++)
        {
            Load($"a{i}", $"b{i}");
            _cache.EndCommit();
        }

        _cache.Contains(Owner("new")).ShouldBeFalse();
    }

    [Fact]
    public void A_forgotten_state_comes_back_only_from_the_store_and_ages_anew()
    {
        Load("anna", "ben");
        _cache.EndCommit();
        _cache.Forget(Owner("anna"));
        _cache.Contains(Owner("anna")).ShouldBeFalse();

        _cache.Add(Owner("anna"), Packed(5));
        Load("cleo");
        _cache.EndCommit();
        Ready("anna").ShouldBe(5);
    }

    [Fact]
    public void What_another_node_stored_replaces_a_known_state_and_is_ignored_for_an_unknown_one()
    {
        Load("anna");
        _cache.Replace(Owner("anna"), Packed(7));
        _cache.Replace(Owner("ben"), Packed(7));

        Ready("anna").ShouldBeNull();
        _cache.Contains(Owner("anna")).ShouldBeTrue();
        Ready("anna").ShouldBe(7);
        _cache.Contains(Owner("ben")).ShouldBeFalse();
    }

    private static OwnerRef Owner(string id) => OwnerRef.Employee(id);

    private static byte[] Packed(long version)
    {
        var state = new OwnerState();
        state.Note(version);
        return new OwnerStateCodec().Write(state);
    }

    /// <summary>The newest version that a ready state knows, which tells states apart; null when none is ready.</summary>
    private long? Ready(string id) => _cache.Find(Owner(id))?.Recent[^1];

    private void Load(params string[] ids)
    {
        foreach (var id in ids)
        {
            _cache.Add(Owner(id), Packed(1));
        }
    }
}
