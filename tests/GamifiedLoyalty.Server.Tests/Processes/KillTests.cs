using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace GamifiedLoyalty.Server.Tests.Processes;

/// <summary>
/// Kills the server again and again while many connections write. Five rounds by default; a hundred with
/// <c>KILL_ROUNDS=100 dotnet test tests/GamifiedLoyalty.Server.Tests -c Release --filter FullyQualifiedName~KillTests</c>.
/// </summary>
[Trait("Kind", "Process")]
public sealed class KillTests
{
    private const int Connections = 32;
    private const int AcknowledgedPerRound = 500;

    [Fact]
    public async Task Nothing_acknowledged_is_lost_and_nothing_counts_twice_however_often_the_server_is_killed()
    {
        var rounds = int.Parse(Environment.GetEnvironmentVariable("KILL_ROUNDS") ?? "5", CultureInfo.InvariantCulture);
        using var temporary = new TemporaryFolder();
        var data = temporary.File("data");
        var senders = Enumerable.Range(0, Connections).Select(i => new Sender(i)).ToArray();
        await PrepareAsync(data, senders);
        for (var round = 0; round < rounds; round++)
        {
            await RoundAsync(data, senders);
        }

        await using (var served = await ServedProgram.StartAsync(data))
        {
            await Task.WhenAll(senders.Select(s => s.RetryAsync(served.Http)));
            await CheckAsync(served, senders);
        }

        var (exitCode, output, errors) = await ProductProcess.RunAsync("verify", "--data", data);
        exitCode.ShouldBe(0, output + errors);
    }

    private static async Task PrepareAsync(string data, Sender[] senders)
    {
        await using var served = await ServedProgram.StartAsync(data);
        await served.SendAsync(HttpMethod.Put, "/api/v1/programs/kill", """
            {
              "name": "Kill", "timeZone": "Europe/Paris", "money": { "currency": "EUR", "decimals": 2 },
              "currencies": [ { "id": "points" } ],
              "earningRules": [
                { "id": "base", "on": "sale", "formula": { "type": "perAmount", "points": 1, "per": "1" }, "currency": "points" } ],
              "boards": [
                { "id": "count", "subject": "employee", "metric": { "measure": "count" }, "periods": ["all"] },
                { "id": "points", "subject": "employee", "metric": { "measure": "points", "currency": "points" }, "periods": ["all"] } ]
            }
            """);
        var members = senders.Select(s => $$"""{"kind":"employee","id":"{{s.Employee}}","name":"Seller {{s.Employee}}"}""");
        await served.SendAsync(HttpMethod.Post, "/api/v1/programs/kill/members", $"[{string.Join(',', members)}]");
    }

    private static async Task RoundAsync(string data, Sender[] senders)
    {
        await using var served = await ServedProgram.StartAsync(data);
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var left = AcknowledgedPerRound;
        var sending = senders.Select(s => s.SendUntilDeadAsync(served.Http, () =>
        {
            if (Interlocked.Decrement(ref left) == 0)
            {
                reached.TrySetResult();
            }
        })).ToArray();
        await reached.Task.WaitAsync(TimeSpan.FromSeconds(60));

        // The connections go on sending while the process dies.
        await served.Process.KillAsync();
        await Task.WhenAll(sending);
    }

    private static async Task CheckAsync(ServedProgram served, Sender[] senders)
    {
        var acknowledged = senders.Sum(s => s.Acknowledged.Count);
        var counts = await served.ReadBoardAsync("kill", "count", "all");
        counts.ToDictionary(r => r.Subject, r => r.Score, StringComparer.Ordinal)
            .ShouldBe(senders.ToDictionary(s => s.Employee, s => (long)s.Acknowledged.Count, StringComparer.Ordinal), ignoreOrder: true);
        var points = await served.ReadBoardAsync("kill", "points", "all");
        points.Sum(r => r.Score).ShouldBe(acknowledged * 10L);
        foreach (var (externalId, activityId) in senders.SelectMany(s => s.Acknowledged))
        {
            var found = await served.GetAsync($"/api/v1/programs/kill/activities?source=api&externalId={externalId}");
            ((string?)(found["activityId"] ?? found["items"]?[0]?["activityId"])).ShouldBe(activityId, externalId);
        }

        await WalkFeedAsync(served, acknowledged);
    }

    private static async Task WalkFeedAsync(ServedProgram served, int acknowledged)
    {
        long version = 0;
        var recorded = 0;
        while (true)
        {
            var page = await served.GetAsync(string.Create(CultureInfo.InvariantCulture, $"/api/v1/programs/kill/feed?after={version}&limit=1000"));
            var items = page["items"]!.AsArray();
            if (items.Count == 0)
            {
                break;
            }

            foreach (var item in items)
            {
                ((long)item!["version"]!).ShouldBe(++version);
                recorded += (string)item["command"]! == "recordActivity" ? 1 : 0;
            }
        }

        recorded.ShouldBe(acknowledged);
    }

    /// <summary>One connection: sends sales one after the other, and again whatever it got no answer for.</summary>
    private sealed class Sender(int number)
    {
        private readonly ConcurrentQueue<string> _unknown = new();
        private int _sent;

        public string Employee { get; } = "e" + number.ToString(CultureInfo.InvariantCulture);

        public ConcurrentDictionary<string, string> Acknowledged { get; } = new(StringComparer.Ordinal);

        public async Task SendUntilDeadAsync(HttpClient http, Action acknowledged)
        {
            while (true)
            {
                var id = _unknown.TryDequeue(out var again) ? again : string.Create(CultureInfo.InvariantCulture, $"{Employee}-{++_sent}");
                if (!await TrySendAsync(http, id))
                {
                    _unknown.Enqueue(id);
                    return;
                }

                acknowledged();
            }
        }

        public async Task RetryAsync(HttpClient http)
        {
            while (_unknown.TryDequeue(out var id))
            {
                (await TrySendAsync(http, id)).ShouldBeTrue(id);
            }
        }

        private async Task<bool> TrySendAsync(HttpClient http, string id)
        {
            var json = $$"""{"externalId":"{{id}}","type":"sale","occurredAt":"2026-01-05T10:00:00Z","employee":"{{Employee}}","currency":"EUR","lines":[{"quantity":1,"amount":"10.00"}]}""";
            try
            {
                using var content = new StringContent(json, Encoding.UTF8, "application/json");
                using var response = await http.PostAsync(new Uri("/api/v1/programs/kill/activities", UriKind.Relative), content);
                var text = await response.Content.ReadAsStringAsync();
                if (response.StatusCode == HttpStatusCode.ServiceUnavailable)
                {
                    return false;
                }

                response.StatusCode.ShouldBe(HttpStatusCode.OK, text);
                Acknowledged[id] = (string)JsonNode.Parse(text)!["activityId"]!;
                return true;
            }
            catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException or IOException)
            {
                return false;
            }
        }
    }
}
