using System.Diagnostics;
using GamifiedLoyalty.Engine.Commands;
using GamifiedLoyalty.Engine.Ports;
using GamifiedLoyalty.Engine.Programs;

namespace GamifiedLoyalty.Engine.Diagnostics;

/// <summary>
/// Measures one program. The unit is the commit: nothing is measured or allocated for a single activity, and answers are
/// counted only while somebody listens. Not safe for concurrent use, except <see cref="RefusedFull"/>.
/// </summary>
internal sealed class ProgramMetrics(string program, EngineMetrics metrics)
{
    private const int MostLinks = 32;

    private readonly KeyValuePair<string, object?> _program = new(EngineMetrics.ProgramLabel, program);
    private readonly Dictionary<(RecordStatus Status, string? Code), int> _answers = [];

    /// <summary>Commits, and measures it.</summary>
    /// <param name="store">The store.</param>
    /// <param name="commit">What it stores.</param>
    /// <param name="works">Those who wait for it; the span belongs to the first of their traces and is linked to the others.</param>
    public async Task CommitAsync(ICommitStore store, Commit commit, IEnumerable<WorkItem> works)
    {
        using var span = StartSpan(commit, works);
        var started = Stopwatch.GetTimestamp();
        var outcome = "stored";
        try
        {
            await store.CommitAsync(commit, CancellationToken.None);
            metrics.CommitCommands.Record(commit.Entries.Count, _program);
            metrics.CommitActivities.Record(commit.Receipts.Count, _program);
        }
        catch (Exception exception)
        {
            outcome = EngineMetrics.Kind(exception);
            span?.SetStatus(ActivityStatusCode.Error, outcome);
            throw;
        }
        finally
        {
            metrics.CommitDuration.Record(
                Stopwatch.GetElapsedTime(started).TotalSeconds, _program, new(EngineMetrics.OutcomeLabel, outcome));
        }
    }

    /// <summary>Counts what became of recordings that are about to be answered.</summary>
    public void Answering(IReadOnlyList<RecordWork> works)
    {
        if (!metrics.Activities.Enabled)
        {
            return;
        }

        foreach (var work in works)
        {
            foreach (var result in work.Result!)
            {
                var key = (result.Status, result.Fault?.Code);
                _answers[key] = _answers.GetValueOrDefault(key) + 1;
            }
        }

        foreach (var ((status, code), count) in _answers)
        {
            metrics.Activities.Add(count, _program, new("status", Word(status)), new("code", code ?? ""));
        }

        _answers.Clear();
    }

    /// <summary>Counts a submission that found the queue full.</summary>
    public void RefusedFull() => metrics.QueueRefusals.Add(1, _program);

    private static string Word(RecordStatus status) => status switch
    {
        RecordStatus.Recorded => "recorded",
        RecordStatus.Duplicate => "duplicate",
        RecordStatus.Conflict => "conflict",
        _ => "rejected",
    };

    private Activity? StartSpan(Commit commit, IEnumerable<WorkItem> works)
    {
        if (!EngineMetrics.Source.HasListeners())
        {
            return null;
        }

        var origins = works.Select(w => w.Origin).OfType<Activity>().Where(o => o.Recorded)
            .Select(o => o.Context).Distinct().Take(MostLinks + 1).ToList();
        return EngineMetrics.Source.StartActivity(
            "commit",
            ActivityKind.Internal,
            origins.FirstOrDefault(),
            [_program, new("commands", commit.Entries.Count)],
            origins.Skip(1).Select(o => new ActivityLink(o)));
    }
}
