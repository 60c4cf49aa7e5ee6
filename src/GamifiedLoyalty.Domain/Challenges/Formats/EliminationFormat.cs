using GamifiedLoyalty.Domain.Challenges.Standings;

namespace GamifiedLoyalty.Domain.Challenges.Formats;

/// <summary>
/// After each round the weakest of those who are still in leave, but never the last one. Among equals whoever reached
/// the score later leaves, then the lower seed. The value is the number of rounds survived.
/// </summary>
internal static class EliminationFormat
{
    public static FormatOutcome Apply(FormatRun run, ChallengeFormat.Elimination format)
    {
        var windows = RoundWindows.Of(run.Field);
        var table = new RoundTable(run, windows);
        var rounds = new ChallengeRound[windows.Count];
        var still = Field(run);
        for (var i = 0; i < rounds.Length; i++)
        {
            var window = windows[i];
            var isOver = window.End <= run.Now;
            var leaving = isOver ? Weakest(still, table, i, format.Out) : [];
            foreach (var entrant in leaving)
            {
                entrant.OutAfterRound = window.Number;
            }

            still = leaving.Count == 0 ? still : still.FindAll(e => e.OutAfterRound is null);
            foreach (var entrant in isOver ? still : [])
            {
                entrant.Value++;
            }

            rounds[i] = new ChallengeRound(window.Number, window.Start, window.End, isOver, Subjects(still), Subjects(leaving));
        }

        return new FormatOutcome(rounds, []);
    }

    /// <summary>Those who take part, strongest seed first.</summary>
    private static List<Entrant> Field(FormatRun run) => run.Record.Field is null
        ? [.. run.Entrants.OrderBy(e => e.Subject, StringComparer.Ordinal)]
        : [.. run.Entrants];

    private static List<Entrant> Weakest(List<Entrant> still, RoundTable table, int round, int most) => Enumerable.Range(0, still.Count)
        .Select(seed => (Entrant: still[seed], Seed: seed, Score: table.Of(still[seed].Subject, round)))
        .OrderBy(e => e.Score.Score).ThenByDescending(e => e.Score.Reach).ThenByDescending(e => e.Seed)
        .Take(Math.Min(most, still.Count - 1))
        .Select(e => e.Entrant).ToList();

    private static string[] Subjects(List<Entrant> entrants) => [.. entrants.Select(e => e.Subject)];
}
