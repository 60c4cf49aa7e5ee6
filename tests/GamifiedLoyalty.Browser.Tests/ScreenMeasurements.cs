using System.Globalization;
using System.Text;

namespace GamifiedLoyalty.Browser.Tests;

/// <summary>
/// Measures a large screen and prints what it found. A machine that does other work as well says little about speed, so that
/// is measured only when asked for: <c>GamifiedLoyalty.Browser.Tests -explicit on -class "*ScreenMeasurements" -showLiveOutput</c>.
/// </summary>
public sealed class ScreenMeasurements(Chromium chromium, ITestOutputHelper output)
{
    private const int People = 30;
    private const int SalesPerSecond = 50;
    private const int SalesOfADay = 20_000;

    private const string FrameTimes = """
        () => new Promise(done => {
          const times = []; let last = performance.now();
          const until = last + 15000;
          const step = now => {
            times.push(now - last); last = now;
            if (now < until) requestAnimationFrame(step);
            else { times.sort((a, b) => a - b); done([times.length, times[Math.floor(times.length / 2)], times[Math.floor(times.length * 0.95)], times[Math.floor(times.length * 0.99)]]); }
          };
          requestAnimationFrame(step);
        })
        """;

    [Fact(Explicit = true)]
    public async Task Thirty_rows_move_at_sixty_frames_a_second_and_little_is_sent()
    {
        await using var window = await chromium.OpenAsync(1920, 1080);
        await using var site = await Site.StartAsync(People);
        var devtools = await window.Page.Context.NewCDPSessionAsync(window.Page);
        await devtools.SendAsync("Network.enable");
        long bytes = 0;
        devtools.Event("Network.webSocketFrameReceived").OnEvent += (_, frame) =>
            Interlocked.Add(ref bytes, Encoding.UTF8.GetByteCount(frame!.Value.GetProperty("response").GetProperty("payloadData").GetString()!));
        await window.OpenLiveAsync(await LinkAsync(site));
        using var ending = new CancellationTokenSource();
        var selling = SellAsync(site, ending.Token);

        var before = Interlocked.Read(ref bytes);
        await using var processor = await Processor.StartAsync(window.Page);
        var frames = await window.Page.EvaluateAsync<double[]>(FrameTimes);
        var (renderer, others) = await processor.UsedAsync();
        var received = Interlocked.Read(ref bytes) - before;
        await ending.CancelAsync();
        var sold = await selling;

        Say($"{frames[0]:0} frames in 15 s; median {frames[1]:0.0} ms, 95th percentile {frames[2]:0.0} ms, 99th {frames[3]:0.0} ms");
        Say($"processor time a frame: {1000 * renderer / frames[0]:0.0} ms in the page's process, {1000 * others / frames[0]:0.0} ms in the browser's others");
        Say($"{sold / 15.0:0} sales a second, {received / 15.0 / 1000:0.0} kB a second received");
        (received / 15.0 / 1000).ShouldBeLessThan(50);
    }

    [Fact]
    public async Task A_days_changes_leave_memory_flat()
    {
        await using var window = await chromium.OpenAsync(1920, 1080);
        await using var site = await Site.StartAsync(People);
        await window.OpenLiveAsync(await LinkAsync(site));
        var devtools = await window.Page.Context.NewCDPSessionAsync(window.Page);
        var used = new List<double>();
        for (var part = 0; part <= 5; part++)
        {
            await devtools.SendAsync("HeapProfiler.collectGarbage");
            var heap = await devtools.SendAsync("Runtime.getHeapUsage");
            used.Add(heap!.Value.GetProperty("usedSize").GetDouble() / 1e6);
            Say($"after {part * SalesOfADay / 5} sales: {used[^1]:0.00} MB of script memory");
            if (part < 5)
            {
                await SellManyAsync(site, part);
            }
        }

        // The first part fills what is remembered: sprites, figures, the events seen.
        used[^1].ShouldBeLessThan(used[1] + 0.5);
    }

    private static async Task<int> SellAsync(Site site, CancellationToken ending)
    {
        var random = new Random(7);
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / SalesPerSecond));
        var sold = 0;
        while (!ending.IsCancellationRequested && await timer.WaitForNextTickAsync(CancellationToken.None))
        {
            await site.SellAsync(string.Create(CultureInfo.InvariantCulture, $"e{random.Next(1, People + 1):D2}"), random.Next(1, 300));
            sold++;
        }

        return sold;
    }

    private static async Task SellManyAsync(Site site, int part)
    {
        var random = new Random(part);
        foreach (var chunk in Enumerable.Range(0, SalesOfADay / 5).Chunk(40))
        {
            var sales = chunk.Select(i => string.Create(
                CultureInfo.InvariantCulture,
                $$"""{ "externalId": "D{{part}}-{{i}}", "type": "sale", "employee": "e{{random.Next(1, People + 1):D2}}", "currency": "EUR", "amount": "{{random.Next(1, 400)}}" }"""));
            await site.SendAsync(HttpMethod.Post, "/api/v1/programs/acme/activities", $"[{string.Join(',', sales)}]");
        }
    }

    private static async Task<string> LinkAsync(Site site)
    {
        await site.SendAsync(
            HttpMethod.Put, "/api/v1/programs/acme/screens/wall",
            """{ "boards": [ { "board": "revenue" } ], "rows": 30, "celebrations": { "firstPlace": true, "throttleSeconds": 0 } }""");
        return (string)(await site.SendAsync(HttpMethod.Post, "/api/v1/programs/acme/screens/wall/link", "{}"))["url"]!;
    }

    private void Say(FormattableString line)
    {
        var text = line.ToString(CultureInfo.InvariantCulture);
        output.WriteLine(text);
    }

    /// <summary>
    /// Counts the processor time of the browser's processes. Unlike the time between frames it says something on a machine
    /// that is busy with other work: two cores at sixty frames have 33 ms for each.
    /// </summary>
    private sealed class Processor(ICDPSession session, Dictionary<int, (string Type, double Seconds)> before) : IAsyncDisposable
    {
        public static async Task<Processor> StartAsync(IPage page)
        {
            var session = await page.Context.Browser!.NewBrowserCDPSessionAsync();
            return new Processor(session, await ReadAsync(session));
        }

        public async Task<(double Renderer, double Others)> UsedAsync()
        {
            var used = (await ReadAsync(session)).Select(p => (p.Value.Type, Seconds: p.Value.Seconds - before.GetValueOrDefault(p.Key).Seconds)).ToList();
            return (used.Where(p => p.Type == "renderer").Sum(p => p.Seconds), used.Where(p => p.Type != "renderer").Sum(p => p.Seconds));
        }

        public ValueTask DisposeAsync() => new(session.DetachAsync());

        private static async Task<Dictionary<int, (string Type, double Seconds)>> ReadAsync(ICDPSession session)
        {
            var answer = await session.SendAsync("SystemInfo.getProcessInfo");
            return answer!.Value.GetProperty("processInfo").EnumerateArray().ToDictionary(
                p => p.GetProperty("id").GetInt32(), p => (p.GetProperty("type").GetString()!, p.GetProperty("cpuTime").GetDouble()));
        }
    }
}
