using System.Collections.Concurrent;
using System.Net;

namespace GamifiedLoyalty.Cluster.Tests;

/// <summary>What was shown as final while things broke; afterwards each is compared with the model at its version.</summary>
internal sealed class Observations
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(150);
    private readonly ConcurrentQueue<(string Who, long Version, string[] Rows)> _seen = new();

    public int Count => _seen.Count;

    public void Add(string who, long version, string[] rows) => _seen.Enqueue((who, version, rows));

    /// <summary>Reads the board of a node again and again, and keeps what it calls final.</summary>
    public async Task ReadAsync(Node node, string program, SalesLog log, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            // Whatever any node has acknowledged can be asked of each.
            var newest = log.Newest;
            var (status, text) = await node.TryAsync(
                HttpMethod.Get, Invariant($"api/v1/programs/{program}/boards/revenue?period=all&limit=100&atLeast={newest}"));
            if (status == HttpStatusCode.OK && JsonNode.Parse(text)! is var board && board["rebuilding"] is null)
            {
                var version = (long)board["version"]!;
                version.ShouldBeGreaterThanOrEqualTo(newest, Invariant($"node {node.Number}"));
                Add(Invariant($"reader at node {node.Number}"), version, Node.Rows(board));
            }
            else if (status is not null and not HttpStatusCode.OK)
            {
                status.ShouldBe(HttpStatusCode.ServiceUnavailable, text);
            }

            await Task.Delay(Pause, CancellationToken.None);
        }
    }

    /// <summary>Compares with what was acknowledged up to the version of each.</summary>
    public void Check(SalesLog log)
    {
        var sales = new Queue<AcknowledgedSale>(log.Acknowledged.Values.OrderBy(s => s.Version));
        var scores = new Dictionary<string, (long Score, long Reached)>(StringComparer.Ordinal);
        foreach (var (who, version, rows) in _seen.OrderBy(s => s.Version))
        {
            while (sales.TryPeek(out var sale) && sale.Version <= version)
            {
                scores[sale.Employee] = (scores.GetValueOrDefault(sale.Employee).Score + (sale.Amount * 100L), sale.Version);
                sales.Dequeue();
            }

            rows.ShouldBe(SalesLog.FirstToReach(scores.Select(s => (s.Key, s.Value.Score, s.Value.Reached))), Invariant($"{who} at version {version}"));
        }
    }
}
