namespace GamifiedLoyalty.Cluster.Tests;

/// <summary>A program under load: senders, readers and watchers of every node.</summary>
internal sealed class Workload : IAsyncDisposable
{
    private const int SendersPerNode = 4;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly CancellationTokenSource _stopSending = new();
    private readonly CancellationTokenSource _stopWatching = new();
    private readonly List<Task> _sending;
    private readonly List<Task> _watching;

    private Workload(LocalCluster cluster, string program, int seed)
    {
        Program = program;
        Watchers = [.. Enumerable.Range(0, 2 * LocalCluster.NodeCount)
            .Select(i => new Watcher(cluster, program, Seen, home: i % LocalCluster.NodeCount, roams: i >= LocalCluster.NodeCount))];
        _watching = [.. Watchers.Select(w => w.RunAsync(_stopWatching.Token)), .. cluster.Nodes.Select(n => Seen.ReadAsync(n, program, Log, _stopWatching.Token))];
        _sending = [.. Enumerable.Range(0, SendersPerNode * LocalCluster.NodeCount)
            .Select(i => new Sender(cluster, program, Log, i, seed).RunAsync(_stopSending.Token))];
    }

    public string Program { get; }

    public SalesLog Log { get; } = new();

    public Observations Seen { get; } = new();

    public IReadOnlyList<Watcher> Watchers { get; }

    /// <summary>Publishes a program and starts everybody.</summary>
    public static async Task<Workload> StartAsync(LocalCluster cluster, string program, int seed)
    {
        await cluster.Nodes[0].SendAsync(HttpMethod.Put, $"api/v1/programs/{program}", """
            {
              "name": "Cluster", "timeZone": "Europe/Paris", "money": { "currency": "EUR", "decimals": 2 },
              "currencies": [ { "id": "points" } ],
              "earningRules": [
                { "id": "base", "on": "sale", "formula": { "type": "perAmount", "points": 1, "per": "1" }, "currency": "points" },
                { "id": "later", "on": "sale", "formula": { "type": "fixed", "points": 5 }, "currency": "points", "pendingFor": "PT2S" } ],
              "boards": [
                { "id": "revenue", "subject": "employee", "metric": { "measure": "amount" }, "periods": ["all"] },
                { "id": "sales", "subject": "employee", "metric": { "measure": "count" }, "periods": ["all"] },
                { "id": "shared", "subject": "employee", "metric": { "measure": "count" }, "ties": "shared", "periods": ["all"] },
                { "id": "points", "subject": "employee", "metric": { "measure": "points", "currency": "points" }, "periods": ["all"] } ]
            }
            """);
        var members = Sender.Everybody.Select(e => $$"""{"kind":"employee","id":"{{e}}","name":"Seller {{e}}"}""");
        await cluster.Nodes[0].SendAsync(HttpMethod.Post, $"api/v1/programs/{program}/members", $"[{string.Join(',', members)}]");
        var workload = new Workload(cluster, program, seed);
        await workload.ProgressAsync(cluster.Nodes, 3);
        return workload;
    }

    /// <summary>Waits until each sender of some nodes got more answers from there.</summary>
    public async Task ProgressAsync(IEnumerable<Node> nodes, int answers)
    {
        var progress = Log.ProgressAsync([.. nodes.Select(n => n.Number)], answers);

        // A sender or reader that found a fault is told at once.
        await await Task.WhenAny([progress, .. _sending, .. _watching]);
        await progress;
    }

    /// <summary>Lets every sender bring its last sale to an end.</summary>
    public async Task FinishSendingAsync()
    {
        await _stopSending.CancelAsync();
        await Task.WhenAll(_sending).WaitAsync(Patience);
    }

    /// <summary>Ends watching and reading; what went wrong there is told.</summary>
    public async Task FinishWatchingAsync()
    {
        await _stopWatching.CancelAsync();
        await Task.WhenAll(_watching).WaitAsync(Patience);
    }

    public async ValueTask DisposeAsync()
    {
        await _stopSending.CancelAsync();
        await _stopWatching.CancelAsync();
        await Task.WhenAll([.. _sending, .. _watching]).ContinueWith(_ => { }, TaskScheduler.Default).WaitAsync(Patience);
        _stopSending.Dispose();
        _stopWatching.Dispose();
    }
}
