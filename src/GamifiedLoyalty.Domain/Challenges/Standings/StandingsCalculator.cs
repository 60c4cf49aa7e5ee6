using GamifiedLoyalty.Domain.Challenges.Formats;
using GamifiedLoyalty.Domain.Challenges.Prizes;

namespace GamifiedLoyalty.Domain.Challenges.Standings;

/// <summary>Works out the standings of a challenge; a pure function of its arguments.</summary>
public static class StandingsCalculator
{
    /// <summary>The standings with what everyone would win if it ended like this.</summary>
    /// <param name="field">Who competes and by which rules.</param>
    /// <param name="tally">What their activities count.</param>
    /// <param name="version">The program's version that <paramref name="tally"/> shows.</param>
    /// <param name="now">The instant that rounds, duels and return windows follow.</param>
    public static ChallengeStandings Compute(ChallengeField field, ChallengeTally tally, long version, DateTimeOffset now) =>
        Compute(field, tally, version, now, draw: null);

    /// <summary>The next instant after <paramref name="now"/> at which the standings change by the clock alone; null when there is none.</summary>
    public static DateTimeOffset? NextChange(ChallengeField field, ChallengeTally tally, DateTimeOffset now) =>
        ClockChanges.Next(field, tally, now);

    /// <summary>The same, where <paramref name="draw"/> gives the winners of a raffle in drawing order, from the entrants; null while nothing is drawn.</summary>
    internal static ChallengeStandings Compute(
        ChallengeField field, ChallengeTally tally, long version, DateTimeOffset now, Func<IReadOnlyList<Entrant>, IReadOnlyList<string>>? draw)
    {
        ArgumentNullException.ThrowIfNull(field);
        ArgumentNullException.ThrowIfNull(tally);
        var scores = new ScoreRule(field);
        var entrants = Entrants.Of(field, tally, scores, now);
        var outcome = FormatRules.Apply(new FormatRun(field, tally, entrants, scores, now));
        Entrants.PlaceDrawn(entrants, draw?.Invoke(entrants) ?? []);
        var rows = Placement.Rows(field, entrants);
        var pot = Pots.Of(field.Definition.Prizes.Pot, tally.Turnover);
        var prizes = PrizeAllocator.Allocate(field, rows, pot);
        var isOpenDraw = draw is null && field.Definition.Format is ChallengeFormat.Raffle;
        return new ChallengeStandings
        {
            Version = version,
            At = now,
            Rows = isOpenDraw ? rows : PrizeAllocator.Attach(rows, prizes),
            Rounds = outcome.Rounds,
            Matches = outcome.Matches,
            Unranked = Entrants.TooSmall(field, tally, scores),
            Pot = pot,
            Cost = prizes.Cost,
        };
    }
}
