using System.Diagnostics;
using System.Text.RegularExpressions;

namespace GamifiedLoyalty.Server.Tests.Processes;

/// <summary>The first thing a stranger does with the product.</summary>
[Trait("Kind", "Process")]
public sealed partial class DemoProcessTests
{
    private static readonly Dictionary<string, string> NoEnvironment = new(StringComparer.Ordinal);

    [Fact]
    public async Task A_demonstration_shows_a_moving_board_ends_cleanly_and_continues_where_it_was()
    {
        using var temporary = new TemporaryFolder();
        var data = temporary.File("demo");
        var started = Stopwatch.StartNew();
        string before;
        await using (var demo = Start(data))
        {
            var board = await AddressAsync(demo, "Board");
            var contests = await AddressAsync(demo, "Contests");
            var screen = await AddressAsync(demo, "Large screen");
            started.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(90));
            using var http = new HttpClient();
            before = await http.GetStringAsync(board, TestContext.Current.CancellationToken);
            before.ShouldContain("<html");
            (await http.GetStringAsync(screen, TestContext.Current.CancellationToken)).ShouldContain("<html");
            var list = await http.GetStringAsync(contests, TestContext.Current.CancellationToken);
            list.ShouldContain("class=\"chip\" data-status=\"open\"");
            list.ShouldContain("class=\"chip\" data-status=\"settled\"");
            await WaitForChangeAsync(http, board, before);
            await demo.InterruptAsync();
            (await demo.WaitForEndAsync()).ShouldBe(0, demo.Errors);
        }

        await using var again = Start(data);
        using var client = new HttpClient();
        var version = await VersionAsync(client, await AddressAsync(again, "Board"));
        version.ShouldBeGreaterThan(5_000, "the past was kept");
        again.Output.ShouldNotContain("Unhandled");
    }

    private static ProductProcess Start(string data) =>
        ProductProcess.Start(NoEnvironment, [], "demo", "--data", data, "--rate", "20", "--urls", "http://127.0.0.1:0");

    private static async Task<Uri> AddressAsync(ProductProcess demo, string label)
    {
        var line = await demo.WaitForLineAsync("  " + label);
        return new Uri(line.Trim().Split(' ')[^1]);
    }

    private static async Task WaitForChangeAsync(HttpClient http, Uri board, string before)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var first = Scores(before);
        first.ShouldNotBeEmpty();
        while (Scores(await http.GetStringAsync(board, deadline.Token)) == first)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(200), deadline.Token);
        }
    }

    private static string Scores(string html) => Tags().Replace(html, " ");

    private static async Task<long> VersionAsync(HttpClient http, Uri board)
    {
        var html = await http.GetStringAsync(board);
        return long.Parse(Version().Match(html).Groups["version"].ValueSpan, System.Globalization.CultureInfo.InvariantCulture);
    }

    [GeneratedRegex("<[^>]*>", RegexOptions.None, 5000)]
    private static partial Regex Tags();

    [GeneratedRegex("data-version=\"(?<version>\\d+)\"", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Version();
}
