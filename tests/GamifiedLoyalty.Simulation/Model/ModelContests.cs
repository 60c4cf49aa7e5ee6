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

    private readonly record struct Counted(bool Counts, long Score, long Pending, long Changed);

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

            var counts = ModelBoards.Of([activity], postedThrough).ToLookup(c => c.Board, StringComparer.Ordinal);
            foreach (var metric in Metrics)
            {
                var before = _counted.GetValueOrDefault((metric.Id, activity.Version));
                var now = counts[metric.Id].FirstOrDefault();
                var score = now?.Score ?? 0;
                _counted[(metric.Id, activity.Version)] = new Counted(
                    now is not null, score, now?.Provisional ?? 0, score == before.Score ? before.Changed : version);
            }
        }
    }

    /// <summary>What each activity of a window counts for a contest, whether anybody has joined or not.</summary>
    public IEnumerable<ModelSale> Sales(SimContest contest, DateTimeOffset from, DateTimeOffset until)
    {
        foreach (var activity in _activities.Where(a => a.OccurredAt >= from && a.OccurredAt < until))
        {
            var subject = contest.RanksPartners ? activity.Partner : activity.Sent.Employee;
            var isIn = subject is not null
                && contest.Members?.Contains(subject) != false
                && contest.Format.Personal?.ContainsKey(subject) != false
                && (!contest.OnlyNorth || activity.PartnerProfile?.Region == "North");
            if (isIn)
            {
                var (counts, score, pending, changed) = _counted[(contest.Metric.Id, activity.Version)];
                var turnover = counts ? ModelBoards.Turnover(contest.Metric, activity) : 0;
                yield return new ModelSale(subject!, activity.Sent.Employee, activity.OccurredAt, counts, score, pending, turnover, changed);
            }
        }
    }

    /// <summary>When something is next due by the clock.</summary>
    public DateTimeOffset? NextDue() => ById.Values.Min(c => c.NextDue);
}

/// <summary>What an activity counts for the subject of a contest.</summary>
internal sealed record ModelSale(
    string Subject, string? Seller, DateTimeOffset At, bool Counts, long Score, long Pending, long Turnover, long Changed);
