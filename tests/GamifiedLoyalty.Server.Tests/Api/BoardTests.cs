using System.Text.Json;
using GamifiedLoyalty.Server.Tests.Support;
using GamifiedLoyalty.Testing;

namespace GamifiedLoyalty.Server.Tests.Api;

public sealed class BoardTests : IAsyncLifetime
{
    private const string P = "/api/v1/programs/acme";

    private readonly ManualTime _time = new(new DateTimeOffset(2026, 11, 21, 10, 0, 0, TimeSpan.Zero));
    private TestServer _server = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await TestServer.StartAsync(_time);
        await _server.PublishAsync();
        await _server.Admin.PutAsync($"{P}/partners/p1", new { name = "Dealer One" });
        for (var i = 1; i <= 5; i++)
        {
            await _server.Admin.PutAsync($"{P}/employees/e{i}", new { name = $"Person {i}", partner = "p1" });
            await SellAsync($"e{i}", 100 * i);
        }
    }

    [Fact]
    public async Task A_board_shows_its_first_kinds_current_period_in_the_programs_zone()
    {
        var answer = await _server.Admin.GetAsync($"{P}/boards/revenue");

        answer.Code.ShouldBe(200);
        answer.Json.GetProperty("board").GetString().ShouldBe("revenue");
        answer.Json.GetProperty("period").GetString().ShouldBe("2026-Q4");
        answer.Json.GetProperty("at").GetString().ShouldBe("2026-11-21T11:00:00.000+01:00");
        answer.Json.GetProperty("total").GetInt32().ShouldBe(5);
        answer.Json.GetProperty("version").GetInt64().ShouldBeGreaterThan(0);
        answer.Json.TryGetProperty("next", out _).ShouldBeFalse();
        var first = answer.Json.GetProperty("rows")[0];
        first.GetProperty("rank").GetInt32().ShouldBe(1);
        first.GetProperty("subject").GetString().ShouldBe("e5");
        first.GetProperty("name").GetString().ShouldBe("Person 5");
        first.GetProperty("score").GetInt64().ShouldBe(50_000);
        first.GetProperty("provisional").GetInt64().ShouldBe(0);
        first.GetProperty("moved").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Theory]
    [InlineData("all", 5)]
    [InlineData("2026", 5)]
    [InlineData("2026-Q4", 5)]
    [InlineData("2026-Q3", 0)]
    [InlineData("2026-11", 5)]
    [InlineData("2026-W47", 5)]
    [InlineData("2026-W53", 0)]
    [InlineData("2026-11-21", 5)]
    [InlineData("2026-11-22", 0)]
    public async Task Every_kind_of_period_is_read(string period, int total)
    {
        var answer = await _server.Admin.GetAsync($"{P}/boards/revenue?period={period}");

        answer.Code.ShouldBe(200);
        answer.Json.GetProperty("period").GetString().ShouldBe(period);
        answer.Json.GetProperty("total").GetInt32().ShouldBe(total);
        answer.Json.GetProperty("rows").GetArrayLength().ShouldBe(total);
    }

    [Theory]
    [InlineData("boards/none", 404, "unknownBoard")]
    [InlineData("boards/revenue?period=2026-13", 400, "badPeriod")]
    [InlineData("boards/revenue?period=2025-W53", 400, "badPeriod")]
    [InlineData("boards/revenue?period=", 400, "badPeriod")]
    [InlineData("boards/revenue?period=2026-02-30", 400, "badPeriod")]
    [InlineData("boards/points?period=2026", 404, "periodNotOffered")]
    [InlineData("boards/revenue?limit=0", 400, "badLimit")]
    [InlineData("boards/revenue?limit=1001", 400, "badLimit")]
    [InlineData("boards/revenue?limit=ten", 400, "badLimit")]
    [InlineData("boards/revenue?cursor=%21", 400, "badCursor")]
    [InlineData("boards/revenue/around/nobody", 404, "subjectNotListed")]
    [InlineData("boards/revenue/around/e1?period=2026-Q3", 404, "subjectNotListed")]
    [InlineData("boards/revenue/around/e1?span=-1", 400, "badSpan")]
    [InlineData("boards/none/around/e1", 404, "unknownBoard")]
    [InlineData("boards/revenue/history", 400, "badSubject")]
    [InlineData("boards/revenue/history?subject=nobody", 404, "subjectNotListed")]
    [InlineData("boards/none/history?subject=e1", 404, "unknownBoard")]
    public async Task What_cannot_be_shown_is_said(string path, int status, string code)
    {
        var answer = await _server.Admin.GetAsync($"{P}/{path}");

        answer.Code.ShouldBe(status);
        answer.Problem.ShouldBe(code);
    }

    [Fact]
    public async Task Pages_follow_each_other_and_the_last_has_no_next()
    {
        var subjects = new List<string>();
        var cursor = "";
        for (var pages = 0; pages < 3; pages++)
        {
            var page = await _server.Admin.GetAsync($"{P}/boards/revenue?limit=2&cursor={cursor}");
            subjects.AddRange(page.Json.GetProperty("rows").EnumerateArray().Select(r => r.GetProperty("subject").GetString()!));
            var more = page.Json.TryGetProperty("next", out var next);
            more.ShouldBe(pages < 2);
            cursor = more ? next.GetString() : "";
        }

        subjects.ShouldBe(["e5", "e4", "e3", "e2", "e1"]);
    }

    [Fact]
    public async Task Around_a_subject_are_its_neighbours_the_gap_and_the_percentile()
    {
        var answer = await _server.Admin.GetAsync($"{P}/boards/revenue/around/e3?span=1");

        answer.Json.GetProperty("rows").EnumerateArray().Select(r => r.GetProperty("subject").GetString()).ShouldBe(["e4", "e3", "e2"]);
        answer.Json.GetProperty("toNext").GetInt64().ShouldBe(10_001);
        answer.Json.GetProperty("percentile").GetInt32().ShouldBe(60);

        var leader = await _server.Admin.GetAsync($"{P}/boards/revenue/around/e5");
        leader.Json.GetProperty("toNext").ValueKind.ShouldBe(JsonValueKind.Null);
        leader.Json.GetProperty("rows").GetArrayLength().ShouldBe(5);
    }

    [Fact]
    public async Task A_history_tells_rank_and_score_at_the_end_of_each_day_and_ends_with_the_board()
    {
        _time.Advance(TimeSpan.FromDays(1));
        await SellAsync("e1", 1_000, "2026-11-22T10:00:00+01:00");

        var answer = await _server.Admin.GetAsync($"{P}/boards/revenue/history?subject=e1&period=2026-W47");

        answer.Code.ShouldBe(200);
        answer.Json.GetProperty("name").GetString().ShouldBe("Person 1");
        answer.Json.GetProperty("whole").GetBoolean().ShouldBeTrue();
        answer.Json.GetProperty("days").EnumerateArray().Select(d => d.GetRawText()).ShouldBe(
        [
            """{"day":"2026-11-16","rank":null,"score":0}""", """{"day":"2026-11-17","rank":null,"score":0}""",
            """{"day":"2026-11-18","rank":null,"score":0}""", """{"day":"2026-11-19","rank":null,"score":0}""",
            """{"day":"2026-11-20","rank":null,"score":0}""", """{"day":"2026-11-21","rank":5,"score":10000}""",
            """{"day":"2026-11-22","rank":1,"score":110000}""",
        ]);
    }

    [Fact]
    public async Task Boards_are_listed_in_the_callers_language()
    {
        var answer = await _server.Admin.GetAsync($"{P}/boards");

        answer.Json.GetProperty("items").EnumerateArray().Select(b => b.GetProperty("id").GetString())
            .ShouldBe(["revenue", "points", "dealer-bikes"]);
        answer.Json.GetProperty("items")[2].GetProperty("ties").GetString().ShouldBe("shared");
    }

    [Fact]
    public async Task A_read_waits_for_the_version_it_is_asked_for()
    {
        var sold = await SellAsync("e1", 1);
        var version = sold.Json.GetProperty("version").GetInt64();

        var there = await _server.Admin.GetAsync($"{P}/boards/revenue?atLeast={version}");
        there.Code.ShouldBe(200);
        there.Json.GetProperty("version").GetInt64().ShouldBeGreaterThanOrEqualTo(version);

        (await _server.Admin.GetAsync($"{P}/boards/revenue?atLeast=x")).Problem.ShouldBe("badVersion");
    }

    [Fact]
    public async Task A_version_that_does_not_come_is_503_behind()
    {
        await using var server = await TestServer.StartAsync();
        await server.PublishAsync();

        var answer = await server.Admin.GetAsync($"{P}/boards/revenue?atLeast=999999");

        answer.Code.ShouldBe(503);
        answer.Problem.ShouldBe("behind");
        answer.Headers.ShouldContainKey("Retry-After");
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private Task<Answer> SellAsync(string employee, int amount, string occurredAt = "2026-11-21T10:00:00+01:00") => _server.Admin.PostAsync($"{P}/activities", new
    {
        externalId = Guid.NewGuid().ToString("N"),
        type = "sale",
        employee,
        amount,
        occurredAt,
        currency = "EUR",
    });
}
