using GamifiedLoyalty.Domain.Challenges;
using GamifiedLoyalty.Engine.Commands;
using GamifiedLoyalty.Engine.Programs;
using GamifiedLoyalty.Simulation.Model;
using GamifiedLoyalty.Simulation.Nodes;
using GamifiedLoyalty.Simulation.Programs;

namespace GamifiedLoyalty.Simulation.Workload;

/// <summary>Writes contests, takes them through their lives in any order, and lets members join.</summary>
internal sealed class ContestSteps(World world)
{
    private const int Most = 8;

    private Random Random => world.Random;

    /// <summary>A contest that begins somewhat before now or in the next days; one that was sent before is sent again as it was.</summary>
    public void Define(Node node)
    {
        var contests = world.Book.Contests;
        var contest = contests.Count == Most || Random.Next(4) == 0 ? Some() : Made(FormattableString.Invariant($"c{contests.Count}"));
        if (contest is not null)
        {
            contests[contest.Id] = contest;
            Send("define a contest", node, contest.Id, engine => engine.PutChallengeAsync(contest.Id, contest.Document(), "simulation", false, CancellationToken.None));
        }
    }

    /// <summary>What usually comes next.</summary>
    public void Submit(Node node) => Act("submit a contest", node, ChallengeAction.Submit);

    /// <summary>Anything, whether it can be done or not.</summary>
    public void Any(Node node)
    {
        ChallengeAction[] actions =
        [
            ChallengeAction.Submit, ChallengeAction.Open, ChallengeAction.Open, ChallengeAction.Freeze, ChallengeAction.Freeze, ChallengeAction.Reveal,
            ChallengeAction.Close, ChallengeAction.Settle, ChallengeAction.Settle, ChallengeAction.Settle, ChallengeAction.Approve,
        ];
        var action = Random.Next(40) == 0 ? ChallengeAction.Cancel : actions[Random.Next(actions.Length)];
        Act("act on a contest", node, action);
    }

    public void Join(Node node)
    {
        if (Some() is { } contest)
        {
            var subject = contest.Metric.RanksPartners ? People.Partner(Random) : People.Employee(Random);
            Send("join a contest", node, contest.Id, engine => engine.JoinAsync(contest.Id, subject, subject, CancellationToken.None));
        }
    }

    private void Act(string kind, Node node, ChallengeAction action)
    {
        if (Some() is { } contest)
        {
            int? fromPlace = action == ChallengeAction.Reveal && Random.Next(2) == 0 ? Random.Next(1, 5) : null;
            Send(kind, node, contest.Id, engine => engine.ActAsync(contest.Id, action, fromPlace, "rain", "simulation", CancellationToken.None));
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

    private SimContest? Some() => world.Book.Contests.Count == 0 ? null : world.Book.Contests.Values.ElementAt(Random.Next(world.Book.Contests.Count));

    private SimContest Made(string id)
    {
        // Whole seconds, as a document says them.
        var now = world.Time.GetUtcNow();
        var start = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerSecond)).AddMinutes(Random.Next(-300, 2_000));
        var metric = ModelContests.Metrics[Random.Next(ModelContests.Metrics.Count)];
        return new SimContest(id, metric, start, start.AddMinutes(Random.Next(60, 9_000)))
        {
            Bar = Random.Next(3) == 0 ? Random.Next(1, 20_000) : null,
            OptIn = Random.Next(3) == 0,
            SettlesByItself = Random.Next(2) == 0,
            CorrectionHours = Random.Next(48),
            Sponsor = Random.Next(3) == 0 ? "brand" : null,
        };
    }
}
