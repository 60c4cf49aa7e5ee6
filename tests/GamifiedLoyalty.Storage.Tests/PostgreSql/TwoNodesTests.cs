using System.Threading.Channels;
using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Engine.Ports;
using GamifiedLoyalty.Storage.PostgreSql;
using Shouldly;
using Xunit;
using static GamifiedLoyalty.Storage.Tests.CommitBuilder;

namespace GamifiedLoyalty.Storage.Tests.PostgreSql;

/// <summary>Two nodes on one database: two stores that know nothing of each other.</summary>
public sealed class TwoNodesTests : IAsyncLifetime
{
    private PostgreSqlStore _one = null!;
    private PostgreSqlStore _two = null!;

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var database = await PostgreSqlDatabase.CreateSchemaAsync();
        _one = PostgreSqlDatabase.Open(database, foldBytes: 30_000);
        _two = PostgreSqlDatabase.Open(database, foldBytes: 30_000);
        await _one.MigrateAsync(Now);
    }

    public async ValueTask DisposeAsync()
    {
        if (_one is not null)
        {
            await _one.DisposeAsync();
            await _two.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_node_that_lost_reads_what_the_other_changed_and_goes_on()
    {
        await _one.CommitAsync(Make(0), Now);
        await _one.CommitAsync(Make(1, 2, with: c =>
        {
            c.Scores.Add(Score("e1", 5, 3));
            c.Owners.Add((OwnerRef.Employee("e1"), [7]));
        }), Now);

        await Should.ThrowAsync<HeadMovedException>(() => _two.CommitAsync(Make(1), Now));
        var missed = await _two.ReadChangesAsync(1, 1, 10, Now);
        await _two.CommitAsync(Make(missed!.Single().LastVersion), Now);

        missed!.Single().Scores.ShouldBe([Score("e1", 5, 3)]);
        (await _one.FindHeadAsync("acme", Now))!.Version.ShouldBe(4);
    }

    [Fact]
    public async Task The_node_whose_turn_it_is_commits_first_and_the_other_finds_the_head_moved()
    {
        await _one.CommitAsync(Make(0), Now);
        await _two.AskForTurnAsync(1, Now);

        var waiting = _one.CommitAsync(Make(1), Now);
        await _two.CommitAsync(Make(1), Now);

        await Should.ThrowAsync<HeadMovedException>(() => waiting);
        await _one.CommitAsync(Make(2), Now);
        (await _one.FindHeadAsync("acme", Now))!.Version.ShouldBe(3);
    }

    [Fact]
    public async Task A_turn_that_is_not_used_ends_by_itself()
    {
        await _one.CommitAsync(Make(0), Now);
        await _two.AskForTurnAsync(1, Now);

        await _one.CommitAsync(Make(1), Now);

        (await _one.FindHeadAsync("acme", Now))!.Version.ShouldBe(2);
    }

    [Fact]
    public async Task Of_two_nodes_that_create_a_program_one_wins()
    {
        for (var i = 0; i < 10; i++)
        {
            var slug = FormattableString.Invariant($"p{i}");
            var outcomes = await Task.WhenAll(Wins(_one, Make(0, program: slug)), Wins(_two, Make(0, program: slug)));
            outcomes.Count(won => won).ShouldBe(1);
        }

        (await _one.ListHeadsAsync(Now)).ShouldAllBe(h => h.Version == 1);
    }

    [Fact]
    public async Task A_commit_of_another_node_is_told_once_it_is_made_and_ones_own_is_not()
    {
        // A database of their own: every node that listens there hears of every commit.
        var database = await PostgreSqlDatabase.CreateAsync();
        await using var one = PostgreSqlDatabase.Open(database);
        await using var two = PostgreSqlDatabase.Open(database);
        await one.MigrateAsync(Now);
        var told = Channel.CreateUnbounded<string>();
        one.CommittedElsewhere += program => told.Writer.TryWrite("own " + program);
        two.CommittedElsewhere += program => told.Writer.TryWrite(program);
        await one.CommitAsync(Make(0), Now);

        // Listening begins a little later than it is asked for; a hint that comes too early is lost, which is allowed.
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Now);
        patience.CancelAfter(TimeSpan.FromSeconds(20));
        for (var head = 1L; !told.Reader.TryPeek(out _); head++)
        {
            await one.CommitAsync(Make(head), patience.Token);
        }

        (await told.Reader.ReadAsync(patience.Token)).ShouldBe("acme");
    }

    [Theory]
    [InlineData(3)]
    [InlineData(20261121)]
    public async Task Each_node_reads_what_the_other_committed_while_both_fold(int seed)
    {
        var random = new Random(seed);
        var model = new ChangeModel();
        for (var head = 0L; head < 150; head++)
        {
            var (writer, reader) = random.Next(2) == 0 ? (_one, _two) : (_two, _one);
            await writer.CommitAsync(model.Change(random, head), Now);
            await model.CheckAsync(reader, head + 1, seed);
            if (random.Next(4) == 0)
            {
                await model.CheckAsync(writer, head + 1, seed);
            }
        }
    }

    [Fact]
    public async Task Of_two_nodes_that_fold_at_once_one_does_and_nothing_counts_twice()
    {
        var random = new Random(11);
        var model = new ChangeModel();
        for (var head = 0L; head < 60; head++)
        {
            await _one.CommitAsync(model.Change(random, head), Now);
        }

        var folded = 0;
        for (var goesOn = true; goesOn;)
        {
            var outcomes = await Task.WhenAll(_one.FoldAsync(1, Now), _two.FoldAsync(1, Now));
            folded += outcomes.Count(did => did);
            goesOn = outcomes.Contains(true);
        }

        await model.CheckAsync(_one, 60, 11);
        await model.CheckAsync(_two, 60, 11);

        // The node that committed may have folded beside its commits already.
        folded.ShouldBeLessThan(60);
    }

    [Fact]
    public async Task Readers_on_one_node_see_whole_states_while_the_other_commits_and_folds()
    {
        var owner = OwnerRef.Employee("e1");
        await _one.CommitAsync(Make(0, with: c => Fill(c, 1)), Now);
        var writing = Task.Run(
            async () =>
            {
                for (var head = 1L; head < 300; head++)
                {
                    await _one.CommitAsync(Make(head, with: c => Fill(c, head + 1)), Now);
                }
            },
            Now);
        var last = 0L;
        do
        {
            var (version, _, state) = await _two.ReadOwnerAsync(1, owner, Now);
            BitConverter.ToInt64(state).ShouldBe(version);
            version.ShouldBeGreaterThanOrEqualTo(last);
            last = version;
            var total = 0L;
            var head = await _two.ReadScoresAsync(1, 1, Day, Day.AddDays(1), (_, score) => total += score.Value.Score, Now);
            total.ShouldBe(head);
        }
        while (!writing.IsCompleted);
        await writing;

        void Fill(Parts parts, long version)
        {
            parts.Owners.Add((owner, BitConverter.GetBytes(version)));
            parts.Scores.Add(Score("a", 1, version));
        }
    }

    [Fact]
    public async Task A_snapshot_stays_as_it_was_while_another_node_commits_and_folds()
    {
        var random = new Random(13);
        var model = new ChangeModel();
        for (var head = 0L; head < 20; head++)
        {
            await _one.CommitAsync(model.Change(random, head), Now);
        }

        await using var snapshot = await _two.OpenSnapshotAsync(Now);
        var then = model.Copy();
        for (var head = 20L; head < 60; head++)
        {
            await _one.CommitAsync(model.Change(random, head), Now);
        }

        while (await _one.FoldAsync(1, Now))
        {
        }

        await then.CheckAsync(snapshot, 20, 13);
        (await snapshot.FindHeadAsync("acme", Now))!.Version.ShouldBe(20);
        var all = (DateOnly.MinValue, DateOnly.MaxValue);
        var ranked = await snapshot.RankAsync(1, 1, all.MinValue, all.MaxValue, sharedTies: false, 100, Now);
        ranked.Count.ShouldBeGreaterThan(0);
        ranked.ShouldAllBe(r => r.Total.Reach <= 20);
        await Should.ThrowAsync<StoreUnavailableException>(() => snapshot.CommitAsync(Make(60), Now));
        await model.CheckAsync(_two, 60, 13);
    }

    private static async Task<bool> Wins(PostgreSqlStore store, Commit commit)
    {
        try
        {
            await store.CommitAsync(commit, Now);
            return true;
        }
        catch (HeadMovedException)
        {
            return false;
        }
    }
}
