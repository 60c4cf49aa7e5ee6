using GamifiedLoyalty.Domain.Challenges;
using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Engine.Log;
using GamifiedLoyalty.Simulation.Model;
using GamifiedLoyalty.Simulation.Workload;

namespace GamifiedLoyalty.Simulation.Audit;

/// <summary>
/// Takes steps of contests to the model (I7): each is one that could be done, none comes before its time, a contest settles
/// once and never changes afterwards, gives exactly the prizes that the naive standings give, and never more than its budget.
/// </summary>
internal sealed class ContestAudit(ModelProgram model, Book book, Findings findings)
{
    public void Take(ChallengeEntry entry)
    {
        model.Contests.Steps.Add(entry.Version);
        if (entry.Action == ChallengeAction.Define)
        {
            Define(entry);
            return;
        }

        if (!findings.Demand(model.Contests.ById.TryGetValue(entry.Challenge, out var contest), "I7", $"version {entry.Version} changes {entry.Challenge}, which is not there"))
        {
            return;
        }

        findings.Demand(IsPossible(contest!, entry), "I7", $"version {entry.Version} does {entry.Action} to {entry.Challenge}, which is {contest!.Status}");
        findings.Demand(
            entry.Actor != "system" || contest.NextDue <= entry.At, "I7", $"version {entry.Version} does {entry.Action} to {entry.Challenge} before {contest.NextDue:O}");
        findings.Demand(
            entry.Action == ChallengeAction.Settle || entry.Prizes.Count == 0, "I7", $"version {entry.Version} gives prizes with {entry.Action}");
        Apply(contest, entry);
    }

    private void Define(ChallengeEntry entry)
    {
        findings.Demand(!model.Contests.ById.ContainsKey(entry.Challenge), "I7", $"version {entry.Version} defines {entry.Challenge} again, which did not change");
        if (findings.Demand(book.Contests.TryGetValue(entry.Challenge, out var sent), "I7", $"version {entry.Version} defines {entry.Challenge}, which nobody sent"))
        {
            model.Contests.ById[entry.Challenge] = new ModelContest(sent!);
        }
    }

    private static bool IsPossible(ModelContest contest, ChallengeEntry entry) => entry.Action switch
    {
        ChallengeAction.Submit => contest.Status == ChallengeStatus.Draft && entry.At < contest.End,
        ChallengeAction.Open => contest.Status == ChallengeStatus.Scheduled,
        ChallengeAction.Freeze => contest is { Status: ChallengeStatus.Open or ChallengeStatus.Closed, Frozen: null },
        ChallengeAction.Reveal => contest.Frozen is not null,
        ChallengeAction.Close => contest.Status == ChallengeStatus.Open,
        ChallengeAction.Settle => contest.Status == ChallengeStatus.Closed,
        ChallengeAction.Cancel => contest.Status is not (ChallengeStatus.Settled or ChallengeStatus.Cancelled),
        ChallengeAction.Join => contest is { Sent.OptIn: true, Status: ChallengeStatus.Scheduled or ChallengeStatus.Open }
            && entry.At < contest.End && !contest.Joined.Contains(entry.Subject!),
        _ => false,
    };

    private void Apply(ModelContest contest, ChallengeEntry entry)
    {
        switch (entry.Action)
        {
            case ChallengeAction.Submit:
                contest.Status = ChallengeStatus.Scheduled;
                break;
            case ChallengeAction.Open:
                contest.Status = ChallengeStatus.Open;
                contest.Start = entry.At < contest.Start ? entry.At : contest.Start;
                break;
            case ChallengeAction.Freeze:
                contest.Frozen = ModelRow.Text(model.Contests.Rows(contest));
                break;
            case ChallengeAction.Reveal:
                contest.RevealedFrom = entry.FromPlace;
                contest.Frozen = entry.FromPlace is null ? null : contest.Frozen;
                break;
            case ChallengeAction.Close:
                contest.Status = ChallengeStatus.Closed;
                var earliest = entry.At < contest.Start.AddSeconds(1) ? contest.Start.AddSeconds(1) : entry.At;
                contest.End = earliest < contest.End ? earliest : contest.End;
                break;
            case ChallengeAction.Settle:
                Settle(contest, entry);
                break;
            case ChallengeAction.Cancel:
                (contest.Status, contest.Frozen, contest.RevealedFrom) = (ChallengeStatus.Cancelled, null, null);
                break;
            default:
                contest.Joined.Add(entry.Subject!);
                break;
        }
    }

    private void Settle(ModelContest contest, ChallengeEntry entry)
    {
        contest.Status = ChallengeStatus.Settled;
        var rows = model.Contests.Rows(contest);
        contest.Settled = ModelRow.Text(rows);
        var expected = contest.Prizes(rows).ToList();
        findings.DemandSame(
            string.Join("; ", entry.Prizes.Select(p => (p.Winner, p.Place, p.Value))), string.Join("; ", expected), "I7", $"the prizes of {entry.Challenge}");
        findings.Demand(
            entry.Prizes.Sum(p => p.Value) <= Programs.SimContest.Budget, "I7", $"the prizes of {entry.Challenge} exceed the budget");
        var payer = contest.Sent.Sponsor is { } sponsor ? new OwnerRef(OwnerKind.Sponsor, sponsor) : OwnerRef.Program;
        model.Contests.Given.AddRange(expected.Select(e => (e.Winner, payer, e.Points)));
    }
}
