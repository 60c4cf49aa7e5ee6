using System.Diagnostics;

namespace GamifiedLoyalty.Cluster.Tests;

/// <summary>Whether nothing acknowledged is lost or doubled, and whether everybody sees the same, once the load has ended.</summary>
internal sealed class Audit(LocalCluster cluster, Workload workload)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private string Programs => $"api/v1/programs/{workload.Program}";

    /// <summary>Checks everything.</summary>
    public async Task RunAsync()
    {
        await workload.FinishSendingAsync();
        await PendingAwardsPostAsync();
        var version = await FeedHoldsEverySaleAndPostingOnceAsync();
        await BoardsAgreeAsync(version);
        await BalancesAreWhatAwardsSayAsync(version);
        await WatchersCatchUpAsync();
        await workload.FinishWatchingAsync();
        workload.Seen.Count.ShouldBeGreaterThan(cluster.Nodes.Count);
        workload.Seen.Check(workload.Log);
        await cluster.VerifyAsync(workload.Program);
    }

    private async Task PendingAwardsPostAsync()
    {
        await Task.WhenAll(workload.Log.Points().Keys.Select(employee => UntilAsync(
            async () => (await BalanceAsync(cluster.Nodes[0], employee, 0)).Pending == 0, $"the points of {employee} stay pending")));
    }

    /// <summary>Walks the log; answers the version at its end.</summary>
    private async Task<long> FeedHoldsEverySaleAndPostingOnceAsync()
    {
        var recorded = new List<long>();
        var posted = new List<long>();
        var version = workload.Log.Acknowledged.Values.Max(s => s.Version);
        var page = await FeedAsync(0, atLeast: version);
        for (version = 0; page.Count > 0; page = await FeedAsync(version, atLeast: 0))
        {
            foreach (var item in page)
            {
                ((long)item!["version"]!).ShouldBe(++version);
                if ((string)item["command"]! == "recordActivity")
                {
                    recorded.Add(version);
                }

                posted.AddRange(item["events"]!.AsArray().Where(e => (string)e!["type"]! == "pendingPosted")
                    .SelectMany(e => e!["activities"]!.AsArray()).Select(a => SalesLog.VersionOf((string)a!)));
            }
        }

        recorded.ShouldBe(workload.Log.Acknowledged.Values.Select(s => s.Version).Order());
        posted.Order().ShouldBe(recorded);
        return version;
    }

    private async Task BoardsAgreeAsync(long version)
    {
        var log = workload.Log;
        foreach (var node in cluster.Nodes)
        {
            (await BoardAsync(node, "revenue", version)).ShouldBe(log.Revenue());
            (await BoardAsync(node, "sales", version)).ShouldBe(log.Sales());
            (await BoardAsync(node, "shared", version)).ShouldBe(log.SharedSales());
            (await BoardAsync(node, "points", version)).Select(r => r.Split(' ')).ToDictionary(
                r => r[1], r => long.Parse(r[2], CultureInfo.InvariantCulture), StringComparer.Ordinal).ShouldBe(log.Points(), ignoreOrder: true);
        }

        var points = await Task.WhenAll(cluster.Nodes.Select(n => BoardAsync(n, "points", version)));
        points.ShouldAllBe(p => p.SequenceEqual(points[0]));
    }

    private async Task BalancesAreWhatAwardsSayAsync(long version)
    {
        foreach (var (employee, points) in workload.Log.Points())
        {
            var balances = await Task.WhenAll(cluster.Nodes.Select(n => BalanceAsync(n, employee, version)));
            balances.ShouldAllBe(b => b == new Balance(points, 0), employee);
        }
    }

    private async Task WatchersCatchUpAsync()
    {
        var rows = workload.Log.Revenue();
        foreach (var watcher in workload.Watchers)
        {
            await UntilAsync(() => Task.FromResult(watcher.Shown.SequenceEqual(rows)), "a watcher does not catch up");
        }
    }

    private async Task<string[]> BoardAsync(Node node, string board, long atLeast) => (await node.BoardAsync(workload.Program, board, atLeast)).Rows;

    private async Task<Balance> BalanceAsync(Node node, string employee, long atLeast)
    {
        var wallet = await node.GetAsync(Invariant($"{Programs}/employees/{employee}/wallet?atLeast={atLeast}"));
        var balance = wallet["balances"]!.AsArray().ShouldHaveSingleItem()!;
        return new Balance((long)balance["available"]!, (long)balance["pending"]!);
    }

    private async Task<JsonArray> FeedAsync(long after, long atLeast) =>
        (await cluster.Nodes[^1].GetAsync(Invariant($"{Programs}/feed?after={after}&limit=1000&atLeast={atLeast}")))["items"]!.AsArray();

    private static async Task UntilAsync(Func<Task<bool>> isSo, string otherwise)
    {
        var since = Stopwatch.StartNew();
        while (!await isSo())
        {
            since.Elapsed.ShouldBeLessThan(Patience, otherwise);
            await Task.Delay(50);
        }
    }

    private sealed record Balance(long Available, long Pending);
}
