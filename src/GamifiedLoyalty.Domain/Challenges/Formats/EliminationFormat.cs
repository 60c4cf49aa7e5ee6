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
        var scores = new RoundScores(run, windows);
        var rounds = new ChallengeRound[windows.Count];
        var still = Field(run).Select((entrant, seed) => new Contestant(entrant, seed, scores)).ToList();
        var subjects = Subjects(still);
        for (var i = 0; i < rounds.Length; i++)
        {
            var window = windows[i];
            var isOver = window.End <= run.Now;
            var leaving = isOver ? Weakest(still, i, format.Out) : [];
            if (leaving.Count > 0)
            {
                leaving.ForEach(c => c.Entrant.OutAfterRound = window.Number);
                still.RemoveAll(c => c.Entrant.OutAfterRound is not null);
                subjects = Subjects(still);
            }

            rounds[i] = new ChallengeRound(window.Number, window.Start, window.End, isOver, subjects, Subjects(leaving))
            {
                InDanger = window.Contains(run.Now) ? InDanger(still, i, format.Out) : [],
            };
        }

        Count(run.Entrants, rounds);
        return new FormatOutcome(rounds, []);
    }

    /// <summary>Who would leave the running round as it stands; tells those who are in what they scored in it.</summary>
    private static string[] InDanger(List<Contestant> still, int round, int most)
    {
        var weakest = Weakest(still, round, most);
        still.ForEach(c => c.Entrant.RoundScore = c.Score);
        return Subjects(weakest);
    }

    private static void Count(IReadOnlyList<Entrant> entrants, ChallengeRound[] rounds)
    {
        var over = rounds.Count(r => r.IsOver);
        foreach (var entrant in entrants)
        {
            entrant.Value = entrant.OutAfterRound - 1 ?? over;
        }
    }

    /// <summary>Those who take part, strongest seed first.</summary>
    private static IEnumerable<Entrant> Field(FormatRun run) =>
        run.Record.Field is null ? run.Entrants.OrderBy(e => e.Subject, StringComparer.Ordinal) : run.Entrants;

    /// <summary>Those who leave after a round, weakest first; so few are kept in mind that a large field needs no sorting.</summary>
    private static List<Contestant> Weakest(List<Contestant> still, int round, int most)
    {
        var count = Math.Max(0, Math.Min(most, still.Count - 1));
        var weakest = new PriorityQueue<Contestant, Contestant>(count, Comparer<Contestant>.Create(static (a, b) => b.CompareWeakness(a)));
        foreach (var contestant in still)
        {
            contestant.MoveTo(round);
            if (weakest.Count < count)
            {
                weakest.Enqueue(contestant, contestant);
            }
            else
            {
                weakest.EnqueueDequeue(contestant, contestant);
            }
        }

        var leaving = new List<Contestant>(count);
        while (weakest.TryDequeue(out var contestant, out _))
        {
            leaving.Add(contestant);
        }

        leaving.Reverse();
        return leaving;
    }

    private static string[] Subjects(List<Contestant> contestants) => [.. contestants.Select(c => c.Entrant.Subject)];

    /// <summary>One who takes part, with its score of the round that is looked at; rounds are looked at in order.</summary>
    private sealed class Contestant(Entrant entrant, int seed, RoundScores scores)
    {
        private readonly RoundScore[] _scores = [.. scores.Of(entrant.Subject).OrderBy(s => s.Round)];
        private RoundScore _current;
        private int _next;

        public Entrant Entrant => entrant;

        public long Score => _current.Score;

        public void MoveTo(int round) => _current = _next < _scores.Length && _scores[_next].Round == round
            ? _scores[_next++]
            : scores.Nothing(entrant.Subject, round);

        /// <summary>Below 0 when this one leaves before another.</summary>
        public int CompareWeakness(Contestant other)
        {
            var byScore = _current.Score.CompareTo(other._current.Score);
            if (byScore != 0)
            {
                return byScore;
            }

            var byReach = other._current.Reach.CompareTo(_current.Reach);
            return byReach != 0 ? byReach : other.Seed.CompareTo(Seed);
        }

        private int Seed => seed;
    }
}
