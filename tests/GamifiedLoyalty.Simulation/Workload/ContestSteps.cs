using GamifiedLoyalty.Domain.Challenges;
using GamifiedLoyalty.Engine.Commands;
using GamifiedLoyalty.Engine.Programs;
using GamifiedLoyalty.Simulation.Nodes;
using GamifiedLoyalty.Simulation.Programs;

namespace GamifiedLoyalty.Simulation.Workload;

/// <summary>Writes contests, takes them through their lives in any order, and lets members join and duel.</summary>
internal sealed class ContestSteps(World world)
{
    private const int Most = 8;
    private readonly ContestMaker _maker = new(world.Random);

    private Random Random => world.Random;

    /// <summary>A contest that begins somewhat before now or in the next days; one that was sent before is sent again as it was.</summary>
    public void Define(Node node)
    {
        var contests = world.Book.Contests;
        var contest = contests.Count == Most || Random.Next(4) == 0
            ? Some() : _maker.Made(FormattableString.Invariant($"c{contests.Count}"), world.Time.GetUtcNow());
        if (contest is not null)
        {
            contests[contest.Id] = contest;
            Send("define a contest", node, contest.Id, engine => engine.PutChallengeAsync(contest.Id, contest.Document(), "simulation", false, CancellationToken.None));
        }
    }

    /// <summary>What usually comes next.</summary>
    public void Submit(Node node) => Act("submit a contest", node, ChallengeAction.Submit);

    /// <summary>By a second person, or by the first one, who may not.</summary>
    public void Approve(Node node) => Act("approve a contest", node, ChallengeAction.Approve, Random.Next(4) == 0 ? "simulation" : "second");

    /// <summary>Anything, whether it can be done or not.</summary>
    public void Any(Node node)
    {
        ChallengeAction[] actions =
        [
            ChallengeAction.Submit, ChallengeAction.Open, ChallengeAction.Open, ChallengeAction.Freeze, ChallengeAction.Freeze, ChallengeAction.Reveal,
            ChallengeAction.Close, ChallengeAction.Settle, ChallengeAction.Settle, ChallengeAction.Settle,
        ];
        var action = Random.Next(40) == 0 ? ChallengeAction.Cancel : actions[Random.Next(actions.Length)];
        Act("act on a contest", node, action);
    }

    public void Join(Node node)
    {
        if (Some(c => c.OptIn) is { } contest)
        {
            var subject = contest.RanksPartners ? People.Partner(Random) : People.Employee(Random);
            Send("join a contest", node, contest.Id, engine => engine.JoinAsync(contest.Id, subject, subject, CancellationToken.None));
        }
    }

    public void Invite(Node node)
    {
        if (Some(c => c.Format.Type == "duels") is { } contest)
        {
            var (one, two) = (People.Employee(Random), People.Employee(Random));
            Send("invite to a duel", node, contest.Id, engine => engine.InviteAsync(contest.Id, one, two, one, CancellationToken.None));
        }
    }

    /// <summary>Mostly by the one who was invited.</summary>
    public void Accept(Node node)
    {
        if (Some(c => c.Format.Type == "duels") is { } contest && world.Model.Contests.ById.TryGetValue(contest.Id, out var known))
        {
            var number = Random.Next(1, known.Duels.Count + 2);
            var opponent = known.Duels.ElementAtOrDefault(number - 1)?.Opponent;
            var subject = opponent is null || Random.Next(5) == 0 ? People.Employee(Random) : opponent;
            Send("accept a duel", node, contest.Id, engine => engine.AcceptDuelAsync(contest.Id, number, subject, subject, CancellationToken.None));
        }
    }

    private void Act(string kind, Node node, ChallengeAction action, string actor = "simulation")
    {
        if (Some() is { } contest)
        {
            int? fromPlace = action == ChallengeAction.Reveal && Random.Next(2) == 0 ? Random.Next(1, 5) : null;
            Send(kind, node, contest.Id, engine => engine.ActAsync(contest.Id, action, fromPlace, "rain", actor, CancellationToken.None));
        }
    }

    private void Send(string kind, Node node, string contest, Func<ProgramEngine, Task<ChallengeResult>> work) =>
        world.Send(kind, node, work, result =>
        {
            world.Findings.Demand(result.Faults.Count == 0, "I7", $"{contest} is refused: {string.Join(", ", result.Faults)}");
            world.Findings.Demand(
                !result.Changed || world.Model.Contests.Steps.Contains(result.Version), "I7", $"{contest} was answered with version {result.Version}, which is not in the log");
            world.Count(result.Changed ? "contest changed" : "contest unchanged");
            return FormattableString.Invariant($"{contest} {result.Refusal} {result.Status} {result.Version}");
        });

    private SimContest? Some(Func<SimContest, bool>? which = null)
    {
        var fitting = world.Book.Contests.Values.Where(c => which?.Invoke(c) != false).ToList();
        return fitting.Count == 0 ? null : fitting[Random.Next(fitting.Count)];
    }
}
