using System.Collections.Concurrent;
using System.Diagnostics;

namespace GamifiedLoyalty.Cluster.Tests;

/// <summary>A sale that was acknowledged.</summary>
/// <param name="Employee">Whose.</param>
/// <param name="Amount">In whole euros.</param>
/// <param name="Version">The version that recorded it.</param>
/// <param name="Points">What its awards say.</param>
internal sealed record AcknowledgedSale(string Employee, int Amount, long Version, long Points);

/// <summary>What senders were told, and what follows from it: a naive model of the program.</summary>
internal sealed class SalesLog
{
    private long _sent;
    private long _newest;
    private long _retried;
    private long _duplicates;

    /// <summary>By external id.</summary>
    public ConcurrentDictionary<string, AcknowledgedSale> Acknowledged { get; } = new(StringComparer.Ordinal);

    /// <summary>How many answers each sender got from its own node, by node and sender.</summary>
    public ConcurrentDictionary<(int Node, int Sender), int> AnswersAtHome { get; } = new();

    /// <summary>The version that recorded an activity: its id is the letter a and that number.</summary>
    public static long VersionOf(string activityId) => long.Parse(activityId.AsSpan(1), CultureInfo.InvariantCulture);

    /// <summary>The newest version that was acknowledged; 0 before the first.</summary>
    public long Newest => Interlocked.Read(ref _newest);

    /// <summary>Keeps a sale that was acknowledged.</summary>
    public void Add(string externalId, AcknowledgedSale sale)
    {
        Acknowledged[externalId] = sale;
        lock (Acknowledged)
        {
            Interlocked.Exchange(ref _newest, Math.Max(_newest, sale.Version));
        }
    }

    public void CountSent() => Interlocked.Increment(ref _sent);

    public void CountRetried() => Interlocked.Increment(ref _retried);

    public void CountDuplicate() => Interlocked.Increment(ref _duplicates);

    public override string ToString() => Invariant(
        $"sent {_sent}, acknowledged {Acknowledged.Count}, retried {_retried}, answered as duplicates {_duplicates}");

    /// <summary>The board that ranks sums of cents; who reached a score earlier stands higher.</summary>
    public string[] Revenue() => FirstToReach(ByEmployee().Select(g => (g.Key, g.Sum(s => s.Amount * 100L), g.Max(s => s.Version))));

    /// <summary>The board that ranks numbers of sales; who reached a score earlier stands higher.</summary>
    public string[] Sales() => FirstToReach(ByEmployee().Select(g => (g.Key, (long)g.Count(), g.Max(s => s.Version))));

    /// <summary>The board that ranks numbers of sales, where equals share a place.</summary>
    public string[] SharedSales()
    {
        var scores = ByEmployee().Select(g => (g.Key, Score: (long)g.Count())).ToArray();
        return [.. scores
            .OrderByDescending(s => s.Score).ThenBy(s => s.Key, StringComparer.Ordinal)
            .Select(s => Invariant($"{1 + scores.Count(o => o.Score > s.Score)} {s.Key} {s.Score}"))];
    }

    /// <summary>Points by employee, as the awards of the answers add up.</summary>
    public IReadOnlyDictionary<string, long> Points() =>
        ByEmployee().ToDictionary(g => g.Key, g => g.Sum(s => s.Points), StringComparer.Ordinal);

    /// <summary>Waits until each sender of some nodes got more answers from there.</summary>
    public async Task ProgressAsync(IEnumerable<int> nodes, int answers)
    {
        var goals = AnswersAtHome.Where(a => nodes.Contains(a.Key.Node)).ToDictionary(a => a.Key, a => a.Value + answers);
        goals.ShouldNotBeEmpty();
        var since = Stopwatch.StartNew();
        while (goals.Any(g => AnswersAtHome[g.Key] < g.Value))
        {
            since.Elapsed.ShouldBeLessThan(
                TimeSpan.FromSeconds(60), "no answers at " + string.Join(", ", goals.Where(g => AnswersAtHome[g.Key] < g.Value).Select(g => g.Key)));
            await Task.Delay(20);
        }
    }

    /// <summary>The rows of a board, in order.</summary>
    public static string[] FirstToReach(IEnumerable<(string Employee, long Score, long Reached)> scores) => [.. scores
        .OrderByDescending(s => s.Score).ThenBy(s => s.Reached)
        .Select((s, i) => Invariant($"{i + 1} {s.Employee} {s.Score}"))];

    private IEnumerable<IGrouping<string, AcknowledgedSale>> ByEmployee() => Acknowledged.Values.GroupBy(s => s.Employee, StringComparer.Ordinal);
}
