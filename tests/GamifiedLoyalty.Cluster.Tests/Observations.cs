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
    public async Task ReadAsync(Node node, string program, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var (status, text) = await node.TryAsync(HttpMethod.Get, $"api/v1/programs/{program}/boards/revenue?period=all&limit=100");
            if (status == HttpStatusCode.OK && JsonNode.Parse(text)! is var board && board["rebuilding"] is null)
            {
                Add(Invariant($"reader at node {node.Number}"), (long)board["version"]!, Node.Rows(board));
            }
            else if (status is not null and not HttpStatusCode.OK)
            {
                status.ShouldBe(HttpStatusCode.ServiceUnavailable, text);
            }

            await Task.Delay(Pause, CancellationToken.None);
        }
    }

    public void Check(SalesLog log)
    {
        var models = new Dictionary<long, string[]>();
        foreach (var (who, version, rows) in _seen)
        {
            if (!models.TryGetValue(version, out var model))
            {
                models.Add(version, model = log.RevenueAt(version));
            }

            rows.ShouldBe(model, Invariant($"{who} at version {version}"));
        }
    }
}
