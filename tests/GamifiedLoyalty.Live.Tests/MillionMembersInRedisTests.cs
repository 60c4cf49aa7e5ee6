using System.Diagnostics;
using System.Globalization;
using GamifiedLoyalty.Domain.Boards;
using GamifiedLoyalty.Domain.Time;
using GamifiedLoyalty.Engine.Ports;
using GamifiedLoyalty.Live.Redis;
using Shouldly;

namespace GamifiedLoyalty.Live.Tests;

/// <summary>How long a large board takes in Redis; times are printed, ranks are checked.</summary>
public sealed class MillionMembersInRedisTests : IAsyncLifetime
{
    private const int Members = 1_000_000;
    private static readonly DateOnly Today = BoardWorld.Day0;
    private static readonly BoardQuery Query = new("big", "race", Period.All, Today);

    private readonly RedisNodes _nodes = new();
    private readonly long[] _scores = new long[Members];

    public async ValueTask InitializeAsync() => await _nodes.OwnServerAsync();

    public async ValueTask DisposeAsync() => await _nodes.DisposeAsync();

    [Fact]
    public async Task A_million_members_are_rebuilt_and_never_shown_wrong_as_final()
    {
        var random = Seeds.Random(20);
        for (var i = 0; i < Members; i++)
        {
            _scores[i] = random.NextInt64(10_000_000);
        }

        var boards = _nodes.Create();
        boards.Open(new BoardSetup("big", 1, new ProgramCalendar("UTC"), BoardWorld.Boards, NoHeads()), new ManyScores(_scores));
        var started = Stopwatch.StartNew();
        var (page, answers) = await ReadUntilFinalAsync(boards);
        Print($"rebuilt {Members} members in {started.Elapsed.TotalSeconds:F1} s, {answers} answers said that it was being rebuilt");
        Check(page, version: 1);

        started.Restart();
        for (var version = 2; version <= 101; version++)
        {
            var changes = Enumerable.Range(0, 500).Select(_ => Change(random, version)).ToList();
            boards.Apply("big", new BoardUpdate(version, version, changes, NoHeads()));
        }

        (page, _) = await ReadUntilFinalAsync(boards);
        Print($"applied 50000 changes in {started.Elapsed.TotalSeconds:F1} s");
        Check(page, version: 101);
        await CheckAroundAsync(boards, random);
    }

    private static Dictionary<string, Headcount> NoHeads() => new(StringComparer.Ordinal);

    private static string Name(int member) => string.Create(CultureInfo.InvariantCulture, $"m{member}");

    private static void Print(FormattableString text) =>
        TestContext.Current.TestOutputHelper?.WriteLine(text.ToString(CultureInfo.InvariantCulture));

    private static async Task<(BoardPage Page, int Answers)> ReadUntilFinalAsync(RedisBoards boards)
    {
        for (var answers = 0; ; answers++)
        {
            var page = (await boards.ReadAsync(Query, 0, 100, TestContext.Current.CancellationToken)).ShouldNotBeNull();
            if (!page.IsRebuilding)
            {
                return (page, answers);
            }
        }
    }

    private ScoreChange Change(Random random, int version)
    {
        var member = random.Next(Members);
        var gain = random.NextInt64(-1_000_000, 1_000_000);
        _scores[member] += gain;
        return new ScoreChange(new ScoreKey(1, Name(member), Today), new ScoreValue(gain, 0, 1), version);
    }

    private void Check(BoardPage page, long version)
    {
        (page.Version, page.Total).ShouldBe((version, Members));
        page.Rows.Select(r => r.Score).ShouldBe(_scores.OrderDescending().Take(100));
    }

    private async Task CheckAroundAsync(RedisBoards boards, Random random)
    {
        var started = Stopwatch.StartNew();
        for (var i = 0; i < 200; i++)
        {
            var member = random.Next(Members);
            var around = (await boards.AroundAsync(Query, Name(member), 2, CancellationToken.None)).ShouldNotBeNull();
            var row = around.Rows.Single(r => r.Subject == Name(member));
            row.Score.ShouldBe(_scores[member]);
            row.Rank.ShouldBeInRange(1 + _scores.Count(s => s > row.Score), _scores.Count(s => s >= row.Score));
        }

        Print($"read and checked 200 neighbourhoods in {started.Elapsed.TotalSeconds:F1} s");
    }

    private sealed class ManyScores(long[] scores) : IScoreSource
    {
        public Task<long> ReadScoresAsync(
            int series, DateOnly from, DateOnly until, Action<ScoreKey, StoredScore> visit, CancellationToken cancellationToken)
        {
            // Half of them have sold today already.
            for (var i = 0; i < scores.Length; i++)
            {
                visit(new ScoreKey(series, Name(i), Today.AddDays(-(i % 2))), new StoredScore(new ScoreValue(scores[i], 0, 1), 1));
            }

            return Task.FromResult(1L);
        }
    }
}
