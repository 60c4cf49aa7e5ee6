using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Domain.Time;
using GamifiedLoyalty.Engine.Ports;
using GamifiedLoyalty.Engine.Programs;
using GamifiedLoyalty.Simulation.Model;
using GamifiedLoyalty.Simulation.Nodes;
using GamifiedLoyalty.Simulation.Programs;
using GamifiedLoyalty.Simulation.Running;

namespace GamifiedLoyalty.Simulation.Audit;

/// <summary>
/// Compares what a node shows with the model: boards and the order of ties (I4, I5), balances and statements (I2, I3), the
/// feed (I6), activities as they stand (I1, I4).
/// </summary>
internal sealed class ReadAudit(ModelProgram model, Findings findings, StepScheduler scheduler)
{
    private const int Everything = 1_000;

    /// <summary>What is shown of contests.</summary>
    public ContestReads Contests { get; } = new(model, findings, scheduler);

    /// <summary>Reads a board whole; compared when the node shows the newest version.</summary>
    public string Board(Node node, SimBoard board, PeriodKind kind, DateOnly day)
    {
        var query = Query(node, board, kind, day);
        var page = scheduler.Wait(() => node.Boards.ReadAsync(query, 0, Everything, CancellationToken.None).AsTask());
        if (page is null || page.Version != model.Version)
        {
            return page is null ? "no board" : "behind";
        }

        var expected = Expected(board, query);
        var inOrder = Text(page.Rows) == Text(expected);
        var sameScores = page.Rows.Select(Score).ToHashSet().SetEquals(expected.Select(Score));
        findings.Demand(
            inOrder, sameScores ? "I5" : "I4",
            $"board {board.Id} {query.Period.Kind} {day:O} on node {node.Number} at {page.Version} shows [{Text(page.Rows)}], the model says [{Text(expected)}]");
        findings.Demand(page.Total == expected.Count, "I4", $"board {board.Id} counts {page.Total} and not {expected.Count}");
        return FormattableString.Invariant($"{expected.Count} rows");
    }

    /// <summary>Reads the neighbourhood of a subject.</summary>
    public void Around(Node node, SimBoard board, PeriodKind kind, DateOnly day, string subject, int span)
    {
        var query = Query(node, board, kind, day);
        var around = scheduler.Wait(() => node.Boards.AroundAsync(query, subject, span, CancellationToken.None).AsTask());
        var rows = Expected(board, query);
        var at = rows.FindIndex(r => r.Subject == subject);
        if (node.Boards.Version(Node.Program) != model.Version || node.Engine!.Current.Definition.Board(board.Id) is null)
        {
            return;
        }

        if (around is null || at < 0)
        {
            findings.Demand(around is null == at < 0, "I4", $"{subject} is {(at < 0 ? "" : "not ")}on board {board.Id} of node {node.Number}");
            return;
        }

        if (around.Version == model.Version)
        {
            var near = rows.Where((_, i) => Math.Abs(i - at) <= span);
            findings.DemandSame(Text(around.Rows), Text(near), "I5", $"around {subject} on board {board.Id}");
            var percentile = ((100 * rows[at].Rank) + rows.Count - 1) / rows.Count;
            findings.Demand(around.Percentile == percentile, "I5", $"the percentile of {subject} is {around.Percentile} and not {percentile}");
        }
    }

    /// <summary>The balances of a member, and that its statement adds up to them.</summary>
    public void Wallet(Node node, OwnerRef owner, bool withStatement)
    {
        var wallet = scheduler.Wait(() => node.Engine!.ReadWalletAsync(owner, CancellationToken.None));
        var balances = model.Balances();
        foreach (var (currency, balance, _) in wallet.Balances)
        {
            var (available, pending) = balances.GetValueOrDefault((owner, currency));
            findings.Demand(
                (balance.Available, balance.Pending) == (available, pending), "I2",
                $"{owner.Account(currency)} is {balance.Available}+{balance.Pending}, its postings sum to {available}+{pending}");
            findings.Demand(balance.Available >= 0, "I3", $"{owner.Account(currency)} is {balance.Available} although nothing can be spent");
            if (withStatement)
            {
                var told = Statement(node, owner).Where(l => l.Currency == currency).Sum(l => l.Points);
                findings.Demand(told == available + pending, "I2", $"the statement of {owner.Account(currency)} sums to {told} and not {available + pending}");
            }
        }
    }

    /// <summary>Its consumer of the feed goes on by at most so many items.</summary>
    public int Feed(Node node, int limit)
    {
        var items = scheduler.Wait(() => node.Engine!.ReadFeedAsync(node.Consumed, limit, CancellationToken.None));
        foreach (var item in items)
        {
            findings.Demand(item.Version == node.Consumed + 1, "I6", $"the feed of node {node.Number} goes from {node.Consumed} to {item.Version}");
            node.Consumed = item.Version;
        }

        findings.Demand(items.Count > 0 || node.Consumed == model.Version, "I6", $"the feed of node {node.Number} ends at {node.Consumed}, the log at {model.Version}");
        return items.Count;
    }

    /// <summary>An activity with what corrections made of it.</summary>
    public void Activity(Node node, ModelActivity expected, bool bySource)
    {
        var view = scheduler.Wait(() => bySource
            ? node.Engine!.FindActivityAsync(expected.Sent.Source, expected.Sent.ExternalId, CancellationToken.None)
            : node.Engine!.FindActivityAsync(expected.Version, CancellationToken.None));
        if (findings.Demand(view is not null && view.Recorded.Version == expected.Version, "I1", $"activity {expected.Version} cannot be found"))
        {
            findings.DemandSame(LogAudit.Text(view!.Lines), LogAudit.Text(expected.Lines), "I4", $"what remains of {expected.Version}");
            findings.DemandSame(LogAudit.Text(view.Awards.Select(LogAudit.Of)), LogAudit.Text(expected.Awards), "I4", $"what stands of {expected.Version}");
        }
    }

    private List<StatementLine> Statement(Node node, OwnerRef owner)
    {
        var lines = new List<StatementLine>();
        string? cursor = null;
        do
        {
            var from = cursor;
            var page = scheduler.Wait(() => node.Engine!.ReadStatementAsync(owner, from, 7, "en", CancellationToken.None));
            lines.AddRange(page.Lines);
            cursor = page.Next;
        }
        while (cursor is not null);
        return lines;
    }

    private BoardQuery Query(Node node, SimBoard board, PeriodKind kind, DateOnly day) =>
        new(Node.Program, board.Id, Period.Of(kind, day), model.Time.Day(node.Time.GetUtcNow()));

    private List<BoardRow> Expected(SimBoard board, BoardQuery query) => model.Boards.Rows(
        board, query.Period.Kind, query.Period.Kind == PeriodKind.All ? query.Today : query.Period.Start, query.Today, model.Headcount);

    private static (string Subject, long Score, long Provisional) Score(BoardRow row) => (row.Subject, row.Score, row.Provisional);

    private static string Text(IEnumerable<BoardRow> rows) => string.Join(
        "; ", rows.Select(r => FormattableString.Invariant($"{r.Rank} {r.Subject} {r.Score} ({r.Provisional}) {r.Moved:+0;-0;0} @{r.Reach}")));
}
