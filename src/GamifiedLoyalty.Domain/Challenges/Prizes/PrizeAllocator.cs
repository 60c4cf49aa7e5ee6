using GamifiedLoyalty.Domain.Challenges.Standings;

namespace GamifiedLoyalty.Domain.Challenges.Prizes;

/// <summary>Gives prizes to the rows of standings, in the order of the plan and then of places, while the budget lasts.</summary>
public static class PrizeAllocator
{
    /// <summary>What the rows win if it ended like this. Never costs more than the plan's budget (I7).</summary>
    /// <param name="field">Who competes and by which rules.</param>
    /// <param name="rows">The standings, best place first, with bands band by band.</param>
    /// <param name="pot">The pot, in smallest units; null without one.</param>
    public static PrizeAllocation Allocate(ChallengeField field, IReadOnlyList<ChallengeRow> rows, long? pot)
    {
        ArgumentNullException.ThrowIfNull(field);
        ArgumentNullException.ThrowIfNull(rows);
        return field.Definition.Prizes.Prizes.Count == 0
            ? new PrizeAllocation([.. rows.Select(_ => (IReadOnlyList<PrizeShare>)[])], default)
            : new Allocation(field, rows, pot).Run();
    }

    /// <summary>The same rows with what they win.</summary>
    internal static IReadOnlyList<ChallengeRow> Attach(IReadOnlyList<ChallengeRow> rows, PrizeAllocation prizes)
    {
        var attached = new ChallengeRow[rows.Count];
        for (var i = 0; i < attached.Length; i++)
        {
            attached[i] = prizes.Shares[i].Count == 0 ? rows[i] : rows[i] with { Prizes = prizes.Shares[i] };
        }

        return attached;
    }

    private sealed class Allocation(ChallengeField field, IReadOnlyList<ChallengeRow> rows, long? pot)
    {
        private readonly PrizePlan _plan = field.Definition.Prizes;
        private readonly PrizeFunds _funds = new(field.Definition.Prizes, pot);
        private readonly PrizeSeats _seats = new(field, rows);
        private readonly List<PrizeShare>?[] _shares = new List<PrizeShare>?[rows.Count];
        private IReadOnlyList<PrizeSeat>? _taken;

        public PrizeAllocation Run()
        {
            for (var i = 0; i < _plan.Prizes.Count; i++)
            {
                Give(i, _plan.Prizes[i]);
            }

            return new PrizeAllocation([.. _shares.Select(s => (IReadOnlyList<PrizeShare>?)s ?? [])], _funds.Spent);
        }

        private void Give(int index, Prize prize)
        {
            if (prize.For == PrizeFor.Place)
            {
                foreach (var seat in _taken ??= _seats.Take())
                {
                    GivePlace(index, prize, seat);
                }

                return;
            }

            foreach (var row in _seats.Order)
            {
                var times = Times(prize, rows[row]);
                if (times > 0 && Reaches(row, prize) && _seats.TryWin(row, prize.For, prize.Milestone))
                {
                    var wanted = Whole.Clamp((Int128)Value(prize) * times);
                    Share(row, index, prize, wanted, wanted, times);
                }
            }
        }

        /// <summary>How often a row earned a prize that is not for a place.</summary>
        private int Times(Prize prize, ChallengeRow row) => prize.For switch
        {
            PrizeFor.Target => row.Reached ? 1 : 0,
            PrizeFor.Milestone => row.Milestones.Contains(prize.Milestone, StringComparer.Ordinal) ? 1 : 0,
            _ => field.Definition.Format is ChallengeFormat.Duels or ChallengeFormat.KingOfTheHill ? (int)row.Value : 0,
        };

        private void GivePlace(int index, Prize prize, PrizeSeat seat)
        {
            var (first, last, count) = (seat.Place, seat.Place + seat.Rows.Count - 1, seat.Rows.Count);
            var places = Math.Min(last, prize.ToPlace) - Math.Max(first, prize.FromPlace) + 1;
            var isEach = field.Definition.TiePrizes == TiePrizes.Each;
            if (places <= 0 || (isEach && first < prize.FromPlace) || !Reaches(seat.Rows[0], prize))
            {
                return;
            }

            var value = Value(prize);
            var share = isEach || count == 1 ? value : Part(seat, prize.Kind, (Int128)value * places);
            foreach (var row in seat.Rows)
            {
                Share(row, index, prize, value, share, times: 1);
            }
        }

        /// <summary>
        /// An even share of a prize. Those of one kind add up to their sum divided and rounded down once, not once a prize.
        /// </summary>
        private static long Part(PrizeSeat seat, PrizeKind kind, Int128 value)
        {
            var before = kind switch { PrizeKind.Points => seat.Points, PrizeKind.Money => seat.Money, _ => seat.Rewards };
            var after = before + value;
            _ = kind switch
            {
                PrizeKind.Points => seat.Points = after,
                PrizeKind.Money => seat.Money = after,
                _ => seat.Rewards = after,
            };
            return (long)((after / seat.Rows.Count) - (before / seat.Rows.Count));
        }

        private void Share(int row, int index, Prize prize, long full, long wanted, int times)
        {
            // A share of an empty pot is no prize; a reward without a value is one.
            if (full == 0 && prize.Kind != PrizeKind.Reward)
            {
                return;
            }

            var given = _funds.Take(prize, wanted, isWhole: wanted == full);
            var cutBy = given < wanted ? "budget" : wanted < full ? "ties" : null;
            (_shares[row] ??= []).Add(new PrizeShare(index, prize.Kind, given, full, cutBy, times));
        }

        private bool Reaches(int row, Prize prize) => _seats.IsEligible(row) && rows[row].Score >= prize.MinimumScore;

        private long Value(Prize prize) => prize.PercentOfPot is { } percent ? Whole.Percent(pot ?? 0, percent) : prize.Value;
    }
}
