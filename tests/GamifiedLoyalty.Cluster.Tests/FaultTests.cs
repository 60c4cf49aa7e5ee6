using System.Diagnostics;

namespace GamifiedLoyalty.Cluster.Tests;

/// <summary>
/// Real nodes, PostgreSQL and Redis are harmed under load. <c>CLUSTER_ROUNDS=12</c> kills a node every five seconds for a minute;
/// <c>CLUSTER_SEED</c> repeats the workload of a run, though not its timing.
/// </summary>
[Trait("Kind", "Process")]
public sealed class FaultTests(LocalCluster cluster, ITestOutputHelper output) : IClassFixture<LocalCluster>
{
    private const int Answers = 20;
    private const int Crashes = 2;
    private const int Pauses = 2;
    private static readonly TimeSpan BetweenKills = TimeSpan.FromSeconds(5);
    private static readonly int Rounds = int.Parse(Environment.GetEnvironmentVariable("CLUSTER_ROUNDS") ?? "3", CultureInfo.InvariantCulture);

    private readonly int _seed = int.Parse(
        Environment.GetEnvironmentVariable("CLUSTER_SEED") ?? Invariant($"{Environment.ProcessId}"), CultureInfo.InvariantCulture);

    [Fact(Timeout = 600_000)]
    public Task Nodes_are_killed_one_after_the_other() => UnderLoadAsync("kills", async workload =>
    {
        var random = new Random(_seed);
        using var timer = new PeriodicTimer(BetweenKills);
        for (var round = 0; round < Rounds; round++)
        {
            var node = cluster.Nodes[random.Next(LocalCluster.NodeCount)];
            await cluster.RunAsync("kill-node", node);
            await workload.ProgressAsync(cluster.Nodes.Except([node]), Answers);
            await cluster.RunAsync("start-node", node);
            await timer.WaitForNextTickAsync();
        }

        await workload.ProgressAsync(cluster.Nodes, Answers);
        return Invariant($"{Rounds} kills");
    });

    [Fact(Timeout = 600_000)]
    public Task PostgreSQL_crashes_and_starts_again() => UnderLoadAsync("crash", async workload =>
    {
        for (var crash = 0; crash < Crashes; crash++)
        {
            await workload.ProgressAsync(cluster.Nodes, Answers);
            await cluster.RunAsync("restart-postgres", "--crash");
        }

        await workload.ProgressAsync(cluster.Nodes, Answers);
        return Invariant($"{Crashes} crashes of PostgreSQL");
    });

    [Fact(Timeout = 600_000)]
    public Task Redis_restarts_empty_and_is_flushed() => UnderLoadAsync("redis", async workload =>
    {
        await cluster.RunAsync("restart-redis");
        await workload.ProgressAsync(cluster.Nodes, Answers);
        await cluster.RunAsync("flush-redis");
        await workload.ProgressAsync(cluster.Nodes, Answers);
        await cluster.RunAsync("stop-redis");
        await workload.ProgressAsync(cluster.Nodes, Answers);
        await cluster.RunAsync("start-redis");
        await workload.ProgressAsync(cluster.Nodes, Answers);
        return "2 restarts of Redis, 1 flush";
    });

    [Fact(Timeout = 600_000)]
    public Task A_node_stands_still_and_the_others_go_on() => UnderLoadAsync("pause", async workload =>
    {
        // What the node was about to do when it stood still, it does when it goes on.
        foreach (var node in cluster.Nodes.Take(Pauses))
        {
            await cluster.RunAsync("pause-node", node);
            await workload.ProgressAsync(cluster.Nodes.Except([node]), Answers);
            await cluster.RunAsync("resume-node", node);
            await workload.ProgressAsync([node], Answers);
        }

        return Invariant($"{Pauses} pauses");
    });

    [Fact(Timeout = 600_000)]
    public Task Faults_come_together() => UnderLoadAsync("together", async workload =>
    {
        var random = new Random(_seed);
        (string Harm, string Mend)[] ofNodes = [("kill-node", "start-node"), ("pause-node", "resume-node")];
        string[][] ofServices = [["flush-redis"], ["restart-postgres", "--crash"], ["restart-redis"]];
        for (var round = 0; round < Rounds; round++)
        {
            var node = cluster.Nodes[random.Next(LocalCluster.NodeCount)];
            var (harm, mend) = ofNodes[random.Next(ofNodes.Length)];
            await cluster.RunAsync(harm, node);
            await cluster.RunAsync(ofServices[round % ofServices.Length]);
            await workload.ProgressAsync(cluster.Nodes.Except([node]), Answers / 4);
            await cluster.RunAsync(mend, node);
            await workload.ProgressAsync(cluster.Nodes, Answers / 4);
        }

        return Invariant($"{Rounds} faults of nodes, {Rounds} of PostgreSQL or Redis");
    });

    [Fact(Timeout = 600_000)]
    public Task Without_faults_every_node_gets_its_share() => UnderLoadAsync("share", async workload =>
    {
        var since = Stopwatch.StartNew();
        var before = ByNode(workload);
        await workload.ProgressAsync(cluster.Nodes, 3 * Answers);
        var seconds = since.Elapsed.TotalSeconds;
        return string.Join(", ", ByNode(workload).Zip(before, (after, was) => Invariant($"node {after.Key}: {(after.Value - was.Value) / seconds:F0} sales/s")));
    });

    private async Task UnderLoadAsync(string name, Func<Workload, Task<string>> harmAsync)
    {
        await cluster.DemandAsync();
        output.WriteLine(Invariant($"CLUSTER_SEED={_seed}"));
        await using var workload = await Workload.StartAsync(cluster, name, _seed);
        try
        {
            var since = Stopwatch.StartNew();
            output.WriteLine(Invariant($"{await harmAsync(workload)} within {since.Elapsed.TotalSeconds:F0} s"));
            await new Audit(cluster, workload).RunAsync();
        }
        finally
        {
            output.WriteLine(Invariant(
                $"{workload.Log}; {workload.Seen.Count} boards seen meanwhile, {workload.Watchers.Sum(w => w.Connections)} connections of {workload.Watchers.Count} watchers"));
        }
    }

    private static KeyValuePair<int, int>[] ByNode(Workload workload) => [.. workload.Log.AnswersAtHome
        .GroupBy(a => a.Key.Node).OrderBy(g => g.Key).Select(g => KeyValuePair.Create(g.Key, g.Sum(a => a.Value)))];
}
