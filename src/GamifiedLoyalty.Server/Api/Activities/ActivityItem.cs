using GamifiedLoyalty.Domain;
using GamifiedLoyalty.Domain.Activities;
using GamifiedLoyalty.Engine.Commands;

namespace GamifiedLoyalty.Server.Api.Activities;

/// <summary>One item of a request: a command to record, or the fault that keeps it from being one.</summary>
/// <param name="Line">The line or position it was sent at, from 1.</param>
/// <param name="ExternalId">The sender's id, as far as it could be read.</param>
/// <param name="Command">The command; null when there is a fault.</param>
/// <param name="Fault">Why there is no command.</param>
internal readonly record struct ActivityItem(long Line, string? ExternalId, RecordActivity? Command, Fault? Fault)
{
    /// <summary>An item that can be recorded.</summary>
    public static ActivityItem Of(long line, RecordActivity command) => new(line, command.Activity.ExternalId, command, Fault: null);

    /// <summary>An item that cannot.</summary>
    public static ActivityItem Faulty(long line, string? externalId, Fault fault) => new(line, externalId, Command: null, fault);
}

/// <summary>What became of an item.</summary>
/// <param name="Item">The item.</param>
/// <param name="Status">What became of it.</param>
/// <param name="Activity">The recorded activity, the first one for a duplicate or conflict; null when rejected.</param>
/// <param name="Fault">Why it was refused.</param>
internal readonly record struct ItemAnswer(ActivityItem Item, RecordStatus Status, RecordedActivity? Activity, Fault? Fault);

/// <summary>Sends commands to a program and answers after their commit, in order.</summary>
internal delegate Task<IReadOnlyList<RecordResult>> RecordBatch(IReadOnlyList<RecordActivity> commands, CancellationToken cancellationToken);

/// <summary>Records batches of items, the faulty ones among them answered without being sent.</summary>
internal static class ItemRecorder
{
    /// <summary>Records the items that can be, and answers for all of them in order.</summary>
    public static async Task<ItemAnswer[]> RecordAsync(IReadOnlyList<ActivityItem> items, RecordBatch record, CancellationToken cancellationToken)
    {
        var commands = new List<RecordActivity>(items.Count);
        foreach (var item in items)
        {
            if (item.Command is not null)
            {
                commands.Add(item.Command);
            }
        }

        var results = commands.Count == 0 ? [] : await record(commands, cancellationToken);
        return Join(items, results);
    }

    private static ItemAnswer[] Join(IReadOnlyList<ActivityItem> items, IReadOnlyList<RecordResult> results)
    {
        var answers = new ItemAnswer[items.Count];
        var next = 0;
        for (var i = 0; i < answers.Length; i++)
        {
            var item = items[i];
            if (item.Command is null)
            {
                answers[i] = new ItemAnswer(item, RecordStatus.Rejected, Activity: null, item.Fault);
                continue;
            }

            var result = results[next++];
            answers[i] = new ItemAnswer(item, result.Status, result.Activity, result.Fault);
        }

        return answers;
    }
}
