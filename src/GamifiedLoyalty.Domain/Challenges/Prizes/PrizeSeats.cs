using GamifiedLoyalty.Domain.Challenges.Standings;

namespace GamifiedLoyalty.Domain.Challenges.Prizes;

/// <summary>Those who share a place, and the places of prizes that they take up together.</summary>
internal sealed class PrizeSeat
{
    /// <summary>The first of the places that they take up.</summary>
    public required int Place { get; init; }

    /// <summary>Their rows' indexes, in order of the standings.</summary>
    public required IReadOnlyList<int> Rows { get; init; }

    /// <summary>Points of the prizes divided among them so far.</summary>
    public Int128 Points { get; set; }

    /// <summary>Money and rewards divided among them so far, apart.</summary>
    public Int128 Money { get; set; }

    /// <summary>Values of rewards divided among them so far.</summary>
    public Int128 Rewards { get; set; }
}

/// <summary>
/// Lets rows take the places of prizes in order. Who is below the contest's minimum takes its place and wins nothing;
/// who is passed over, because its partner has won often enough, takes none, so that the next take its prizes.
/// </summary>
internal sealed class PrizeSeats(ChallengeField field, IReadOnlyList<ChallengeRow> rows)
{
    private readonly PrizePlan _plan = field.Definition.Prizes;
    private readonly Dictionary<string, int> _wonBy = new(StringComparer.Ordinal);
    private readonly HashSet<(int Row, PrizeFor For, string? Milestone)> _won = [];

    /// <summary>Rows by place, then band: the order in which prizes are given.</summary>
    public IReadOnlyList<int> Order { get; } = [.. Enumerable.Range(0, rows.Count).OrderBy(i => rows[i].Place)];

    /// <summary>Whether a row may win anything: it reached the contest's minimum, and something at all; in a raffle, it has a ticket.</summary>
    public bool IsEligible(int row) => rows[row].Score >= field.Definition.MinimumScore
        && (rows[row].Value > 0 || (rows[row].Score > 0 && field.Definition.Format is not ChallengeFormat.Raffle));

    /// <summary>Counts a prize for the row's partner; false when the partner has won as often as it may.</summary>
    /// <remarks>What one place or one milestone brings counts once, however many prizes it consists of.</remarks>
    public bool TryWin(int row, PrizeFor what, string? milestone)
    {
        if (_plan.MostPerPartner is not { } most || field.Partner(rows[row].Subject) is not { } partner || _won.Contains((row, what, milestone)))
        {
            return true;
        }

        var won = _wonBy.GetValueOrDefault(partner);
        if (won >= most)
        {
            return false;
        }

        _wonBy[partner] = won + 1;
        _won.Add((row, what, milestone));
        return true;
    }

    /// <summary>Everyone who takes up a place for which there is a prize, best place first.</summary>
    public IReadOnlyList<PrizeSeat> Take()
    {
        var last = _plan.Prizes.Where(p => p.For == PrizeFor.Place).Max(p => p.ToPlace);
        var passed = new Dictionary<string, int>(StringComparer.Ordinal);
        var seats = new List<PrizeSeat>();
        foreach (var tied in Order.GroupBy(i => (rows[i].Place, rows[i].Band)).Select(g => g.ToList()))
        {
            var band = rows[tied[0]].Band ?? "";
            var place = rows[tied[0]].Place - passed.GetValueOrDefault(band);
            if (place > last)
            {
                continue;
            }

            var seated = tied.FindAll(row => !CanWin(row, place, tied.Count) || TryWin(row, PrizeFor.Place, null));
            passed[band] = passed.GetValueOrDefault(band) + tied.Count - seated.Count;
            if (seated.Count > 0 && IsEligible(seated[0]))
            {
                seats.Add(new PrizeSeat { Place = place, Rows = seated });
            }
        }

        return seats;
    }

    private bool CanWin(int row, int place, int count) => IsEligible(row) && _plan.Prizes.Any(p =>
        p.For == PrizeFor.Place && p.FromPlace < place + count && p.ToPlace >= place && rows[row].Score >= p.MinimumScore);
}
