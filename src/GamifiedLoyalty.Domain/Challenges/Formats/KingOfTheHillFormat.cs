using GamifiedLoyalty.Domain.Challenges.Standings;

namespace GamifiedLoyalty.Domain.Challenges.Formats;

/// <summary>
/// The best of each round takes a crown, if it scored anything; with shared ties all who are equally good take one. The
/// leader of the running round is told, and has no crown yet.
/// </summary>
internal static class KingOfTheHillFormat
{
    public static FormatOutcome Apply(FormatRun run)
    {
        var windows = RoundWindows.Of(run.Field);
        var best = Best(run, windows);
        var entrants = run.Entrants.ToDictionary(e => e.Subject, StringComparer.Ordinal);
        var rounds = new ChallengeRound[windows.Count];
        for (var i = 0; i < rounds.Length; i++)
        {
            var window = windows[i];
            var isOver = window.End <= run.Now;
            var winners = best[i].Select(b => b.Subject).Order(StringComparer.Ordinal).ToList();
            rounds[i] = new ChallengeRound(window.Number, window.Start, window.End, isOver, winners, []);
            foreach (var winner in isOver ? winners : [])
            {
                entrants[winner].Value++;
            }
        }

        return new FormatOutcome(rounds, []);
    }

    /// <summary>Who is best in each round; nobody where nobody scored above 0. Tells everybody what they scored in the running one.</summary>
    private static List<(string Subject, RoundScore Score)>[] Best(FormatRun run, IReadOnlyList<RoundWindow> windows)
    {
        var running = windows.FirstOrDefault(w => w.Contains(run.Now)).Number - 1;
        var best = windows.Select(_ => new List<(string Subject, RoundScore Score)>(1)).ToArray();
        var scores = new RoundScores(run, windows);
        foreach (var entrant in run.Entrants)
        {
            entrant.RoundScore = running < 0 ? null : scores.Nothing(entrant.Subject, running).Score;
            foreach (var score in scores.Of(entrant.Subject))
            {
                entrant.RoundScore = score.Round == running ? score.Score : entrant.RoundScore;
                if (score.Score > 0)
                {
                    Challenge(best[score.Round], (entrant.Subject, score), run.SharedTies);
                }
            }
        }

        return best;
    }

    private static void Challenge(List<(string Subject, RoundScore Score)> kings, (string Subject, RoundScore Score) other, bool isShared)
    {
        var order = kings.Count == 0 ? -1 : Key(other).CompareTo(Key(kings[0]), isShared);
        if (order < 0)
        {
            kings.Clear();
        }

        if (order <= 0)
        {
            kings.Add(other);
        }
    }

    private static RankKey Key((string Subject, RoundScore Score) king) => new(0, 0, king.Score.Score, king.Score.Reach, king.Subject);
}
