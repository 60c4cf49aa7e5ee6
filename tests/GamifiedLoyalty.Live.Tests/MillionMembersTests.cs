using GamifiedLoyalty.Domain.Boards;
using GamifiedLoyalty.Domain.Time;
using GamifiedLoyalty.Engine.Ports;
using Shouldly;

namespace GamifiedLoyalty.Live.Tests;

public sealed class MillionMembersTests
{
    private const int Members = 1_000_000;
    private static readonly DateOnly Today = BoardWorld.Day0;

    [Fact]
    public async Task A_million_members_are_ranked_exactly_before_and_after_updates()
    {
        var random = Seeds.Random(20);
        var scores = new long[Members];
        for (var i = 0; i < Members; i++)
        {
            scores[i] = random.NextInt64(10_000_000);
        }

        var boards = new MemoryBoards(TimeProvider.System);
        var setup = new BoardSetup("big", 1, new ProgramCalendar("UTC"), BoardWorld.Boards, new Dictionary<string, Headcount>(StringComparer.Ordinal));
        boards.Open(setup, new ManyScores(scores));
        await CheckAsync(boards, scores, random, version: 1);

        for (var version = 2; version <= 101; version++)
        {
            var changes = Enumerable.Range(0, 500).Select(_ => Change(scores, random, version)).ToList();
            boards.Apply("big", new BoardUpdate(version, version, changes, new Dictionary<string, Headcount>(StringComparer.Ordinal)));
        }

        await CheckAsync(boards, scores, random, version: 101);
    }

    private static string Name(int member) => $"m{member}";

    private static ScoreChange Change(long[] scores, Random random, int version)
    {
        var member = random.Next(Members);
        var gain = random.NextInt64(-1_000_000, 1_000_000);
        scores[member] += gain;
        return new ScoreChange(new ScoreKey(1, Name(member), Today), new ScoreValue(gain, 0, 1), version);
    }

    private static async Task CheckAsync(MemoryBoards boards, long[] scores, Random random, long version)
    {
        var sorted = scores.Order().ToArray();
        var query = new BoardQuery("big", "shared", Period.All, Today);
        var page = (await boards.ReadAsync(query, Members - 50, 100, CancellationToken.None)).ShouldNotBeNull();
        (page.Version, page.Total, page.Rows.Count).ShouldBe((version, Members, 50));
        page.Rows.Select(r => r.Score).ShouldBe(sorted.Take(50).Reverse());
        for (var i = 0; i < 1_000; i++)
        {
            var member = random.Next(Members);
            var around = (await boards.AroundAsync(query, Name(member), 2, CancellationToken.None)).ShouldNotBeNull();
            var row = around.Rows.Single(r => r.Subject == Name(member));
            var higher = Members - UpperBound(sorted, scores[member]);
            (row.Score, row.Rank).ShouldBe((scores[member], 1 + higher));
            around.ToNext.ShouldBe(higher == 0 ? null : sorted[Members - higher] - scores[member]);
        }
    }

    private static int UpperBound(long[] sorted, long score)
    {
        var (low, high) = (0, sorted.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = sorted[middle] <= score ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private sealed class ManyScores(long[] scores) : IScoreSource
    {
        public Task<long> ReadScoresAsync(
            int series, DateOnly from, DateOnly until, Action<ScoreKey, StoredScore> visit, CancellationToken cancellationToken)
        {
            for (var i = 0; i < scores.Length; i++)
            {
                visit(new ScoreKey(series, Name(i), Today.AddDays(-1)), new StoredScore(new ScoreValue(scores[i], 0, 1), 1));
            }

            return Task.FromResult(1L);
        }
    }
}
