using System.Diagnostics;
using System.Net;

namespace GamifiedLoyalty.Cluster.Tests;

/// <summary>
/// One connection: sends sales one after the other to its own node, and on to the next node what got no answer or was
/// refused for now, with the same id. Now and then it repeats at another node what was acknowledged.
/// </summary>
internal sealed class Sender(LocalCluster cluster, string program, SalesLog log, int number, int seed)
{
    private const int Employees = 20;
    private const int RepeatsOneIn = 50;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly Random _random = new(seed + number);
    private readonly int _home = number % LocalCluster.NodeCount;
    private int _sent;

    /// <summary>Everybody who sells.</summary>
    public static IEnumerable<string> Everybody => Enumerable.Range(1, Employees).Select(i => Invariant($"e{i}"));

    /// <summary>Sends until told to stop; the last sale is acknowledged then.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        log.AnswersAtHome[(_home + 1, number)] = 0;
        while (!stop.IsCancellationRequested)
        {
            var id = Invariant($"{number}-{++_sent}");
            var (employee, amount) = (Invariant($"e{_random.Next(Employees) + 1}"), _random.Next(1, 100));
            var json = $$"""{"externalId":"{{id}}","type":"sale","employee":"{{employee}}","currency":"EUR","amount":{{Invariant($"{amount}")}}}""";
            log.CountSent();
            var answer = await SendAsync(json, _home);
            log.Add(id, new AcknowledgedSale(employee, amount, SalesLog.VersionOf((string)answer["activityId"]!), Points(answer)));
            if (_random.Next(RepeatsOneIn) == 0)
            {
                await RepeatAsync(json, answer);
            }
        }
    }

    private async Task RepeatAsync(string json, JsonNode first)
    {
        log.CountRetried();
        var again = await SendAsync(json, _home + 1);
        ((string)again["status"]!).ShouldBe("duplicate");
        ((string)again["activityId"]!).ShouldBe((string)first["activityId"]!);
        Points(again).ShouldBe(Points(first));
    }

    private async Task<JsonNode> SendAsync(string json, int first)
    {
        var since = Stopwatch.StartNew();
        for (var attempt = 0; ; attempt++)
        {
            var node = cluster.Nodes[(first + attempt) % LocalCluster.NodeCount];
            var (status, text) = await node.TryAsync(HttpMethod.Post, $"api/v1/programs/{program}/activities", json);
            if (status == HttpStatusCode.OK)
            {
                return Accept(node, JsonNode.Parse(text)!, isFirst: attempt == 0 && first == _home);
            }

            (status is null or HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable).ShouldBeTrue($"{json}: {status} {text}");
            since.Elapsed.ShouldBeLessThan(Patience, $"{json}: {status} {text}");
            log.CountRetried();
            await Task.Delay(Pause);
        }
    }

    private JsonNode Accept(Node node, JsonNode answer, bool isFirst)
    {
        var status = (string)answer["status"]!;
        status.ShouldBeOneOf(isFirst ? ["recorded"] : ["recorded", "duplicate"]);
        if (status == "duplicate")
        {
            log.CountDuplicate();
        }

        if (node.Number == _home + 1)
        {
            log.AnswersAtHome.AddOrUpdate((node.Number, number), 1, (_, answers) => answers + 1);
        }

        return answer;
    }

    private static long Points(JsonNode answer) => answer["awards"]!.AsArray().Sum(a => (long)a!["points"]!);
}
