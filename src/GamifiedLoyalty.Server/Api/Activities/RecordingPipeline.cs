using System.Runtime.ExceptionServices;
using System.Threading.Channels;

namespace GamifiedLoyalty.Server.Api.Activities;

/// <summary>
/// Records a stream of batches so that reading goes on while earlier batches commit, and each batch is answered as soon
/// as it is committed, in order, even while the next line of a slow stream is awaited.
/// </summary>
internal static class RecordingPipeline
{
    /// <summary>Runs until the batches end; what was committed stays when it ends early by an exception.</summary>
    public static async Task RunAsync(
        IAsyncEnumerable<IReadOnlyList<ActivityItem>> batches,
        RecordBatch record,
        Func<ItemAnswer[], CancellationToken, ValueTask> answer,
        CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var committing = Channel.CreateBounded<Task<ItemAnswer[]>>(IngestLimits.BatchesInFlight);
        var answering = AnswerAsync(committing.Reader, answer, stop);
        ExceptionDispatchInfo? readFailure = null;
        try
        {
            await foreach (var batch in batches.WithCancellation(stop.Token))
            {
                await committing.Writer.WriteAsync(ItemRecorder.RecordAsync(batch, record, stop.Token), stop.Token);
            }
        }
#pragma warning disable CA1031 // Rethrown after what is committing has been answered.
        catch (Exception failure)
        {
            readFailure = ExceptionDispatchInfo.Capture(failure);
        }
#pragma warning restore CA1031

        committing.Writer.Complete();
        await answering;
        readFailure?.Throw();
    }

    private static async Task AnswerAsync(
        ChannelReader<Task<ItemAnswer[]>> committing, Func<ItemAnswer[], CancellationToken, ValueTask> answer, CancellationTokenSource stop)
    {
        try
        {
            await foreach (var batch in committing.ReadAllAsync(CancellationToken.None))
            {
                await answer(await batch, stop.Token);
            }
        }
        catch
        {
            // The reader must not go on for a client that nobody answers.
            await stop.CancelAsync();
            throw;
        }
    }
}
