using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Engine.Ports;
using Shouldly;
using Xunit;
using static GamifiedLoyalty.Storage.Tests.CommitBuilder;

namespace GamifiedLoyalty.Storage.Tests;

public abstract partial class CommitStoreCompliance
{
    [Fact]
    public async Task Of_two_stores_that_write_on_one_head_exactly_one_wins()
    {
        await Commit(Make(0));
        await using var other = Open();
        for (var head = 1L; head <= 20; head++)
        {
            var outcomes = await Task.WhenAll(
                Wins(Store, Make(head, with: c => c.Scores.Add(Score("e1", 1, head + 1)))),
                Wins(other, Make(head, with: c => c.Scores.Add(Score("e1", 1, head + 1)))));
            outcomes.Count(won => won).ShouldBe(1);
        }

        (await other.FindHeadAsync("acme", Now))!.Version.ShouldBe(21);
        (await Rank(Day, Day.AddDays(1))).ShouldBe(["e1 20"]);
    }

    [Fact]
    public async Task Of_many_commits_on_one_head_that_wait_together_exactly_one_wins_and_others_are_untouched()
    {
        await Commit(Make(0, program: "p0"));
        var rivals = Enumerable.Range(0, 30).Select(_ => Wins(Store, Make(1, program: "p0"))).ToList();
        var strangers = Enumerable.Range(1, 30)
            .Select(i => Wins(Store, Make(0, program: FormattableString.Invariant($"p{i}")))).ToList();

        (await Task.WhenAll(rivals)).Count(won => won).ShouldBe(1);
        (await Task.WhenAll(strangers)).ShouldAllBe(won => won);
        (await Store.ListHeadsAsync(Now)).Count.ShouldBe(31);
    }

    [Fact]
    public async Task A_faulty_commit_among_many_fails_alone()
    {
        var key = new ReceiptKey("pos", "A-1");
        await Commit(Make(0, program: "p0", with: c => c.Receipts.Add((key, 1))));
        var faulty = Commit(Make(1, program: "p0", with: c => c.Receipts.Add((key, 2))));
        var good = Enumerable.Range(1, 20)
            .Select(i => Wins(Store, Make(0, program: FormattableString.Invariant($"p{i}")))).ToList();

        await Should.ThrowAsync<InvalidOperationException>(() => faulty);
        (await Task.WhenAll(good)).ShouldAllBe(won => won);
        (await Store.FindHeadAsync("p0", Now))!.Version.ShouldBe(1);
    }

    [Fact]
    public async Task Commits_of_one_program_may_wait_in_line()
    {
        var line = Enumerable.Range(0, 50).Select(i => Wins(Store, Make(i))).ToList();

        (await Task.WhenAll(line)).ShouldAllBe(won => won);
        (await Store.FindHeadAsync("acme", Now))!.Version.ShouldBe(50);
    }

    [Fact]
    public async Task Readers_see_whole_commits_only()
    {
        var owner = OwnerRef.Employee("e1");
        await Commit(Make(0, 2, with: c => Fill(c, 2)));
        var writing = Task.Run(
            async () =>
            {
                for (var head = 2L; head < 200; head += 2)
                {
                    await Commit(Make(head, 2, with: c => Fill(c, head + 2)));
                }
            },
            Now);
        var reads = 0;
        do
        {
            var (version, _, state) = await Store.ReadOwnerAsync(1, owner, Now);
            BitConverter.ToInt64(state).ShouldBe(version);
            var (head, scores) = await ReadScores(Day, Day.AddDays(1));
            scores.Sum(s => s.Score.Value.Score).ShouldBe(head);
            reads++;
        }
        while (!writing.IsCompleted);

        await writing;
        reads.ShouldBeGreaterThan(0);

        void Fill(Parts parts, long version)
        {
            parts.Owners.Add((owner, BitConverter.GetBytes(version)));
            parts.Scores.Add(Score("a", 1, version));
            parts.Scores.Add(Score("b", 1, version));
        }
    }

    [Fact]
    public async Task A_closed_store_is_unavailable()
    {
        await Commit(Make(0));
        await Store.DisposeAsync();

        await Should.ThrowAsync<StoreUnavailableException>(() => Commit(Make(1)));
        await Should.ThrowAsync<StoreUnavailableException>(() => Store.FindHeadAsync("acme", Now));
    }

    private static async Task<bool> Wins(ICommitStore store, Commit commit)
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
