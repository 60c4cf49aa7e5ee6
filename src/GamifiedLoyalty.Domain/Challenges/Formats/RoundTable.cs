namespace GamifiedLoyalty.Domain.Challenges.Formats;

/// <summary>The scores of a knockout's field in each round.</summary>
internal sealed class RoundTable(FormatRun run, IReadOnlyList<RoundWindow> rounds)
{
    private readonly RoundScores _scores = new(run, rounds);
    private readonly Dictionary<string, IReadOnlyList<RoundScore>> _subjects = new(StringComparer.Ordinal);

    /// <summary>What a subject scored in a round, by the round's index.</summary>
    public RoundScore Of(string subject, int round)
    {
        if (!_subjects.TryGetValue(subject, out var scores))
        {
            scores = _scores.Of(subject).OrderBy(s => s.Round).ToArray();
            _subjects.Add(subject, scores);
        }

        var (low, high) = (0, scores.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var found = scores[middle].Round;
            if (found == round)
            {
                return scores[middle];
            }

            (low, high) = found < round ? (middle + 1, high) : (low, middle - 1);
        }

        return _scores.Nothing(subject, round);
    }
}
