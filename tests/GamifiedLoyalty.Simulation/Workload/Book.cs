using GamifiedLoyalty.Domain.Activities;
using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Simulation.Programs;

namespace GamifiedLoyalty.Simulation.Workload;

/// <summary>Everything that the simulated clients have sent, and what they were told about it.</summary>
internal sealed class Book
{
    private readonly Dictionary<(string Source, string ExternalId), List<Activity>> _activities = [];
    private readonly List<MemberProfile> _profiles = [];
    private readonly Dictionary<(long Activity, string ExternalId), List<ReversalRequest>> _reversals = [];
    private readonly List<SimDefinition> _definitions = [];

    /// <summary>Sent activities, each content once, in the order of sending.</summary>
    public List<Activity> Sent { get; } = [];

    /// <summary>Sent activities whose answer was lost.</summary>
    public List<Activity> Unacknowledged { get; } = [];

    /// <summary>The versions that clients were told to be recorded, with what they had sent.</summary>
    public Dictionary<long, Activity> Acknowledged { get; } = [];

    /// <summary>Reversals that clients were told to be applied, by version.</summary>
    public Dictionary<long, (long Activity, ReversalRequest Request)> AcknowledgedReversals { get; } = [];

    /// <summary>Sent reversals, in the order of sending.</summary>
    public List<(long Activity, ReversalRequest Request)> Reversals { get; } = [];

    public List<string> Imports { get; } = [];

    /// <summary>Sent contests, by id; one is always sent as it was first.</summary>
    public SortedDictionary<string, SimContest> Contests { get; } = new(StringComparer.Ordinal);

    public Dictionary<(string Kind, string Id), List<byte[]?>> Documents { get; } = [];

    public void Add(Activity activity)
    {
        var known = _activities.TryGetValue((activity.Source, activity.ExternalId), out var list)
            ? list : _activities[(activity.Source, activity.ExternalId)] = [];
        if (!known.Exists(k => SameAsSent(k, activity)))
        {
            known.Add(activity);
            Sent.Add(activity);
        }
    }

    public void Add(MemberProfile profile) => _profiles.Add(profile);

    public void Add(SimDefinition definition) => _definitions.Add(definition);

    public void Add(long activity, ReversalRequest request)
    {
        var known = _reversals.TryGetValue((activity, request.ExternalId), out var list) ? list : _reversals[(activity, request.ExternalId)] = [];
        known.Add(request);
        Reversals.Add((activity, request));
    }

    /// <summary>The sent activity that was recorded; null when nobody sent it so.</summary>
    public Activity? Find(Activity recorded) =>
        _activities.GetValueOrDefault((recorded.Source, recorded.ExternalId))?.Find(a => SameAsSent(a, recorded));

    public bool Holds(MemberProfile profile) => _profiles.Exists(p => p.SameContent(profile));

    public SimDefinition? Find(ReadOnlySpan<byte> document)
    {
        foreach (var definition in _definitions)
        {
            if (document.SequenceEqual(definition.Document))
            {
                return definition;
            }
        }

        return null;
    }

    public ReversalRequest? Find(long activity, ReversalRequest applied) =>
        _reversals.GetValueOrDefault((activity, applied.ExternalId))?.Find(r => Same(r, applied));

    public static bool Same(ReversalRequest a, ReversalRequest b) =>
        a.ExternalId == b.ExternalId && a.Reason == b.Reason && a.Amount == b.Amount && (a.Lines ?? []).SequenceEqual(b.Lines ?? []);

    /// <summary>Whether two activities are the same to the letter.</summary>
    public static bool SameAsSent(Activity a, Activity b) => a.Partner == b.Partner && a.Currency == b.Currency && SameButDefaults(a, b);

    /// <summary>Whether two activities are the same but for a partner or currency that is spelled out.</summary>
    public static bool SameButDefaults(Activity a, Activity b) =>
        a.Type == b.Type && a.Employee == b.Employee && a.OccurredAt == b.OccurredAt && a.OccurredLocal == b.OccurredLocal
        && a.Customer == b.Customer && a.Lines.SequenceEqual(b.Lines);
}
