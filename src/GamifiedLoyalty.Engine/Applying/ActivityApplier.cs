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
    private readonly List<(ScoreKey Key, ScoreValue Value)> _scores = [];

    /// <summary>The owners whose states an activity may read or change.</summary>
    public IEnumerable<OwnerRef> OwnersOf(RecordActivity command)
    {
        var definitions = draft.State.Definitions;
        yield return OwnerRef.Program;
        foreach (var sponsor in definitions.Sponsors)
        {
            yield return new OwnerRef(OwnerKind.Sponsor, sponsor);
        }

        if (command.Activity.Employee is { } employee)
        {
            yield return OwnerRef.Employee(employee);
        }

        if (PartnerOf(command) is { } partner)
        {
            yield return OwnerRef.Partner(partner);
        }

        if (definitions.RemembersCustomers && command.Activity.Customer is { } customer)
        {
            yield return new OwnerRef(OwnerKind.Customer, customer.Id);
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
        draft.FindMember(member) ?? command.CreateMembers.FirstOrDefault(m => m.Ref == member);

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

        return command.Activity.Employee is null && partner is null
            ? new Fault("memberMissing", "An activity needs an employee or a partner.")
            : MemberRules.FirstFault(command.CreateMembers.Where(m => draft.FindMember(m.Ref) is null), m => FindMember(command, m));
    }

    private RecordResult Record(RecordActivity command, RecordedActivity checkedActivity)
    {
        var created = NewMembers(command, checkedActivity.Version);
        MemberProfile? Profile(OwnerRef member) => created.Find(m => m.Ref == member) ?? draft.FindMember(member);
        var employee = checkedActivity.EmployeeRef is { } seller ? Profile(seller) : null;
        var partner = checkedActivity.PartnerRef is { } dealer ? Profile(dealer) : null;
        var recorded = checkedActivity with
        {
            EmployeeVersion = employee?.Version ?? 0,
            PartnerVersion = partner?.Version ?? 0,
            Ancestors = PartnerTree.AncestorsOf(partner, Profile),
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

    private void Keep(
        RecordActivity command, RecordedActivity recorded, List<MemberProfile> created, EarningOutcome outcome, GrossTotals gross)
    {
        draft.Append(new ActivityEntry(recorded, created.Select(m => MemberMarks.Of(m, isNew: true)).ToList(), command.Actor));
        draft.AddReceipt(recorded);
        created.ForEach(draft.SetMember);
        gross.Add(draft);
        foreach (var change in outcome.Changes)
        {
            draft.Accumulate(change.Key, change.Change);
        }

        foreach (var award in outcome.Awards)
        {
            AwardPoster.Post(draft, award, award.Points);
        }

        if (outcome.Awards.Min(a => a.AvailableAt) is { } due)
        {
            draft.Due.AddRecorded(recorded.Version, due);
        }

        foreach (var (key, value) in _scores)
        {
            draft.AddScore(key, value, recorded.Version);
        }

        Note(recorded);
    }

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
        _scores.Clear();
        ScoreCalculator.Visit(
            draft.State.Definitions.ActiveSeries, facts, awards, draft.State.Definitions.Rules.Definition.Money,
            draft.PostedThrough, (key, value) => _scores.Add((key, value)));
    }

    private List<MemberProfile> NewMembers(RecordActivity command, long version)
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
