using System.Net;
using System.Text.RegularExpressions;
using GamifiedLoyalty.Server.Tests.Challenges;
using GamifiedLoyalty.Server.Tests.Support;

namespace GamifiedLoyalty.Server.Tests.Pages;

/// <summary>Which rows and which sales the page of a contest shows to whom.</summary>
public sealed partial class ContestRowsTests : IAsyncLifetime
{
    private const string Page = "/p/acme/contests/sprint";
    private const int People = 230;

    private ContestWorld _world = null!;

    public async ValueTask InitializeAsync()
    {
        _world = await ContestWorld.StartAsync();
        await _world.OpenAsync("sprint", ContestWorld.Sprint);
    }

    [Fact]
    public async Task The_own_row_is_always_there_with_its_neighbours_and_every_row_can_be_reached()
    {
        await FillAsync();
        var last = await _world.Server.ClientOfPersonAsync("acme", "n215");

        var first = await ReadAsync(Page, last);
        Places(first).ShouldBe([.. Enumerable.Range(1, 100), .. Enumerable.Range(213, 5)]);
        Regex.Count(first, "contest__gap", RegexOptions.None, TimeSpan.FromSeconds(1)).ShouldBe(1);
        first.ShouldContain("id=\"contest-mine\" data-subject=\"n213\"");
        first.ShouldContain("data-subject=\"n215\" data-place=\"215\" aria-current=\"true\"");
        first.ShouldContain("<b class=\"contest__figure figures\">215</b>");
        first.ShouldContain("1–100 of 230");
        first.ShouldNotContain("rel=\"prev\"");

        Places(await ReadAsync($"{Page}?from=101", last)).ShouldBe([.. Enumerable.Range(101, 100), .. Enumerable.Range(213, 5)]);
        var end = await ReadAsync($"{Page}?from=201", last);
        Places(end).ShouldBe(Enumerable.Range(201, 30));
        end.ShouldContain($"href=\"{Page}?from=101\" rel=\"prev\"");
        end.ShouldNotContain("rel=\"next\"");
        Places(await ReadAsync($"{Page}?from=mine", last)).ShouldBe(Enumerable.Range(131, 100));
        first.ShouldContain($"href=\"{Page}?from=mine#contest-mine\"");
    }

    [Fact]
    public async Task Who_is_not_listed_has_pages_too_and_a_wrong_address_shows_the_first()
    {
        await FillAsync();

        foreach (var address in new[] { Page, $"{Page}?from=mine", $"{Page}?from=0", $"{Page}?from=-5", $"{Page}?from=9999", $"{Page}?from=x" })
        {
            var page = await ReadAsync(address);
            Places(page).ShouldBe(Enumerable.Range(1, 100), address);
            page.ShouldNotContain("?from=mine#");
            page.ShouldContain($"href=\"{Page}?from=101\" rel=\"next\"");
        }
    }

    [Fact]
    public async Task Few_rows_have_no_pages()
    {
        await _world.SellAsync("e1", "500");

        (await ReadAsync(Page)).ShouldNotContain("contest__pager");
    }

    [Fact]
    public async Task The_latest_sales_that_count_are_told_mine_first_and_what_was_taken_back_as_such()
    {
        await _world.SellAsync("e2", "300");
        var returned = await _world.SellAsync("e1", "500");
        var cut = await _world.SellAsync("e1", "40");
        await _world.SellAsync("e3", "70", on: "2026-11-20T10:30:00+01:00");
        await ReverseAsync(returned, """{ "externalId": "R-1", "reason": "returned" }""");
        await ReverseAsync(cut, """{ "externalId": "R-1", "reason": "rebate", "amount": "15.00" }""");

        var own = Events(await ReadAsync(Page, await _world.Server.ClientOfPersonAsync("acme", "e1")));

        Regex.Matches(own[..own.IndexOf("Everybody’s", StringComparison.Ordinal)], "[+−]€[0-9.,]+", RegexOptions.None, TimeSpan.FromSeconds(1))
            .Select(m => m.Value).ShouldBe(["+€25.00", "−€500.00"]);
        own.ShouldContain("Corrected, first €40.00");
        own.ShouldContain("Taken back");
        own.ShouldNotContain("€70.00");
        own.ShouldContain("The contest has begun");

        var stranger = Events(await ReadAsync(Page));
        stranger.ShouldNotContain("Yours");
        stranger.ShouldSatisfyAllConditions(s => s.ShouldContain("Maya"), s => s.ShouldContain("Noah"), s => s.ShouldContain("+€300.00"));
    }

    [Fact]
    public async Task Where_companies_compete_nobody_is_told_who_of_them_sold()
    {
        await _world.OpenAsync("companies", ContestWorld.Sprint.Replace("\"employee\"", "\"partner\"", StringComparison.Ordinal));
        await _world.SellAsync("e3", "500");

        var events = Events(await ReadAsync("/p/acme/contests/companies", await _world.Server.ClientOfPersonAsync("acme", "e4")));

        events.ShouldContain("Your company’s");
        events.ShouldContain("Bike & Co");
        events.ShouldNotContain("Zoé");
    }

    [Fact]
    public async Task Pages_with_cards_follow_the_contests_that_run_and_those_to_come()
    {
        await _world.LaunchAsync("later", ContestWorld.Sprint.Replace("\"start\": \"2026-11-21T08:00\"", "\"start\": \"2026-11-21T18:00\"", StringComparison.Ordinal));
        await _world.PutAsync("draft", ContestWorld.Sprint);
        await _world.SellAsync("e1", "500");
        var maya = await _world.Server.ClientOfPersonAsync("acme", "e1");

        foreach (var page in new[] { "/p/acme", "/p/acme/employees/e1" })
        {
            var shown = await ReadAsync(page, maya);
            shown.ShouldContain("\"challenge/sprint/moves\",\"challenge/later/moves\"]");
            shown.ShouldNotContain("challenge/draft");
        }

        (await ReadAsync("/p/acme/employees/e2", maya)).ShouldNotContain("challenge/sprint");
    }

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    private static IEnumerable<int> Places(string page) => Place().Matches(page).Select(m => int.Parse(m.Groups["place"].Value, System.Globalization.CultureInfo.InvariantCulture));

    private static string Events(string page)
    {
        var rest = page[page.IndexOf("id=\"contest-events\"", StringComparison.Ordinal)..];
        return rest[..rest.IndexOf("</section>", StringComparison.Ordinal)];
    }

    /// <summary>Everybody of <c>n1</c> to <c>n230</c> stands at the place of the number.</summary>
    private async Task FillAsync()
    {
        (await _world.Server.Admin.PostAsync(
            $"{ContestWorld.Api}/members", Enumerable.Range(1, People).Select(i => new { kind = "employee", id = $"n{i}", name = $"Person {i}", partner = "p1" }).ToArray())).Code.ShouldBe(200);
        for (var i = 1; i <= People; i++)
        {
            await _world.SellAsync($"n{i}", $"{1_000 - i}.00");
        }
    }

    private async Task ReverseAsync(string activity, string body) =>
        (await _world.PostAsync($"activities/{activity}/reversal", body)).Code.ShouldBe(200);

    private async Task<string> ReadAsync(string page, ApiClient? caller = null)
    {
        var answer = await (caller ?? _world.Server.Client(null)).GetAsync(page);
        answer.Code.ShouldBe(200, page);
        return WebUtility.HtmlDecode(answer.Text);
    }

    [GeneratedRegex(@"data-place=""(?<place>\d+)""", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Place();
}
