using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Engine.Commands;
using GamifiedLoyalty.Engine.Ports;
using GamifiedLoyalty.Engine.Verification;
using GamifiedLoyalty.Testing.Programs;
using Shouldly;
using Xunit;

namespace GamifiedLoyalty.Engine.Tests;

/// <summary>Commits that fail, before or after they were written, with others waiting behind them.</summary>
public sealed class CommitFailureTests : IAsyncLifetime
{
    private TestProgram _program = null!;

    public async ValueTask InitializeAsync()
    {
        _program = await TestProgram.StartAsync(Definitions.Acme);
        await _program.MembersAsync(new(OwnerKind.Partner, "p1", "One"), new(OwnerKind.Employee, "e1", "A") { Partner = "p1" });
    }

    public async ValueTask DisposeAsync()
    {
        (await ProgramVerifier.VerifyAsync(_program.Store, "acme", null, default)).Fault.ShouldBeNull();
        await _program.DisposeAsync();
    }

    [Fact]
    public async Task A_commit_that_fails_before_it_is_written_leaves_nothing_and_a_retry_records()
    {
        _program.Plan.FailBefore(new StoreUnavailableException("disk full"));
        await Should.ThrowAsync<StoreUnavailableException>(() => _program.SellAsync("e1", 100m, id: "A"));

        (await _program.WalletAsync(OwnerRef.Employee("e1"))).ShouldBe("0+0");
        (await _program.SellAsync("e1", 100m, id: "A")).Status.ShouldBe(RecordStatus.Recorded);
        (await _program.WalletAsync(OwnerRef.Employee("e1"))).ShouldBe("150+10");
        (await _program.BoardAsync("points", "all")).ShouldBe("1 e1 160 (10)");
    }

    [Fact]
    public async Task A_commit_whose_acknowledgement_is_lost_is_found_by_the_retry()
    {
        _program.Plan.FailAfter(new StoreUnavailableException("cut off"));
        await Should.ThrowAsync<StoreUnavailableException>(() => _program.SellAsync("e1", 100m, id: "A"));

        (await _program.SellAsync("e1", 100m, id: "A")).Status.ShouldBe(RecordStatus.Duplicate);
        (await _program.WalletAsync(OwnerRef.Employee("e1"))).ShouldBe("150+10");
        (await _program.BoardAsync("points", "all")).ShouldBe("1 e1 160 (10)");
    }

    [Fact]
    public async Task When_the_head_moved_the_batch_is_applied_again()
    {
        _program.Plan.FailBefore(new HeadMovedException("moved")).FailBefore(new HeadMovedException("moved"));
        (await _program.SellAsync("e1", 100m)).Status.ShouldBe(RecordStatus.Recorded);
        (await _program.WalletAsync(OwnerRef.Employee("e1"))).ShouldBe("150+10");
    }

    [Fact]
    public async Task A_retry_that_meets_its_first_try_being_stored_waits_for_it_and_is_a_duplicate()
    {
        var gate = _program.Plan.Hold();
        var first = _program.SellAsync("e1", 100m, id: "A");
        var second = _program.SellAsync("e1", 100m, id: "A");
        var conflict = _program.SellAsync("e1", 200m, id: "A");
        first.IsCompleted.ShouldBeFalse();
        gate.SetResult();

        new[] { (await first).Status, (await second).Status, (await conflict).Status }
            .ShouldBe([RecordStatus.Recorded, RecordStatus.Duplicate, RecordStatus.Conflict]);
        (await _program.WalletAsync(OwnerRef.Employee("e1"))).ShouldBe("150+10");
    }

    [Fact]
    public async Task What_was_applied_behind_a_commit_that_fails_is_applied_again_without_it()
    {
        var gate = _program.Plan.Hold(then: new StoreUnavailableException("disk full"));
        var first = _program.SellAsync("e1", 100m, id: "A");
        await UntilAsync(() => _program.Plan.Commits == 3);
        var second = _program.SellAsync("e1", 300m, id: "B");
        gate.SetResult();

        await Should.ThrowAsync<StoreUnavailableException>(() => first);
        var recorded = await second;
        recorded.Status.ShouldBe(RecordStatus.Recorded);
        recorded.Activity!.Version.ShouldBe(4);
        (await _program.WalletAsync(OwnerRef.Employee("e1"))).ShouldBe("150+30");
        (await _program.BoardAsync("revenue", "all")).ShouldBe("1 e1 30000");
    }

    [Fact]
    public async Task Nothing_is_shown_before_it_is_stored()
    {
        var gate = _program.Plan.Hold();
        var sale = _program.SellAsync("e1", 100m);
        await UntilAsync(() => _program.Plan.Commits == 3);

        _program.Engine.Version.ShouldBe(3);
        (await _program.WalletAsync(OwnerRef.Employee("e1"))).ShouldBe("0+0");
        (await _program.BoardAsync("revenue", "all")).ShouldBe("");
        gate.SetResult();
        await sale;
        _program.Engine.Version.ShouldBe(4);
    }

    [Fact]
    public async Task A_listener_that_throws_harms_nobody()
    {
        var heard = new List<long>();
        _program.Engine.Committed += _ => throw new InvalidOperationException("a listener's fault");
        _program.Engine.Committed += notice => heard.Add(notice.LastVersion);
        (await _program.SellAsync("e1", 100m)).Status.ShouldBe(RecordStatus.Recorded);
        (await _program.SellAsync("e1", 100m)).Status.ShouldBe(RecordStatus.Recorded);

        heard.ShouldBe([4, 5]);
        _program.Failures.Count.ShouldBe(2);
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!condition())
        {
            patience.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
