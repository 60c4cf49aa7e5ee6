using GamifiedLoyalty.Server.Hubs;

namespace GamifiedLoyalty.Server.Tests.Hubs;

public sealed class BoardHistoryTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Whoever_applies_what_changed_since_any_known_version_sees_what_is_shown(int seed)
    {
        var random = new Random(seed);
        var history = new BoardHistory();
        var told = new SortedDictionary<long, Dictionary<string, HubRow>>();
        history.Reset(1, 0, []);
        told[1] = [];
        for (var version = 2L; version < 400; version++)
        {
            var rows = Enumerable.Range(0, 12).Where(_ => random.Next(3) > 0)
                .Select(i => new HubRow($"s{i}", "n", random.Next(3), 0, 0, null)).ToList();
            history.Advance(version, rows.Count, rows);
            told[version] = rows.ToDictionary(r => r.Subject, StringComparer.Ordinal);
            foreach (var since in told.Keys.Where(v => v >= history.Floor))
            {
                var seen = new Dictionary<string, HubRow>(told[since], StringComparer.Ordinal);
                foreach (var subject in history.RemovedSince(since))
                {
                    seen.Remove(subject);
                }

                foreach (var (row, _) in history.ChangedSince(since))
                {
                    seen[row.Subject] = row;
                }

                seen.OrderBy(r => r.Key, StringComparer.Ordinal).ShouldBe(told[version].OrderBy(r => r.Key, StringComparer.Ordinal), $"seed {seed}, since {since}");
            }
        }
    }

    [Fact]
    public void Forgotten_departures_raise_the_floor()
    {
        var history = new BoardHistory();
        history.Reset(1, 0, []);
        for (var version = 2L; version < 3_000; version++)
        {
            history.Advance(version, 1, [new HubRow($"s{version}", "n", 1, 0, 0, null)]);
        }

        history.Floor.ShouldBeGreaterThan(1_000);
        history.RemovedSince(history.Floor).Count().ShouldBeLessThanOrEqualTo(1_000);
    }
}
