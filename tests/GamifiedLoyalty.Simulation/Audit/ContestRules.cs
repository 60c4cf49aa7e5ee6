using System.Globalization;
using GamifiedLoyalty.Domain.Challenges;
using GamifiedLoyalty.Engine.Log;
using GamifiedLoyalty.Simulation.Model;
using GamifiedLoyalty.Simulation.Programs;

namespace GamifiedLoyalty.Simulation.Audit;

/// <summary>Which steps of a contest are possible, and what the plain ones change.</summary>
internal static class ContestRules
{
    public static bool IsPossible(ModelProgram model, ModelContest contest, ChallengeEntry entry) => entry.Action switch
    {
        ChallengeAction.Submit => contest.Status == ChallengeStatus.Draft && entry.At < contest.End,
        ChallengeAction.Approve => contest.Status == ChallengeStatus.Submitted && entry.At < contest.End && !contest.Authors.Contains(entry.Actor),
        ChallengeAction.Open => contest.Status == ChallengeStatus.Scheduled && !contest.HasBaselineAfter(entry.At),
        ChallengeAction.Freeze => contest is { Status: ChallengeStatus.Open or ChallengeStatus.Closed, Frozen: null },
        ChallengeAction.Reveal => contest.Frozen is not null,
        ChallengeAction.Close => contest.Status == ChallengeStatus.Open,
        ChallengeAction.Settle => contest.Status == ChallengeStatus.Closed,
        ChallengeAction.Cancel => contest.Status is not (ChallengeStatus.Settled or ChallengeStatus.Cancelled),
        ChallengeAction.Join => CanJoin(model, contest, entry),
        ChallengeAction.Invite => CanDuel(model, contest, entry) && Undecided(contest, entry.Subject!, entry.At) < contest.Sent.Format.MostAtOnce,
        ChallengeAction.AcceptDuel => CanAccept(contest, entry),
        _ => false,
    };

    public static void Apply(ModelContest contest, ChallengeEntry entry)
    {
        switch (entry.Action)
        {
            case ChallengeAction.Submit:
                contest.Authors.Add(entry.Actor);
                contest.Status = contest.Sent.Plan.BudgetPoints > SimContest.ApprovalAbovePoints ? ChallengeStatus.Submitted : ChallengeStatus.Scheduled;
                break;
            case ChallengeAction.Approve:
                contest.Status = ChallengeStatus.Scheduled;
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
            case ChallengeAction.Cancel:
                (contest.Status, contest.Frozen, contest.RevealedFrom) = (ChallengeStatus.Cancelled, null, null);
                break;
            case ChallengeAction.Join:
                contest.Joined.Add(entry.Subject!, entry.At);
                break;
            case ChallengeAction.Invite:
                var until = entry.At.AddHours(contest.Sent.Format.AcceptHours);
                contest.Duels.Add(new Duel(
                    contest.Duels.Count + 1, entry.Subject!, entry.Opponent!, entry.At, until < contest.End ? until : contest.End, null));
                break;
            default:
                var number = Number(entry);
                contest.Duels[number - 1] = contest.Duels[number - 1] with { AcceptedAt = entry.At };
                break;
        }
    }

    private static bool CanJoin(ModelProgram model, ModelContest contest, ChallengeEntry entry)
    {
        var isOpen = contest.Status == ChallengeStatus.Scheduled
            || (contest.Status == ChallengeStatus.Open && contest.Sent.Format.Type is not ("bracket" or "elimination"));
        return contest.OptIn && isOpen && entry.At < contest.End && !contest.Joined.ContainsKey(entry.Subject!)
            && ContestStandings.IsInAudience(model, contest, entry.Subject!);
    }

    private static bool CanDuel(ModelProgram model, ModelContest contest, ChallengeEntry entry) =>
        IsDuelling(contest, entry) && entry.Subject != entry.Opponent
        && ContestStandings.TakesPart(model, contest, entry.Subject!) && ContestStandings.TakesPart(model, contest, entry.Opponent!);

    private static bool CanAccept(ModelContest contest, ChallengeEntry entry) =>
        IsDuelling(contest, entry)
        && contest.Duels.ElementAtOrDefault(Number(entry) - 1) is { AcceptedAt: null } duel
        && (duel.Challenger, duel.Opponent) == (entry.Opponent, entry.Subject)
        && entry.At < duel.AcceptBy && Undecided(contest, entry.Subject!, entry.At) < contest.Sent.Format.MostAtOnce;

    private static bool IsDuelling(ModelContest contest, ChallengeEntry entry) =>
        contest is { Status: ChallengeStatus.Open, Sent.Format.Type: "duels" } && entry.At < contest.End;

    private static int Undecided(ModelContest contest, string subject, DateTimeOffset at) =>
        contest.Duels.Count(d => d.AcceptedAt is not null && (d.Challenger == subject || d.Opponent == subject))
        + contest.Duels.Count(d => d.AcceptedAt is null && d.Challenger == subject && at < d.AcceptBy);

    private static int Number(ChallengeEntry entry) => int.Parse(entry.Documents[0].Id.Split('/')[1], CultureInfo.InvariantCulture);
}
