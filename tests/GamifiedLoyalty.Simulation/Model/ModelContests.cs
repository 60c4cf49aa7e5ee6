using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Simulation.Programs;

namespace GamifiedLoyalty.Simulation.Model;

/// <summary>All contests, and for every metric what each activity counts and since which version.</summary>
internal sealed class ModelContests
{
    private readonly Dictionary<(string Metric, long Activity), Counted> _counted = [];
    private readonly List<ModelActivity> _activities = [];

    /// <summary>What boards a contest may count like: those whose rows are of the activity's own subject.</summary>
    public static IReadOnlyList<SimBoard> Metrics { get; } = [.. SimBoard.Catalogue.Where(b => !b.RollUp && !b.PerHead)];

    private readonly record struct Counted(string? Subject, long Score, long Provisional, long Changed);

    /// <summary>By id.</summary>
    public Dictionary<string, ModelContest> ById { get; } = new(StringComparer.Ordinal);

    /// <summary>Versions that were steps of contests.</summary>
    public HashSet<long> Steps { get; } = [];

    /// <summary>Prizes of points that were given.</summary>
    public List<(OwnerRef Winner, OwnerRef Payer, long Points)> Given { get; } = [];

    /// <summary>Takes what activities count now: the score counts as reached now where it is another one.</summary>
    public void Settle(IEnumerable<ModelActivity> activities, DateTimeOffset postedThrough, long version)
    {
        foreach (var activity in activities)
        {
            if (_activities.Count == 0 || _activities[^1].Version < activity.Version)
            {
                _activities.Add(activity);
            }

            foreach (var metric in Metrics)
            {
                var before = _counted.GetValueOrDefault((metric.Id, activity.Version));
                var now = ModelBoards.Of([activity], postedThrough).FirstOrDefault(c => c.Board == metric.Id);
                var score = now?.Score ?? 0;
                _counted[(metric.Id, activity.Version)] = new Counted(
                    now?.Subject, score, now?.Provisional ?? 0, score == before.Score ? before.Changed : version);
            }
        }
    }

    /// <summary>The standings of a contest, from every activity there is.</summary>
    public IReadOnlyList<ModelRow> Rows(ModelContest contest)
    {
        var isPartner = contest.Sent.Metric.RanksPartners;
        var own = _activities.Where(a => a.OccurredAt >= contest.Start && a.OccurredAt < contest.End)
            .Select(a => (Subject: isPartner ? a.Partner : a.Sent.Employee, Counted: _counted[(contest.Sent.Metric.Id, a.Version)]))
            .Where(a => a.Subject is not null && (!contest.Sent.OptIn || contest.Joined.Contains(a.Subject)))
            .ToLookup(a => a.Subject!, a => a.Counted, StringComparer.Ordinal);
        var listed = own.Where(s => s.Any(c => c.Subject is not null)).Select(s => s.Key).Union(contest.Joined, StringComparer.Ordinal);
        return
        [
            .. listed
                .Select(s => new ModelRow(
                    0, s, own[s].Sum(c => c.Score), own[s].Sum(c => c.Provisional), own[s].Select(c => c.Changed).DefaultIfEmpty().Max()))
                .OrderByDescending(r => r.Score).ThenBy(r => r.Reach).ThenBy(r => r.Subject, StringComparer.Ordinal)
                .Select((r, i) => r with { Place = i + 1 }),
        ];
    }

    /// <summary>When something is next due by the clock.</summary>
    public DateTimeOffset? NextDue() => ById.Values.Min(c => c.NextDue);
}
