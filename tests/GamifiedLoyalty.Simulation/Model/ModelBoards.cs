using GamifiedLoyalty.Domain.Activities;
using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Domain.Programs;
using GamifiedLoyalty.Domain.Time;
using GamifiedLoyalty.Engine.Ports;
using GamifiedLoyalty.Simulation.Programs;

namespace GamifiedLoyalty.Simulation.Model;

/// <summary>
/// The scores of every board of the catalogue per subject and local day, whether shown or not, so that a board that
/// appears later must look as if it had always been there.
/// </summary>
internal sealed class ModelBoards
{
    private readonly Dictionary<string, Dictionary<(string Subject, DateOnly Day), Cell>> _cells =
        SimBoard.Catalogue.ToDictionary(b => b.Id, _ => new Dictionary<(string, DateOnly), Cell>(), StringComparer.Ordinal);

    private readonly record struct Cell(long Score, long Provisional, int Count, long Reach);

    /// <summary>What the activities contribute now; taken before they change and given to <see cref="Settle"/> afterwards.</summary>
    public static IReadOnlyList<Contribution> Of(IEnumerable<ModelActivity> activities, DateTimeOffset postedThrough) =>
        [.. activities.SelectMany(a => SimBoard.Catalogue.SelectMany(b => Of(b, a, postedThrough)))];

    /// <summary>Takes the changes of one version: the score counts as reached now where it is another one.</summary>
    public void Settle(IReadOnlyList<Contribution> before, IReadOnlyList<Contribution> after, long version)
    {
        foreach (var cell in before.Concat(after).Select(c => (c.Board, c.Subject, c.Day)).Distinct())
        {
            var (lost, gained) = (Sum(before, cell), Sum(after, cell));
            var cells = _cells[cell.Board];
            var old = cells.GetValueOrDefault((cell.Subject, cell.Day));
            cells[(cell.Subject, cell.Day)] = new Cell(
                old.Score + gained.Score - lost.Score,
                old.Provisional + gained.Provisional - lost.Provisional,
                old.Count + gained.Count - lost.Count,
                gained.Score == lost.Score ? old.Reach : version);
        }
    }

    /// <summary>The rows of a board in order, with ranks and movement.</summary>
    public List<BoardRow> Rows(SimBoard board, PeriodKind kind, DateOnly day, DateOnly today, Func<string, bool, int> headcount)
    {
        var now = Standing(board, kind, day, DateOnly.MaxValue, headcount);
        var before = Standing(board, kind, day, today, headcount);
        return
        [
            .. now.Select(row =>
            {
                var rank = Rank(now, board, row);
                var then = before.FindIndex(b => b.Subject == row.Subject);
                int? moved = then < 0 || kind == PeriodKind.Day ? null : Rank(before, board, before[then]) - rank;
                return row with { Rank = rank, Moved = moved };
            }),
        ];
    }

    private static int Rank(List<BoardRow> rows, SimBoard board, BoardRow row) =>
        1 + (board.SharedTies ? rows.Count(r => r.Score > row.Score) : rows.FindIndex(r => r.Subject == row.Subject));

    private List<BoardRow> Standing(SimBoard board, PeriodKind kind, DateOnly day, DateOnly until, Func<string, bool, int> headcount)
    {
        var rows = new List<BoardRow>();
        var period = LocalTime.PeriodOf(kind, day);
        var days = _cells[board.Id].Where(c => c.Key.Day < until && LocalTime.PeriodOf(kind, c.Key.Day) == period);
        foreach (var subject in days.GroupBy(c => c.Key.Subject, c => c.Value, StringComparer.Ordinal))
        {
            var (score, provisional, reach) = (subject.Sum(c => c.Score), subject.Sum(c => c.Provisional), subject.Max(c => c.Reach));
            var isListed = subject.Sum(c => c.Count) > 0;
            if (board.PerHead)
            {
                var heads = headcount(subject.Key, board.RollUp);
                isListed = isListed && heads >= board.MinimumHeadcount;
                score /= Math.Max(1, heads);
                provisional = Math.Min(score, provisional / Math.Max(1, heads));
            }

            if (isListed)
            {
                rows.Add(new BoardRow(0, subject.Key, score, provisional, board.SharedTies ? 0 : reach, null));
            }
        }

        return [.. rows.OrderByDescending(r => r.Score).ThenBy(r => r.Reach).ThenBy(r => r.Subject, StringComparer.Ordinal)];
    }

    private static (long Score, long Provisional, int Count) Sum(IReadOnlyList<Contribution> all, (string Board, string Subject, DateOnly Day) cell)
    {
        var own = all.Where(c => c.Board == cell.Board && c.Subject == cell.Subject && c.Day == cell.Day).ToList();
        return (own.Sum(c => c.Score), own.Sum(c => c.Provisional), own.Count);
    }

    private static IEnumerable<Contribution> Of(SimBoard board, ModelActivity activity, DateTimeOffset postedThrough)
    {
        var subject = board.RanksPartners ? activity.Partner : activity.Sent.Employee;
        var lines = activity.Matching(board.Filter);
        var awards = activity.Awards.Where(a => a.Currency == board.Currency && (board.RanksPartners || a.Owner.Kind == OwnerKind.Employee)).ToList();
        if (subject is null || lines.Count == 0 || (board.Measure == Measure.Points && awards.Count == 0))
        {
            yield break;
        }

        var (score, provisional) = board.Measure switch
        {
            Measure.Amount => (lines.Sum(l => Cents(l, activity.Rate)), 0),
            Measure.Quantity => (lines.Sum(l => l.Quantity), 0),
            Measure.Count => (1, 0),
            _ => (awards.Sum(a => a.Points), awards.Where(a => a.IsPending(postedThrough)).Sum(a => a.Points)),
        };
        yield return new Contribution(board.Id, subject, activity.Day, score, provisional);
        foreach (var above in board.RollUp ? activity.Ancestors : [])
        {
            yield return new Contribution(board.Id, above, activity.Day, score, provisional);
        }
    }

    /// <summary>The amount, in cents, of the lines of an activity that a board counts.</summary>
    public static long Turnover(SimBoard board, ModelActivity activity) => activity.Matching(board.Filter).Sum(l => Cents(l, activity.Rate));

    private static long Cents(ActivityLine line, decimal rate) => (long)Math.Floor((line.Amount * rate * 100) + 0.5m);

    /// <summary>What one activity adds to one cell of one board.</summary>
    internal sealed record Contribution(string Board, string Subject, DateOnly Day, long Score, long Provisional);
}
