using System.Globalization;
using GamifiedLoyalty.Domain.Challenges;
using GamifiedLoyalty.Engine.Challenges;
using GamifiedLoyalty.Simulation.Model;
using GamifiedLoyalty.Simulation.Nodes;
using GamifiedLoyalty.Simulation.Running;

namespace GamifiedLoyalty.Simulation.Audit;

/// <summary>Compares what a node shows of contests with the model (I7).</summary>
internal sealed class ContestReads(ModelProgram model, Findings findings, StepScheduler scheduler)
{
    /// <summary>
    /// The standings of a contest as managers and as viewers see them, compared when the node shows the newest version:
    /// those of a live contest with the naive ones, those of a settled one with what it was settled with, frozen ones with
    /// what was so then.
    /// </summary>
    public string Standings(Node node, string id)
    {
        var view = scheduler.Wait(() => node.Engine!.ReadStandingsAsync(id, ViewAs.Manager, CancellationToken.None));
        var viewer = scheduler.Wait(() => node.Engine!.ReadStandingsAsync(id, ViewAs.Viewer, CancellationToken.None));
        if (node.Engine!.Version != model.Version)
        {
            return "behind";
        }

        if (view is null || viewer is null || !model.Contests.ById.TryGetValue(id, out var contest))
        {
            findings.Demand(view is null && !model.Contests.ById.ContainsKey(id), "I7", $"the contest {id} is {(view is null ? "not " : "")}on node {node.Number}");
            return "no contest";
        }

        findings.Demand(view.Challenge.Record.Status == contest.Status, "I7", $"the contest {id} is {view.Challenge.Record.Status} on node {node.Number} and not {contest.Status}");
        if (contest.Status is ChallengeStatus.Open or ChallengeStatus.Closed or ChallengeStatus.Settled)
        {
            var expected = contest.Settled?.Rows ?? ModelRow.Text(ContestStandings.Rows(model, contest, view.Standings.At));
            findings.DemandSame(Text(view.Standings), expected, "I7", $"the contest {id} on node {node.Number} at {view.Standings.Version}");
        }

        if (contest is { Frozen: { } frozen, RevealedFrom: null })
        {
            findings.DemandSame(Text(viewer.Standings), frozen, "I7", $"the frozen contest {id} on node {node.Number}");
        }

        return FormattableString.Invariant($"{id} {contest.Status} {view.Standings.Rows.Count} rows");
    }

    /// <summary>Why somebody stands where it does: what counts adds up to the score of its row.</summary>
    public void Explanation(Node node, string id, string subject)
    {
        var explained = scheduler.Wait(() => node.Engine!.ExplainAsync(id, subject, ViewAs.Manager, CancellationToken.None));
        if (explained is not { Explanation: { Row: { } row } explanation } || node.Engine!.Version != model.Version)
        {
            return;
        }

        var shown = explained.Standings.Rows.Single(r => r.Subject == subject);
        var sum = explanation.Counted.Sum(c => c.Score);
        findings.Demand(ReferenceEquals(row, shown) || row.Score == shown.Score, "I7", $"{subject} in {id} is explained {row.Score} and stands with {shown.Score}");
        findings.Demand(explanation.Parts.Sum == sum, "I7", $"what {subject} sold in {id} adds up to {sum} and not {explanation.Parts.Sum}");
        if (model.Contests.ById[id].Sent.Scoring != Scoring.Growth)
        {
            var score = (long)Math.Floor((decimal)sum / explanation.Parts.Divisor);
            findings.Demand(score == row.Score, "I7", $"{sum} by {explanation.Parts.Divisor} is explained as the score {row.Score} of {subject} in {id}");
        }
    }

    /// <summary>Corrections since the settlement, and nothing else, are what differs from it.</summary>
    public void Difference(Node node, string id)
    {
        var contest = model.Contests.ById[id];
        if (contest.Settled is not { } settled || scheduler.Wait(() => node.Engine!.ReadSettlementAsync(id, CancellationToken.None)) is not { } view)
        {
            findings.Demand(contest.Settled is null, "I7", $"{id} has no settlement on node {node.Number}");
            return;
        }

        var isRaffle = contest.Sent.Format.Type == "raffle";
        var now = ModelRow.Results(ContestStandings.Rows(model, contest, settled.At, isRaffle ? settled.Drawn : null, settled.Members));
        findings.Demand(
            (now == settled.Results) == (view.Difference.Changes.Count == 0) || (isRaffle && now != settled.Results), "I7",
            $"{id} differs in [{string.Join(' ', view.Difference.Changes.Select(c => c.Subject))}] on node {node.Number}, it would be [{now}] and was [{settled.Results}]");
    }

    /// <summary>A rehearsal over the window of a finished contest gives what happened, as far as it still stands.</summary>
    public void Backtest(Node node, string id)
    {
        var contest = model.Contests.ById[id];
        var results = scheduler.Wait(() => node.Engine!.BacktestAsync([contest.Sent.Document()], contest.Start, contest.End, null, CancellationToken.None));
        if (!findings.Demand(results[0].Figures is not null, "I7", $"{id} cannot be rehearsed: {string.Join("; ", results[0].Faults)}"))
        {
            return;
        }

        var figures = results[0].Figures!;
        var again = new ModelContest(contest.Sent) { Start = contest.Start, End = contest.End, OptIn = false };
        ContestStandings.Open(model, again, TimeSpan.Zero);
        var rows = ContestStandings.Rows(model, again, figures.Standings.At);
        if (contest.Sent.Format.Type == "raffle")
        {
            findings.DemandSame(Tickets(figures.Standings.Rows.Select(ModelRow.Of)), Tickets(rows), "I7", $"the rehearsed raffle {id}");
            return;
        }

        findings.DemandSame(Text(figures.Standings), ModelRow.Text(rows), "I7", $"the rehearsed {id} on node {node.Number}");
        findings.Demand(
            figures.CostExpected.Points == rows.SelectMany(r => r.Prizes).Where(p => p.Kind == PrizeKind.Points).Sum(p => p.Value), "I7", $"the rehearsed {id} costs {figures.CostExpected}");
    }

    private static string Text(ChallengeStandings standings) => ModelRow.Text(standings.Rows.Select(ModelRow.Of));

    private static string Tickets(IEnumerable<ModelRow> rows) => string.Join(
        ' ', rows.OrderBy(r => r.Subject, StringComparer.Ordinal).Select(r => string.Create(CultureInfo.InvariantCulture, $"{r.Subject}:{r.Value}")));
}
