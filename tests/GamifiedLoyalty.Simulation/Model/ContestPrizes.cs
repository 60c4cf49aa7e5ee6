using GamifiedLoyalty.Domain.Challenges;
using GamifiedLoyalty.Simulation.Programs;

namespace GamifiedLoyalty.Simulation.Model;

/// <summary>Gives the prizes of a plan to rows in order, in the plain words of the rules.</summary>
internal sealed class ContestPrizes(SimContest contest, IReadOnlyList<ModelRow> rows, Func<string, string?> partnerOf, long turnover)
{
    private readonly SimPlan _plan = contest.Plan;
    private readonly List<ModelRow> _order = [.. rows.OrderBy(r => r.Place)];
    private readonly Dictionary<ModelRow, List<PrizeShare>> _given = rows.ToDictionary(r => r, _ => new List<PrizeShare>());
    private readonly List<(string Partner, ModelRow Row, string Occasion)> _won = [];
    private readonly long _pot = contest.Plan.PotPoints ?? (contest.Plan.PotTenths is { } tenths ? (long)Math.Floor(turnover * (decimal)tenths / 1_000m) : 0);
    private List<(int Place, List<ModelRow> Rows)>? _seats;

    public void Give()
    {
        for (var i = 0; i < _plan.Prizes.Count; i++)
        {
            if (_plan.Prizes[i].For == PrizeFor.Place)
            {
                (_seats ??= Seats()).ForEach(s => GivePlace(i, s.Place, s.Rows));
            }
            else
            {
                _order.ForEach(r => GiveOther(i, r));
            }
        }

        foreach (var (row, shares) in _given)
        {
            row.Prizes = shares;
        }
    }

    /// <summary>Who takes which places of prizes: who is passed over takes none.</summary>
    private List<(int Place, List<ModelRow> Rows)> Seats()
    {
        var last = _plan.Prizes.Where(p => p.For == PrizeFor.Place).Max(p => p.To);
        var seats = new List<(int, List<ModelRow>)>();
        var passed = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var group in _order.GroupBy(r => (r.Place, Band: r.Band ?? "")))
        {
            var skipped = passed.GetValueOrDefault(group.Key.Band);
            var place = group.Key.Place - skipped;
            var tied = group.ToList();
            if (place > last)
            {
                continue;
            }

            var isWon = IsEligible(tied[0]) && _plan.Prizes.Any(p =>
                p.For == PrizeFor.Place && p.From <= place + tied.Count - 1 && p.To >= place && tied[0].Score >= p.MinimumScore);
            var seated = tied.Where(r => !isWon || Wins(r, "place")).ToList();
            passed[group.Key.Band] = skipped + tied.Count - seated.Count;
            if (seated.Count > 0 && IsEligible(seated[0]))
            {
                seats.Add((place, seated));
            }
        }

        return seats;
    }

    private void GivePlace(int index, int place, List<ModelRow> seated)
    {
        var prize = _plan.Prizes[index];
        var places = Enumerable.Range(place, seated.Count).Count(p => p >= prize.From && p <= prize.To);
        if (places == 0 || seated[0].Score < prize.MinimumScore || (contest.TiesEach && place < prize.From))
        {
            return;
        }

        var full = Value(prize);
        var before = _plan.Prizes.Take(index).Where(p => p.For == PrizeFor.Place && p.Kind == prize.Kind && seated[0].Score >= p.MinimumScore)
            .Sum(p => Value(p) * Enumerable.Range(place, seated.Count).Count(n => n >= p.From && n <= p.To));
        var share = contest.TiesEach || seated.Count == 1
            ? full
            : ((before + (full * places)) / seated.Count) - (before / seated.Count);
        seated.ForEach(r => Give(index, r, full, share, 1));
    }

    private void GiveOther(int index, ModelRow row)
    {
        var prize = _plan.Prizes[index];
        var times = prize.For switch
        {
            PrizeFor.Target => row.Reached ? 1 : 0,
            PrizeFor.Milestone => row.Milestones.Count(m => m == prize.Milestone),
            _ => (int)row.Value,
        };
        if (times > 0 && IsEligible(row) && row.Score >= prize.MinimumScore && Wins(row, prize.For + prize.Milestone))
        {
            Give(index, row, Value(prize) * times, Value(prize) * times, times);
        }
    }

    private void Give(int index, ModelRow row, long full, long wanted, int times)
    {
        var prize = _plan.Prizes[index];
        if (full == 0 && prize.Kind != PrizeKind.Reward)
        {
            return;
        }

        var isPoints = prize.Kind == PrizeKind.Points;
        var left = (isPoints ? _plan.BudgetPoints : _plan.BudgetMoney) - Spent(s => s.Kind == PrizeKind.Points == isPoints);
        left = prize.PercentOfPot is null ? left : Math.Min(left, _pot - Spent(s => _plan.Prizes[s.Prize].PercentOfPot is not null));
        var given = wanted <= left ? wanted : prize.Kind == PrizeKind.Reward && wanted == full ? 0 : left;
        _given[row].Add(new PrizeShare(index, prize.Kind, given, full, given < wanted ? "budget" : wanted < full ? "ties" : null, times));
    }

    private long Spent(Func<PrizeShare, bool> which) => _given.Values.SelectMany(s => s).Where(which).Sum(s => s.Value);

    private long Value(SimPrize prize) => prize.PercentOfPot is { } percent ? _pot * percent / 100 : prize.Value;

    private bool IsEligible(ModelRow row) =>
        row.Score >= contest.MinimumScore && (row.Value > 0 || (row.Score > 0 && contest.Format.Type != "raffle"));

    private bool Wins(ModelRow row, string occasion)
    {
        if (_plan.MostPerPartner is not { } most || partnerOf(row.Subject) is not { } partner || _won.Contains((partner, row, occasion)))
        {
            return true;
        }

        var wins = _won.Count(w => w.Partner == partner) < most;
        if (wins)
        {
            _won.Add((partner, row, occasion));
        }

        return wins;
    }
}
