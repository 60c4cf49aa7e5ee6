using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using static System.FormattableString;

namespace GamifiedLoyalty.Server.Tests.Processes;

/// <summary>
/// What clients see of a server that was killed under load: they keep retrying and reading while it starts again.
/// </summary>
[Trait("Kind", "Process")]
public sealed class RestartTests
{
    private const int Connections = 64;
    private const int AcknowledgedBeforeTheKill = 1_500;

    [Fact(Timeout = 300_000)]
    public async Task After_a_kill_under_load_the_first_ranks_read_are_right_and_retried_sales_count_once()
    {
        using var temporary = new TemporaryFolder();
        var data = temporary.File("data");
        using var http = Client(FreePort());
        var senders = Enumerable.Range(0, Connections).Select(i => new Sender(http, i)).ToArray();
        await KillUnderLoadAsync(data, http, senders);

        // They ask before anything listens, and take the first board that anybody is given.
        var reads = senders.Select(_ => FirstBoardAsync(http)).ToArray();
        await using var server = await StartAsync(data, http);
        var boards = await Task.WhenAll(reads);
        await Task.WhenAll(senders.Select(s => s.FindUnansweredAsync()));
        var stored = Ranks(senders);
        foreach (var board in boards)
        {
            board.ShouldBe(stored);
        }

        await Task.WhenAll(senders.Select(s => s.RetryAsync()));
        (await FirstBoardAsync(http)).ShouldBe(Ranks(senders));
    }

    private static async Task KillUnderLoadAsync(string data, HttpClient http, Sender[] senders)
    {
        await using var server = await StartAsync(data, http);
        await PutAsync(http, "", """
            { "name": "Restart", "timeZone": "Europe/Paris", "money": { "currency": "EUR" }, "currencies": [ { "id": "points" } ], "earningRules": [],
              "boards": [ { "id": "revenue", "subject": "employee", "metric": { "measure": "amount" }, "periods": ["all"] } ] }
            """);
        foreach (var sender in senders)
        {
            await PutAsync(http, $"/employees/{sender.Employee}", """{ "name": "Seller" }""");
        }

        var sending = senders.Select(s => s.SendUntilDeadAsync()).ToArray();
        while (senders.Sum(s => s.Stored.Count) < AcknowledgedBeforeTheKill)
        {
            (await Task.WhenAny([.. sending, Task.Delay(5)])).IsFaulted.ShouldBeFalse();
        }

        await server.KillAsync();
        await Task.WhenAll(sending);
    }

    // Who has the most is first; of equals, who has had it for longer.
    private static string[] Ranks(Sender[] senders) => [.. senders
        .Select(s => (s.Employee, Score: s.Stored.Values.Sum(v => v.Amount) * 100L, Reached: s.Stored.Values.Max(v => v.Version)))
        .OrderByDescending(s => s.Score).ThenBy(s => s.Reached)
        .Select((s, i) => Invariant($"{i + 1} {s.Employee} {s.Score}"))];

    private static async Task<string[]> FirstBoardAsync(HttpClient http)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            patience.Token.ThrowIfCancellationRequested();
            try
            {
                using var answer = await http.GetAsync(new Uri("api/v1/programs/restart/boards/revenue?limit=100", UriKind.Relative), patience.Token);
                var text = await answer.Content.ReadAsStringAsync(patience.Token);
                if (answer.StatusCode != HttpStatusCode.ServiceUnavailable)
                {
                    answer.StatusCode.ShouldBe(HttpStatusCode.OK, text);
                    return [.. JsonNode.Parse(text)!["rows"]!.AsArray().Select(r => $"{r!["rank"]} {r["subject"]} {r["score"]}")];
                }
            }
            catch (HttpRequestException)
            {
                // Nothing listens yet.
            }
        }
    }

    private static async Task PutAsync(HttpClient http, string path, string json)
    {
        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        using var answer = await http.PutAsync(new Uri("api/v1/programs/restart" + path, UriKind.Relative), content);
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
    }

    private static async Task<ProductProcess> StartAsync(string data, HttpClient http)
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["GAMIFIEDLOYALTY_ADMIN_KEY"] = ServedProgram.AdminKey };
        var server = ProductProcess.Start(environment, [], "serve", "--data", data, "--urls", http.BaseAddress!.ToString());
        await server.WaitForLineAsync("Listening on ");
        return server;
    }

    private static HttpClient Client(int port)
    {
        var http = new HttpClient { BaseAddress = new Uri(Invariant($"http://127.0.0.1:{port}")), Timeout = TimeSpan.FromSeconds(60) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", ServedProgram.AdminKey);
        return http;
    }

    // The server that starts again must be found where the first one was.
    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>One connection: sends sales one after the other until the server dies; the last one has no answer then.</summary>
    private sealed class Sender(HttpClient http, int number)
    {
        private const int Amounts = 97;
        private int _sent;
        private bool _isUnanswered;

        public string Employee { get; } = "e" + number.ToString(CultureInfo.InvariantCulture);

        /// <summary>What is known to be recorded, by external id.</summary>
        public ConcurrentDictionary<string, (long Version, int Amount)> Stored { get; } = new(StringComparer.Ordinal);

        private string ExternalId => Invariant($"{Employee}-{_sent}");

        private int Amount => 1 + ((_sent * 31 + number) % Amounts);

        public async Task SendUntilDeadAsync()
        {
            do
            {
                _sent++;
                _isUnanswered = await TrySendAsync() is null;
            }
            while (!_isUnanswered);
        }

        /// <summary>Asks whether the sale without an answer was recorded before the server died.</summary>
        public async Task FindUnansweredAsync()
        {
            using var answer = await http.GetAsync(new Uri($"api/v1/programs/restart/activities?source=api&externalId={ExternalId}", UriKind.Relative));
            if (answer.StatusCode != HttpStatusCode.NotFound)
            {
                // An activity's id is the letter a and the version that recorded it.
                var id = (string)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["activityId"]!;
                Stored[ExternalId] = (long.Parse(id.AsSpan(1), CultureInfo.InvariantCulture), Amount);
            }
        }

        /// <summary>Sends that sale again, several times.</summary>
        public async Task RetryAsync()
        {
            var expected = Stored.ContainsKey(ExternalId) ? "duplicate" : "recorded";
            (await TrySendAsync()).ShouldBe(expected, ExternalId);
            (await TrySendAsync()).ShouldBe("duplicate", ExternalId);
        }

        // The status; null when there was no answer.
        private async Task<string?> TrySendAsync()
        {
            var json = $$"""{"externalId":"{{ExternalId}}","type":"sale","occurredAt":"2026-01-05T10:00:00Z","employee":"{{Employee}}","amount":{{Amount}}}""";
            try
            {
                using var content = new StringContent(json, Encoding.UTF8, "application/json");
                using var answer = await http.PostAsync(new Uri("api/v1/programs/restart/activities", UriKind.Relative), content);
                var text = await answer.Content.ReadAsStringAsync();
                answer.StatusCode.ShouldBe(HttpStatusCode.OK, text);
                var item = JsonNode.Parse(text)!;
                Stored[ExternalId] = ((long)item["version"]!, Amount);
                return (string)item["status"]!;
            }
            catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException or IOException)
            {
                return null;
            }
        }
    }
}
