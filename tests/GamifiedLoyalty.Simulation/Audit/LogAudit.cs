using GamifiedLoyalty.Domain.Activities;
using GamifiedLoyalty.Domain.Earning;
using GamifiedLoyalty.Engine.Log;
using GamifiedLoyalty.Engine.Ports;
using GamifiedLoyalty.Simulation.Model;
using GamifiedLoyalty.Simulation.Nodes;
using GamifiedLoyalty.Simulation.Workload;

namespace GamifiedLoyalty.Simulation.Audit;

/// <summary>
/// Takes every committed entry to the model, and compares what the product made of it: nothing recorded twice or that
/// nobody sent (I1), points as the rules say (I4), caps and budgets to the point (I11), local days (I12), versions without
/// gaps and time that does not go back (I6).
/// </summary>
internal sealed class LogAudit(ModelProgram model, Book book, ICommitStore truth, Findings findings)
{
    private readonly ContestAudit _contests = new(model, book, truth, findings);
    private DateTimeOffset _last = DateTimeOffset.MinValue;
    private int _number;

    /// <summary>When the newest version was made; no node makes an earlier one after it, whatever its clock says.</summary>
    public DateTimeOffset LastAt => _last;

    /// <summary>The program's number in the store.</summary>
    public int Number => _number;

    /// <summary>Documents as last set, by kind and id.</summary>
    public Dictionary<(string Kind, string Id), long> Documents { get; } = [];

    /// <summary>Audits what was committed since the last call; returns how many versions.</summary>
    public int Follow()
    {
        if (Now(truth.FindHeadAsync(Node.Program, CancellationToken.None)) is not { } head)
        {
            return 0;
        }

        _number = head.Number;
        var entries = Now(truth.ReadLogAsync(head.Number, model.Version, int.MaxValue, CancellationToken.None));
        foreach (var stored in entries)
        {
            var entry = EntryReader.Read(stored);
            findings.Demand(stored.Version == model.Version + 1 && entry.Version == stored.Version, "I6", $"version {stored.Version} follows {model.Version}");
            findings.Demand(entry.At >= _last, "I6", $"version {entry.Version} is of {entry.At:O}, before {_last:O}");
            _last = entry.At;
            Take(entry);
        }

        findings.Demand(model.Version == head.Version, "I6", $"the log ends at {model.Version}, the head is {head.Version}");
        return entries.Count;
    }

    public static T Now<T>(Task<T> task) => task.GetAwaiter().GetResult();

    private void Take(LogEntry entry)
    {
        switch (entry)
        {
            case ActivityEntry activity: Take(activity); break;
            case ReversalEntry reversal: Take(reversal); break;
            case PostingEntry posting: Take(posting); break;
            case MemberEntry member: Take(member.Mark, member.Version); break;
            case DefinitionEntry definition: Take(definition); break;
            case DocumentEntry document:
                Documents[(document.Kind, document.Id)] = document.Version;
                model.Pass(document.Version);
                break;
            case ChallengeEntry challenge:
                _contests.Take(challenge, _number);
                foreach (var mark in challenge.Documents)
                {
                    Documents[(mark.Kind, mark.Id)] = challenge.Version;
                }

                model.Pass(challenge.Version);
                break;
            default: throw new InvalidOperationException($"The model does not know {entry.Command}.");
        }
    }

    private void Take(ActivityEntry entry)
    {
        var logged = entry.Activity;
        foreach (var mark in entry.Created)
        {
            findings.Demand(!model.Members.ContainsKey(mark.Member), "I1", $"version {entry.Version} creates {mark.Member.Id} again");
            Take(mark, entry.Version);
        }

        var sent = book.Find(logged.Sent);
        findings.Demand(sent is not null, "I1", $"version {entry.Version} records {logged.Sent.ExternalId} as nobody sent it");
        findings.Demand(
            !model.BySource.TryGetValue((logged.Sent.Source, logged.Sent.ExternalId), out var first), "I1",
            $"version {entry.Version} records {logged.Sent.ExternalId} again, which is {first?.Version}");
        var activity = model.Record(sent ?? logged.Sent, entry.Version, entry.At, logged.Import);
        findings.Demand(logged.Partner == activity.Partner, "I4", $"version {entry.Version} counts for {logged.Partner} and not {activity.Partner}");
        findings.Demand(logged.OccurredAt == activity.OccurredAt, "I12", $"version {entry.Version} occurs at {logged.OccurredAt:O} and not {activity.OccurredAt:O}");
        findings.Demand(logged.Day == activity.Day, "I12", $"version {entry.Version} is of {logged.Day:O} and not {activity.Day:O}");
        findings.Demand(logged.Rate == activity.Rate, "I4", $"version {entry.Version} has the rate {logged.Rate} and not {activity.Rate}");
        findings.DemandSame(string.Join(',', logged.Ancestors), string.Join(',', activity.Ancestors), "I4", $"the tree of version {entry.Version}");
        findings.Demand(
            logged.EmployeeVersion == (activity.EmployeeProfile?.Version ?? 0) && logged.PartnerVersion == (activity.PartnerProfile?.Version ?? 0), "I4",
            $"version {entry.Version} goes by profiles {logged.EmployeeVersion} and {logged.PartnerVersion}, not {activity.EmployeeProfile?.Version} and {activity.PartnerProfile?.Version}");
        Compare(entry.Version, activity, logged.Awards);
    }

    private void Take(ReversalEntry entry)
    {
        if (!findings.Demand(model.ByVersion.ContainsKey(entry.Activity), "I1", $"version {entry.Version} reverses {entry.Activity}, which is no activity"))
        {
            return;
        }

        var activity = model.ByVersion[entry.Activity];
        var isImport = activity.Import is { } import && entry.Request.ExternalId == "import:" + import;
        findings.Demand(
            isImport || book.Find(entry.Activity, entry.Request) is not null, "I1", $"version {entry.Version} reverses {entry.Activity} as nobody asked");
        findings.Demand(
            !activity.Reversals.ContainsKey(entry.Request.ExternalId), "I1", $"version {entry.Version} applies the reversal {entry.Request.ExternalId} again");
        var (lines, fault) = Reversing.Apply(activity, entry.Request);
        findings.Demand(fault is null, "I4", $"version {entry.Version} reverses what is {fault}");
        findings.DemandSame(Text(entry.Lines), Text(lines), "I4", $"what remains of {entry.Activity} after version {entry.Version}");
        var corrections = entry.Corrections.ToDictionary(c => c.Activity);
        var changed = model.Reverse(activity, entry.Request, lines, entry.Version);
        foreach (var one in changed.Select(a => a.Version).Union(corrections.Keys))
        {
            if (findings.Demand(corrections.ContainsKey(one), "I4", $"version {entry.Version} does not correct {one}, which would be [{Text(model.ByVersion[one].Awards)}]"))
            {
                Compare(entry.Version, model.ByVersion[one], corrections[one].Awards);
            }
        }
    }

    private void Take(PostingEntry entry)
    {
        findings.Demand(entry.Through <= entry.At && entry.Through >= model.PostedThrough, "I2", $"version {entry.Version} posts through {entry.Through:O}");
        var posted = model.Post(entry.Through, entry.Version);
        findings.DemandSame(string.Join(',', entry.Activities), string.Join(',', posted.Select(a => a.Version)), "I2", $"what version {entry.Version} posts");
    }

    private void Take(DefinitionEntry entry)
    {
        var stored = Now(truth.ReadDefinitionsAsync(_number, CancellationToken.None)).Single(d => d.Version == entry.Version);
        if (book.Find(stored.Document) is { } definition)
        {
            model.Define(definition, entry.Version);
        }

        findings.Demand(
            model.Definitions.Count == entry.DefinitionVersion && entry.DefinitionVersion == stored.DefinitionVersion, "I1",
            $"version {entry.Version} publishes definition {entry.DefinitionVersion} as nobody sent it");
    }

    private void Take(MemberMark mark, long version)
    {
        var profile = Now(truth.FindMemberAsync(_number, mark.Member, version, CancellationToken.None));
        if (findings.Demand(profile is not null && book.Holds(profile), "I1", $"version {version} sets {mark.Member.Id} as nobody sent it"))
        {
            model.SetMember(profile!, version);
        }
    }

    private void Compare(long version, ModelActivity activity, IReadOnlyList<Award> logged)
    {
        var actual = Text(logged.Select(Of));
        var expected = Text(activity.Awards);
        var rules = activity.Definition.Rules.Where(r => r.Caps.Count > 0).Select(r => r.Id).ToHashSet(StringComparer.Ordinal);
        var wrong = logged.Select(Of).Except(activity.Awards).Concat(activity.Awards.Except(logged.Select(Of))).ToList();
        var isCap = wrong.Count > 0 && wrong.TrueForAll(a => rules.Contains(a.Rule));
        findings.DemandSame(actual, expected, isCap ? "I11" : "I4", $"what version {version} awards for {activity.Version}");
    }

    public static ModelAward Of(Award award) => new(
        award.Owner, award.Currency, award.Rule, award.Points, award.BeforeBudgets, award.CappedBy, award.AvailableAt, award.Sponsor);

    public static string Text(IEnumerable<ModelAward> awards) => ModelAward.Text(awards);

    public static string Text(IEnumerable<ActivityLine> lines) =>
        string.Join("; ", lines.Select(l => FormattableString.Invariant($"{l.Id}: {l.Quantity} for {l.Amount:0.######}")));
}
