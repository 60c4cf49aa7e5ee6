using GamifiedLoyalty.Domain;
using GamifiedLoyalty.Domain.Activities;
using GamifiedLoyalty.Domain.Boards;
using GamifiedLoyalty.Domain.Earning;
using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Engine.Commands;
using GamifiedLoyalty.Engine.Log;
using GamifiedLoyalty.Engine.Ports;

namespace GamifiedLoyalty.Engine.Applying;

/// <summary>
/// Applies wishes to record activities, in the order: seen before, members, time, rate, limits, rules. The first that
/// fails decides the answer, and nothing is changed then.
/// </summary>
internal sealed class ActivityApplier(CommitDraft draft, IReadOnlyDictionary<ReceiptKey, RecordedActivity> known)
{
    private readonly ScoreList _scores = new();

    /// <summary>Gathers the owners whose states an activity may read or change and that are not in memory; mostly none.</summary>
    public void AddMissingOwners(RecordActivity command, HashSet<OwnerRef> missing)
    {
        var definitions = draft.State.Definitions;
        Demand(OwnerRef.Program, missing);
        for (var i = 0; i < definitions.Sponsors.Count; i++)
        {
            Demand(new OwnerRef(OwnerKind.Sponsor, definitions.Sponsors[i]), missing);
        }

        if (command.Activity.Employee is { } employee)
        {
            Demand(OwnerRef.Employee(employee), missing);
        }

        if (PartnerOf(command) is { } partner)
        {
            Demand(OwnerRef.Partner(partner), missing);
        }

        if (definitions.RemembersCustomers && command.Activity.Customer is { } customer)
        {
            Demand(new OwnerRef(OwnerKind.Customer, customer.Id), missing);
        }
    }

    public RecordResult Apply(RecordActivity command)
    {
        var sent = command.Activity;
        var key = new ReceiptKey(sent.Source, sent.ExternalId);
        if (draft.FindRecorded(key) is { } now)
        {
            return Repeat(now, command);
        }

        if (known.GetValueOrDefault(key) is { } before)
        {
            return Repeat(before, command);
        }

        try
        {
            var (recorded, fault) = Check(command);
            return recorded is null ? new RecordResult(RecordStatus.Rejected, null, fault) : Record(command, recorded);
        }
        catch (OverflowException)
        {
            return Rejected("limitExceeded", "With this activity a sum would be larger than the largest exact number, 2^53 - 1.");
        }
    }

    private void Demand(OwnerRef owner, HashSet<OwnerRef> missing)
    {
        if (!draft.State.Owners.Contains(owner))
        {
            missing.Add(owner);
        }
    }

    private static RecordResult Rejected(string code, string detail, string? pointer = null) =>
        new(RecordStatus.Rejected, null, new Fault(code, detail, pointer));

    private RecordResult Repeat(RecordedActivity first, RecordActivity retry)
    {
        var definition = draft.State.Definitions.Rules.Definition;
        var money = definition.Money.Currency;
        var meant = new RecordedDefaults(first.Partner, first.Sent.Currency ?? money, first.OccurredAt);
        var same = ActivityEquality.SameContent(first.Sent, meant, retry.Activity, PartnerOf(retry), money, definition.Calendar);
        return same
            ? new RecordResult(RecordStatus.Duplicate, first, null)
            : new RecordResult(RecordStatus.Conflict, first, new Fault(
                "externalIdTaken", $"The source already sent other content as {retry.Activity.ExternalId}.", "/externalId"));
    }

    private string? PartnerOf(RecordActivity command)
    {
        if (command.Activity.Partner is { } named)
        {
            return named;
        }

        return command.Activity.Employee is { } employee
            ? FindMember(command, OwnerRef.Employee(employee))?.Partner
            : null;
    }

    private MemberProfile? FindMember(RecordActivity command, OwnerRef member) =>
        draft.FindMember(member) ?? Find(command.CreateMembers, member);

    private static MemberProfile? Find(IReadOnlyList<MemberProfile> members, OwnerRef member)
    {
        for (var i = 0; i < members.Count; i++)
        {
            if (members[i].Ref == member)
            {
                return members[i];
            }
        }

        return null;
    }

    private (RecordedActivity? Recorded, Fault? Fault) Check(RecordActivity command)
    {
        var sent = command.Activity;
        var partner = PartnerOf(command);
        if (MemberFault(command, partner) is { } unknown)
        {
            return (null, unknown);
        }

        var definitions = draft.State.Definitions;
        var calendar = definitions.Rules.Definition.Calendar;
        var occurredAt = sent.OccurredAt ?? (sent.OccurredLocal is { } local ? calendar.Resolve(local) : draft.At);
        if (occurredAt > draft.At + Limits.FutureTolerance)
        {
            return (null, new Fault("occurredInFuture", "The activity would happen more than 5 minutes from now.", "/occurredAt"));
        }

        var day = calendar.DayOf(occurredAt);
        var money = definitions.Rules.Definition.Money;
        if (money.RateFor(sent.Currency ?? money.Currency, day) is not { } rate)
        {
            return (null, new Fault("rateMissing", $"The program has no rate for {sent.Currency} on {day:yyyy-MM-dd}.", "/currency"));
        }

        return (new RecordedActivity
        {
            Version = draft.NextVersion,
            RecordedAt = draft.At,
            OccurredAt = occurredAt.ToUniversalTime(),
            Day = day,
            Sent = sent,
            Partner = partner,
            Rate = rate,
            DefinitionVersion = definitions.Current!.DefinitionVersion,
            Import = command.Import,
        }, null);
    }

    private Fault? MemberFault(RecordActivity command, string? partner)
    {
        if (command.Activity.Employee is { } employee && FindMember(command, OwnerRef.Employee(employee)) is null)
        {
            return new Fault("unknownEmployee", $"There is no employee {employee}.", "/employee");
        }

        if (partner is not null && FindMember(command, OwnerRef.Partner(partner)) is null)
        {
            return new Fault("unknownPartner", $"There is no partner {partner}.", "/partner");
        }

        if (command.Activity.Employee is null && partner is null)
        {
            return new Fault("memberMissing", "An activity needs an employee or a partner.");
        }

        return command.CreateMembers.Count == 0 ? null : CreationFault(command);
    }

    private Fault? CreationFault(RecordActivity command) =>
        MemberRules.FirstFault(command.CreateMembers.Where(m => draft.FindMember(m.Ref) is null), m => FindMember(command, m));

    private RecordResult Record(RecordActivity command, RecordedActivity checkedActivity)
    {
        var created = NewMembers(command, checkedActivity.Version);
        var employee = checkedActivity.EmployeeRef is { } seller ? Profile(created, seller) : null;
        var partner = checkedActivity.PartnerRef is { } dealer ? Profile(created, dealer) : null;
        var recorded = checkedActivity with
        {
            EmployeeVersion = employee?.Version ?? 0,
            PartnerVersion = partner?.Version ?? 0,
            Ancestors = partner?.Parent is null ? [] : Ancestors(created, partner),
        };
        var rules = draft.State.Definitions.Rules;
        var facts = ActivityFacts.Of(recorded, recorded.Sent.Lines, employee, partner, rules.Definition.Calendar);
        var gross = GrossTotals.Of(facts, rules.Definition.Money);
        gross.Check(draft.Owner(OwnerRef.Program));
        var outcome = rules.Evaluate(facts, new OwnerAccumulators(draft), LiveBudgets.Instance);
        AwardPoster.Check(draft, outcome.Awards);
        recorded = recorded with { Awards = outcome.Awards };
        CollectScores(facts, outcome.Awards);

        // Everything that can fail has been checked; from here on the draft is changed.
        Keep(command, recorded, created, outcome, gross);
        return new RecordResult(RecordStatus.Recorded, recorded, null);
    }

    private MemberProfile? Profile(IReadOnlyList<MemberProfile> created, OwnerRef member) =>
        Find(created, member) ?? draft.FindMember(member);

    private IReadOnlyList<string> Ancestors(IReadOnlyList<MemberProfile> created, MemberProfile partner) =>
        PartnerTree.AncestorsOf(partner, m => Profile(created, m));

    private void Keep(
        RecordActivity command, RecordedActivity recorded, IReadOnlyList<MemberProfile> created, EarningOutcome outcome, GrossTotals gross)
    {
        draft.Append(new ActivityEntry(recorded, Marks(created), command.Actor));
        draft.AddReceipt(recorded);
        for (var i = 0; i < created.Count; i++)
        {
            draft.SetMember(created[i]);
        }

        gross.Add(draft);
        for (var i = 0; i < outcome.Changes.Count; i++)
        {
            draft.Accumulate(outcome.Changes[i].Key, outcome.Changes[i].Change);
        }

        for (var i = 0; i < outcome.Awards.Count; i++)
        {
            Post(outcome.Awards[i], recorded.Version);
        }

        foreach (var (key, value) in _scores.Items)
        {
            draft.AddScore(key, value, recorded.Version);
        }

        Note(recorded);
    }

    private void Post(Award award, long version)
    {
        AwardPoster.Post(draft, award, award.Points);
        if (award.AvailableAt is { } due)
        {
            draft.Due.AddRecorded(version, due);
        }
    }

    private static IReadOnlyList<MemberMark> Marks(IReadOnlyList<MemberProfile> created) =>
        created.Count == 0 ? [] : created.Select(m => MemberMarks.Of(m, isNew: true)).ToList();

    private void Note(RecordedActivity recorded)
    {
        if (recorded.EmployeeRef is { } employee)
        {
            draft.Note(employee, recorded.Version);
        }

        if (recorded.PartnerRef is { } partner)
        {
            draft.Note(partner, recorded.Version);
        }

        if (draft.State.Definitions.RemembersCustomers && recorded.Sent.Customer is { } customer)
        {
            draft.Note(new OwnerRef(OwnerKind.Customer, customer.Id), recorded.Version);
        }
    }

    private void CollectScores(ActivityFacts facts, IReadOnlyList<Award> awards)
    {
        _scores.Items.Clear();
        ScoreCalculator.Visit(
            draft.State.Definitions.ActiveSeries, facts, awards, draft.State.Definitions.Rules.Definition.Money,
            draft.PostedThrough, _scores.Visit);
    }

    private IReadOnlyList<MemberProfile> NewMembers(RecordActivity command, long version)
    {
        if (command.CreateMembers.Count == 0)
        {
            return [];
        }

        return command.CreateMembers
            .Where(m => draft.FindMember(m.Ref) is null)
            .Select(m => MemberMarks.WithSalt(m with { Version = version }))
            .ToList();
    }
}

/// <summary>Scores of one activity; made once for many, with the delegate that fills it.</summary>
internal sealed class ScoreList
{
    public ScoreList() => Visit = (key, value) => Items.Add((key, value));

    public List<(ScoreKey Key, ScoreValue Value)> Items { get; } = [];

    public Action<ScoreKey, ScoreValue> Visit { get; }
}
