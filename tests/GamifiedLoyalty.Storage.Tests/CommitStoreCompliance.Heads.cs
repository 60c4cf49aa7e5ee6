using GamifiedLoyalty.Engine.Ports;
using Shouldly;
using Xunit;
using static GamifiedLoyalty.Storage.Tests.CommitBuilder;

namespace GamifiedLoyalty.Storage.Tests;

/// <summary>What every implementation of the commit store must do.</summary>
public abstract partial class CommitStoreCompliance : IAsyncLifetime
{
    protected ICommitStore Store { get; private set; } = null!;

    protected static CancellationToken Now => TestContext.Current.CancellationToken;

    public virtual async ValueTask InitializeAsync()
    {
        Store = Open();
        await Store.MigrateAsync(Now);
    }

    public virtual async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Opens the store under test: the same one at every call.</summary>
    protected abstract ICommitStore Open();

    protected Task Commit(Commit commit) => Store.CommitAsync(commit, Now);

    protected async Task Reopen()
    {
        await Store.DisposeAsync();
        Store = Open();
    }

    [Fact]
    public async Task A_first_commit_creates_the_program_with_a_number()
    {
        (await Store.FindHeadAsync("acme", Now)).ShouldBeNull();
        (await Store.ListHeadsAsync(Now)).ShouldBeEmpty();

        await Commit(Make(0, 3));

        var head = await Store.FindHeadAsync("acme", Now);
        head.ShouldNotBeNull();
        (head.Number, head.Program, head.Version, head.PostedThrough).ShouldBe((1, "acme", 3L, Noon));
        head.Hash.ShouldBe(Hash(3));
    }

    [Fact]
    public async Task Programs_are_listed_by_slug_and_kept_apart()
    {
        await Commit(Make(0, program: "zeta"));
        await Commit(Make(0, 2, program: "acme"));

        var heads = await Store.ListHeadsAsync(Now);

        heads.Select(h => (h.Program, h.Number, h.Version)).ShouldBe([("acme", 2, 2L), ("zeta", 1, 1L)]);
        (await Store.ReadLogAsync(1, 0, 10, Now)).Count.ShouldBe(1);
        (await Store.ReadLogAsync(2, 0, 10, Now)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_commit_advances_the_head_and_survives_reopening()
    {
        await Commit(Make(0, 2));
        await Commit(Make(2, 3));

        await Reopen();

        var head = await Store.FindHeadAsync("acme", Now);
        head!.Version.ShouldBe(5);
        head.PostedThrough.ShouldBe(Noon.AddMinutes(2));
        (await Store.ReadLogAsync(1, 0, 10, Now)).Select(e => e.Version).ShouldBe([1, 2, 3, 4, 5]);
    }

    [Fact]
    public async Task A_commit_on_an_old_head_is_refused_and_writes_nothing()
    {
        await Commit(Make(0, 2));
        await Commit(Make(2));

        await Should.ThrowAsync<HeadMovedException>(() => Commit(Make(2, with: c =>
        {
            c.Scores.Add(Score("e1", 5, 3));
            c.Receipts.Add((new ReceiptKey("pos", "late"), 3));
        })));

        (await Store.FindHeadAsync("acme", Now))!.Version.ShouldBe(3);
        (await Store.FindReceiptsAsync(1, [new ReceiptKey("pos", "late")], Now)).ShouldBe([0L]);
        (await Store.RankAsync(1, 1, Day, Day.AddDays(1), false, 10, Now)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Creating_a_program_twice_is_a_moved_head()
    {
        await Commit(Make(0));
        await Should.ThrowAsync<HeadMovedException>(() => Commit(Make(0)));
    }

    [Fact]
    public async Task A_commit_for_an_unknown_program_or_a_wrong_number_is_a_moved_head()
    {
        await Commit(Make(0, program: "acme"));
        await Commit(Make(0, program: "zeta"));

        await Should.ThrowAsync<HeadMovedException>(() => Commit(Make(1, program: "none", number: 9)));
        await Should.ThrowAsync<HeadMovedException>(() => Commit(Make(1, program: "acme", number: 2)));
    }

    [Fact]
    public async Task A_commit_without_entries_or_with_a_gap_is_a_fault_of_the_caller()
    {
        await Should.ThrowAsync<ArgumentException>(() => Commit(Make(0, 0)));
        await Should.ThrowAsync<ArgumentException>(() => Commit(new Commit
        {
            Program = "acme",
            ExpectedHead = 0,
            ProgramNumber = 0,
            At = Noon,
            Hash = Hash(1),
            PostedThrough = Noon,
            Entries = [new StoredEntry(1, Body(1)), new StoredEntry(3, Body(3))],
        }));
    }

    [Fact]
    public async Task Commits_are_read_with_their_ranges_instants_and_hashes()
    {
        await Commit(Make(0, 2));
        await Commit(Make(2, 3));
        await Commit(Make(5));

        var commits = await Store.ReadCommitsAsync(1, 2, 1, Now);

        commits.Count.ShouldBe(1);
        (commits[0].FirstVersion, commits[0].LastVersion, commits[0].At).ShouldBe((3L, 5L, Noon.AddSeconds(2)));
        commits[0].Hash.ShouldBe(Hash(5));
        (await Store.ReadCommitsAsync(1, 0, 10, Now)).Select(c => c.LastVersion).ShouldBe([2, 5, 6]);
        (await Store.ReadCommitsAsync(1, 6, 10, Now)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Migrating_again_changes_nothing()
    {
        await Commit(Make(0));
        await Store.MigrateAsync(Now);
        (await Store.FindHeadAsync("acme", Now))!.Version.ShouldBe(1);
        await Store.PingAsync(Now);
    }
}
