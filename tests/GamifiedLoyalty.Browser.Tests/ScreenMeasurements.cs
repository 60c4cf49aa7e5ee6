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

    /// <summary>At a scene every twenty seconds, twelve hours are some 200 rounds; what is kept of each shows after fewer.</summary>
    private const int RoundsOfScenes = 16;

    private const string Calm = """, "celebrations": { "firstPlace": false }""";
    private const string FirstPlaces = """, "celebrations": { "firstPlace": true, "throttleSeconds": 0 }""";
    private const string Celebrating = """, "celebrations": { "threshold": 1, "throttleSeconds": 0 }""";

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
        await window.OpenLiveAsync(await LinkAsync(site, Calm));

        var (frames, sold) = await SellAndCountAsync(window, site, () => Interlocked.Exchange(ref bytes, 0));
        var received = Interlocked.Read(ref bytes) / (1000.0 * FrameTimes.Seconds);

        Say($"{frames}");
        Say($"{sold / FrameTimes.Seconds} sales a second, {received:0.0} kB a second received");
        received.ShouldBeLessThan(50);
    }

    [Fact(Explicit = true)]
    public async Task The_same_with_one_core_for_the_browser_and_one_for_everything_else()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.ProcessorCount > 1, "Processes are pinned by taskset, to two cores.");
        await using var window = await chromium.OpenAsync(1920, 1080);
        await using var site = await Site.StartAsync(People);
        await window.OpenLiveAsync(await LinkAsync(site, Calm));
        await using var processor = await Processor.StartAsync(window.Page);
        await processor.PinAsync(site.ProcessId);

        var (frames, sold) = await SellAndCountAsync(window, site, () => { });
        await processor.UnpinAsync();

        Say($"browser on one core, server and sellers on another: {frames}; {sold / FrameTimes.Seconds} sales a second");
    }

    [Fact(Explicit = true)]
    public async Task Celebrations_one_after_the_other()
    {
        await using var window = await chromium.OpenAsync(1920, 1080);
        await using var site = await Site.StartAsync(People);
        await window.OpenLiveAsync(await LinkAsync(site, Celebrating));

        var (frames, _) = await SellAndCountAsync(window, site, () => { });

        Say($"{await window.Page.Locator(".moment").GetAttributeAsync("data-count")} celebrations: {frames}");
    }

    [Fact]
    public async Task A_days_changes_leave_memory_flat()
    {
        await using var window = await chromium.OpenAsync(1920, 1080);
        await using var site = await Site.StartAsync(People);
        await window.OpenLiveAsync(await LinkAsync(site, FirstPlaces));
        var devtools = await window.Page.Context.NewCDPSessionAsync(window.Page);
        var used = new List<double>();
        for (var part = 0; part <= 5; part++)
        {
            used.Add(await HeapAsync(devtools));
            Say($"after {part * SalesOfADay / 5} sales: {used[^1]:0.00} MB of script memory");
            if (part < 5)
            {
                await SellManyAsync(site, part);
            }
        }

        // The first part fills what is remembered: sprites, figures, the events seen.
        used[^1].ShouldBeLessThan(used[1] + 0.5);
    }

    [Fact]
    public async Task Hours_of_scenes_leave_memory_flat()
    {
        await using var site = await Site.StartAsync(People);
        await Contests.OpenAsync(site);
        await using var walls = await Walls.HangAsync(chromium, site, Contests.Playlist);
        var window = walls.All[0];
        var devtools = await window.Page.Context.NewCDPSessionAsync(window.Page);
        var used = new List<double>();
        for (var part = 0; part <= 4; part++)
        {
            used.Add(await HeapAsync(devtools));
            Say($"after {part * RoundsOfScenes / 4} rounds of scenes: {used[^1]:0.00} MB of script memory, {await window.Page.EvaluateAsync<int>("document.querySelectorAll('*').length")} elements");
            if (part < 4)
            {
                await PlayAsync(site, walls, RoundsOfScenes / 4);
            }
        }

        used[^1].ShouldBeLessThan(used[1] + 0.5);
        (await window.Page.Locator("[data-part=scene]").CountAsync()).ShouldBeLessThanOrEqualTo(Contests.Kinds.Count + 1);
    }

    [Theory(Explicit = true)]
    [InlineData("sprint")]
    [InlineData("teams")]
    [InlineData("cup")]
    [InlineData("night")]
    public async Task A_contest_moves_at_sixty_frames_a_second_and_little_is_sent(string contest)
    {
        await using var site = await Site.StartAsync(People);
        await Contests.OpenAsync(site);
        await using var walls = await Walls.HangAsync(chromium, site, $$"""{{Calm[1..]}}, "rows": 30, "scenes": [ { "type": "challenge", "challenge": "{{contest}}" } ]""");
        var window = walls.All[0];
        var devtools = await window.Page.Context.NewCDPSessionAsync(window.Page);
        await devtools.SendAsync("Network.enable");
        long bytes = 0;
        devtools.Event("Network.webSocketFrameReceived").OnEvent += (_, frame) =>
            Interlocked.Add(ref bytes, Encoding.UTF8.GetByteCount(frame!.Value.GetProperty("response").GetProperty("payloadData").GetString()!));

        var (frames, sold) = await SellAndCountAsync(window, site, () => Interlocked.Exchange(ref bytes, 0));
        var received = Interlocked.Read(ref bytes) / (1000.0 * FrameTimes.Seconds);

        Say($"{contest}: {frames}; {sold / FrameTimes.Seconds} sales a second, {received:0.0} kB a second received");
        received.ShouldBeLessThan(50);
    }

    /// <summary>Every scene after the other, launched and left again, with sales, a message of its own each round, and a rehearsal.</summary>
    private static async Task PlayAsync(Site site, Walls walls, int rounds)
    {
        const string stage = "/api/v1/programs/acme/stage";
        for (var round = 0; round < rounds; round++)
        {
            foreach (var (kind, scene) in Contests.Kinds)
            {
                await site.SendAsync(HttpMethod.Put, stage, $$"""{ "scene": {{scene}} }""");
                await walls.ShowAsync(kind);
                await site.SellAsync(string.Create(CultureInfo.InvariantCulture, $"e{(round % People) + 1:D2}"), 10 + round);
            }

            await site.SendAsync(HttpMethod.Put, stage, $$"""{ "scene": { "type": "message", "text": "Round {{round}}" }, "rehearsal": {{(round % 8 == 7 ? "true" : "false")}} }""");
            await walls.ShowAsync("message");
        }

        await site.SendAsync(HttpMethod.Put, stage, "{}");
        await walls.EachAsync("document.querySelector('.rehearsal') === null");
    }

    private static async Task<double> HeapAsync(ICDPSession devtools)
    {
        await devtools.SendAsync("HeapProfiler.collectGarbage");
        var heap = await devtools.SendAsync("Runtime.getHeapUsage");
        return heap!.Value.GetProperty("usedSize").GetDouble() / 1e6;
    }

    private static async Task<(FrameTimes Frames, int Sold)> SellAndCountAsync(Window window, Site site, Action onBegun)
    {
        using var ending = new CancellationTokenSource();
        var selling = SellAsync(site, ending.Token);
        onBegun();
        var frames = await FrameTimes.OfAsync(window.Page);
        await ending.CancelAsync();
        return (frames, await selling);
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

    private static async Task<string> LinkAsync(Site site, string more)
    {
        await site.SendAsync(
            HttpMethod.Put, "/api/v1/programs/acme/screens/wall", $$"""{ "boards": [ { "board": "revenue" } ], "rows": 30{{more}} }""");
        return (string)(await site.SendAsync(HttpMethod.Post, "/api/v1/programs/acme/screens/wall/link", "{}"))["url"]!;
    }

    private void Say(FormattableString line) => output.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
