using GamifiedLoyalty.Domain.Activities;
using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Simulation.Programs;

namespace GamifiedLoyalty.Simulation.Model;

/// <summary>
/// The naive program: lists of what was recorded, and sums over them. It is told only which command took which version at
/// which instant; everything that follows it works out by itself.
/// </summary>
internal sealed class ModelProgram
{
    private readonly Dictionary<CounterKey, decimal> _counters = [];
    private LocalTime? _time;

    public long Version { get; private set; }

    public DateTimeOffset PostedThrough { get; private set; } = DateTimeOffset.UnixEpoch;

    public SimDefinition Definition => Definitions[^1];

    public List<SimDefinition> Definitions { get; } = [];

    public LocalTime Time => _time ??= new LocalTime(Definition.Zone);

    /// <summary>In recording order.</summary>
    public List<ModelActivity> Activities { get; } = [];

    public Dictionary<(string Source, string ExternalId), ModelActivity> BySource { get; } = [];

    public Dictionary<long, ModelActivity> ByVersion { get; } = [];

    public Dictionary<OwnerRef, MemberProfile> Members { get; } = [];

    public ModelBoards Boards { get; } = new();

    public ModelContests Contests { get; } = new();

    public void Define(SimDefinition definition, long version)
    {
        Definitions.Add(definition);
        Version = version;
    }

    public void SetMember(MemberProfile profile, long version)
    {
        Members[profile.Ref] = profile;
        Version = version;
    }

    /// <summary>Another command, such as a document, took a version.</summary>
    public void Pass(long version) => Version = version;

    /// <summary>The partner that an activity counts for.</summary>
    public string? PartnerOf(Activity sent, IReadOnlyList<MemberProfile> created) => sent.Partner
        ?? (sent.Employee is { } id ? (Members.GetValueOrDefault(OwnerRef.Employee(id)) ?? created.FirstOrDefault(c => c.Ref == OwnerRef.Employee(id)))?.Partner : null);

    public DateTimeOffset OccurredAt(Activity sent, DateTimeOffset receivedAt) =>
        sent.OccurredAt ?? (sent.OccurredLocal is { } local ? Time.Instant(local) : receivedAt);

    /// <summary>The partners above one, nearest first.</summary>
    public IReadOnlyList<string> Ancestors(string? partner)
    {
        var above = new List<string>();
        for (var next = Parent(partner); next is not null; next = Parent(next))
        {
            above.Add(next);
        }

        return above;
    }

    /// <summary>Employees whose own partner it is, with those of the partners below it if asked.</summary>
    public int Headcount(string partner, bool withDescendants) => Members.Values.Count(
        m => m.Kind == OwnerKind.Employee && m.Partner is { } own && (own == partner || (withDescendants && Ancestors(own).Contains(partner))));

    /// <summary>Who belongs to which partner now.</summary>
    public ModelBelonging Belonging() => new(
        Members.Values.Where(m => m.Kind == OwnerKind.Partner).ToDictionary(m => m.Id, m => Headcount(m.Id, withDescendants: false), StringComparer.Ordinal),
        Members.Values.Where(m => m is { Kind: OwnerKind.Partner, SizeBand: not null }).ToDictionary(m => m.Id, m => m.SizeBand!, StringComparer.Ordinal),
        Members.Values.Where(m => m is { Kind: OwnerKind.Employee, Partner: not null }).ToDictionary(m => m.Id, m => m.Partner!, StringComparer.Ordinal));

    public ModelActivity Record(Activity sent, long version, DateTimeOffset at, string? import)
    {
        var partner = PartnerOf(sent, []);
        var occurredAt = OccurredAt(sent, at);
        var activity = new ModelActivity
        {
            Version = version,
            Sent = sent,
            RecordedAt = at,
            OccurredAt = occurredAt,
            Local = Time.Local(occurredAt),
            Partner = partner,
            EmployeeProfile = sent.Employee is { } id ? Members.GetValueOrDefault(OwnerRef.Employee(id)) : null,
            PartnerProfile = partner is null ? null : Members.GetValueOrDefault(OwnerRef.Partner(partner)),
            Ancestors = Ancestors(partner),
            Rate = SimDefinition.Rate(sent.Currency, Time.Day(occurredAt)) ?? 0,
            Definition = Definition,
            Import = import,
            Lines = sent.Lines,
        };
        var evaluation = new Evaluation(activity, Counter, (key, max) => max - Counter(key), before: null).Run();
        (activity.Awards, activity.Counted) = (evaluation.Awards, evaluation.Counted);
        activity.FirstAwards = ModelAward.Text(activity.Awards);
        Count(activity, 1);
        Activities.Add(activity);
        ByVersion.Add(version, activity);
        BySource.TryAdd((sent.Source, sent.ExternalId), activity);
        Boards.Settle([], ModelBoards.Of([activity], PostedThrough), version);
        Contests.Settle([activity], PostedThrough, version);
        Version = version;
        return activity;
    }

    /// <summary>
    /// Reverses: everything from the activity on is worked out anew, in recording order; what budgets granted stays, and
    /// what is freed now serves nobody in this correction.
    /// </summary>
    /// <returns>The activities whose awards changed, and the reversed one.</returns>
    public IReadOnlyList<ModelActivity> Reverse(ModelActivity reversed, ReversalRequest request, IReadOnlyList<ActivityLine> lines, long version)
    {
        var later = Activities.Skip(Activities.IndexOf(reversed)).ToList();
        var before = later.ToDictionary(a => a, a => (a.Awards, ModelBoards.Of([a], PostedThrough)));
        var budgets = new Dictionary<CounterKey, decimal>(_counters);
        later.ForEach(a => Count(a, -1));
        reversed.Lines = lines;
        var taken = new Dictionary<CounterKey, decimal>();
        foreach (var activity in later)
        {
            var evaluation = new Evaluation(
                activity, Counter, (key, max) => max - budgets.GetValueOrDefault(key) - taken.GetValueOrDefault(key), activity.Awards).Run();
            foreach (var change in evaluation.Counted.Concat(activity.Counted.Select(c => (c.Key, Change: -c.Change))).GroupBy(c => c.Key, c => c.Change))
            {
                taken[change.Key] = taken.GetValueOrDefault(change.Key) + Math.Max(0, change.Sum());
            }

            (activity.Awards, activity.Counted) = (evaluation.Awards, evaluation.Counted);
            Count(activity, 1);
        }

        reversed.Reversals.Add(request.ExternalId, (request, version));
        var changed = later.Where(a => a == reversed || !a.Awards.SequenceEqual(before[a].Awards)).ToList();
        Boards.Settle([.. changed.SelectMany(a => before[a].Item2)], ModelBoards.Of(changed, PostedThrough), version);
        Contests.Settle(changed, PostedThrough, version);
        Version = version;
        return changed;
    }

    /// <summary>Everything pending through an instant posts.</summary>
    /// <returns>The activities whose awards posted.</returns>
    public IReadOnlyList<ModelActivity> Post(DateTimeOffset through, long version)
    {
        var due = Activities.Where(a => a.Awards.Any(w => w.IsPending(PostedThrough) && !w.IsPending(through))).ToList();
        var before = ModelBoards.Of(due, PostedThrough);
        PostedThrough = through;
        Boards.Settle(before, ModelBoards.Of(due, PostedThrough), version);
        Contests.Settle(due, PostedThrough, version);
        Version = version;
        return due;
    }

    /// <summary>When the next pending award posts.</summary>
    public DateTimeOffset? NextDue() => Activities.SelectMany(a => a.Awards).Where(a => a.IsPending(PostedThrough)).Min(a => a.AvailableAt);

    /// <summary>Available and pending of every account, the funders' negative.</summary>
    public Dictionary<(OwnerRef Owner, string Currency), (long Available, long Pending)> Balances()
    {
        var balances = new Dictionary<(OwnerRef, string), (long Available, long Pending)>();
        foreach (var award in Activities.SelectMany(a => a.Awards))
        {
            var funder = award.Sponsor is { } sponsor ? new OwnerRef(OwnerKind.Sponsor, sponsor) : OwnerRef.Program;
            Add((award.Owner, award.Currency), award.Points, award.IsPending(PostedThrough));
            Add((funder, award.Currency), -award.Points, award.IsPending(PostedThrough));
        }

        foreach (var (winner, payer, points) in Contests.Given)
        {
            Add((winner, "points"), points, isPending: false);
            Add((payer, "points"), -points, isPending: false);
        }

        return balances;

        void Add((OwnerRef, string) account, long points, bool isPending)
        {
            var (available, pending) = balances.GetValueOrDefault(account);
            balances[account] = isPending ? (available, pending + points) : (available + points, pending);
        }
    }

    private string? Parent(string? partner) => partner is null ? null : Members.GetValueOrDefault(OwnerRef.Partner(partner))?.Parent;

    private decimal Counter(CounterKey key) => _counters.GetValueOrDefault(key);

    private void Count(ModelActivity activity, int sign)
    {
        foreach (var (key, change) in activity.Counted)
        {
            _counters[key] = _counters.GetValueOrDefault(key) + (sign * change);
        }
    }
}
