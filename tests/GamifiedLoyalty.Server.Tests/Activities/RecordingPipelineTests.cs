using System.Threading.Channels;
using GamifiedLoyalty.Domain;
using GamifiedLoyalty.Domain.Activities;
using GamifiedLoyalty.Engine.Commands;
using GamifiedLoyalty.Server.Api.Activities;
using static System.FormattableString;

namespace GamifiedLoyalty.Server.Tests.Activities;

public sealed class RecordingPipelineTests
{
    [Fact]
    public async Task A_batch_is_answered_once_committed_while_the_next_is_awaited()
    {
        var batches = Channel.CreateUnbounded<IReadOnlyList<ActivityItem>>();
        var answered = Channel.CreateUnbounded<string>();
        var running = RunAsync(batches.Reader.ReadAllAsync(TestContext.Current.CancellationToken), RejectAsync, answered);

        await batches.Writer.WriteAsync([Item("a"), Item("b")], TestContext.Current.CancellationToken);

        (await answered.Reader.ReadAsync(TestContext.Current.CancellationToken)).ShouldBe("a b");
        running.IsCompleted.ShouldBeFalse();
        batches.Writer.Complete();
        await running;
    }

    [Fact]
    public async Task Reading_goes_on_while_earlier_batches_commit_but_not_without_bound()
    {
        var commit = new TaskCompletionSource();
        var read = 0;
        var answered = Channel.CreateUnbounded<string>();
        var running = RunAsync(Batches(), async (commands, stop) =>
        {
            await commit.Task;
            return await RejectAsync(commands, stop);
        }, answered);

        // One is being answered, some wait, one more is about to wait.
        await Eventually.TrueAsync(() => Volatile.Read(ref read) == IngestLimits.BatchesInFlight + 2);
        commit.SetResult();
        await running;

        (await answered.Reader.ReadAllAsync(TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken))
            .ShouldBe(Enumerable.Range(1, 20).Select(n => Invariant($"x{n}")));

        async IAsyncEnumerable<IReadOnlyList<ActivityItem>> Batches()
        {
            for (var i = 1; i <= 20; i++)
            {
                Interlocked.Increment(ref read);
                yield return [Item(Invariant($"x{i}"))];
                await Task.Yield();
            }
        }
    }

    [Fact]
    public async Task A_failing_commit_ends_the_reading_and_is_told()
    {
        var batches = Channel.CreateUnbounded<IReadOnlyList<ActivityItem>>();
        await batches.Writer.WriteAsync([Item("a")], TestContext.Current.CancellationToken);

        await Should.ThrowAsync<TimeoutException>(() => RunAsync(
            batches.Reader.ReadAllAsync(TestContext.Current.CancellationToken),
            (_, _) => throw new TimeoutException(),
            Channel.CreateUnbounded<string>()));
    }

    private static async Task RunAsync(IAsyncEnumerable<IReadOnlyList<ActivityItem>> batches, RecordBatch record, Channel<string> answered)
    {
        await RecordingPipeline.RunAsync(
            batches,
            record,
            (answers, _) => answered.Writer.WriteAsync(string.Join(' ', answers.Select(a => a.Item.ExternalId)), TestContext.Current.CancellationToken),
            TestContext.Current.CancellationToken);
        answered.Writer.Complete();
    }

    private static ActivityItem Item(string id) => ActivityItem.Of(1, new RecordActivity(new Activity { ExternalId = id, Type = "sale", Lines = [] }, "key:test"));

    private static Task<IReadOnlyList<RecordResult>> RejectAsync(IReadOnlyList<RecordActivity> commands, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<RecordResult>>(
            [.. commands.Select(_ => new RecordResult(RecordStatus.Rejected, Activity: null, new Fault("none", "None.")))]);
}
