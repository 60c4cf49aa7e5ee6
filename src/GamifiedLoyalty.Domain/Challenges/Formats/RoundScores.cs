using GamifiedLoyalty.Domain.Challenges.Standings;

namespace GamifiedLoyalty.Domain.Challenges.Formats;

/// <summary>A subject's score in a round.</summary>
/// <param name="Round">The round's index, from 0.</param>
/// <param name="Score">The score, in the contest's scoring.</param>
/// <param name="Reach">The version of its last change.</param>
internal readonly record struct RoundScore(int Round, long Score, long Reach);

/// <summary>Works out what a subject scored in each round, with one look at each of its activities.</summary>
internal sealed class RoundScores
{
    private readonly FormatRun _run;
    private readonly IReadOnlyList<RoundWindow> _rounds;
    private readonly long[] _sums;
    private readonly long[] _reaches;
    private readonly bool[] _isTouched;
    private readonly HashSet<string>[] _sellers;

    public RoundScores(FormatRun run, IReadOnlyList<RoundWindow> rounds)
    {
        (_run, _rounds) = (run, rounds);
        _sums = new long[rounds.Count];
        _reaches = new long[rounds.Count];
        _isTouched = new bool[rounds.Count];
        _sellers = run.Field.Definition.Scoring == Scoring.PerActiveSeller
            ? [.. rounds.Select(_ => new HashSet<string>(StringComparer.Ordinal))]
            : [];
    }

    /// <summary>The rounds in which something of a subject happened, in no order; in all others it scored nothing.</summary>
    public IReadOnlyList<RoundScore> Of(string subject)
    {
        var touched = new List<int>();
        foreach (ref readonly var activity in _run.Tally.Find(subject) is { } tally ? tally.Activities : [])
        {
            if (activity.Changed == 0 && !activity.Counts)
            {
                continue;
            }

            if (IndexOf(activity.OccurredAt) is var round and >= 0)
            {
                Add(round, activity, touched);
            }
        }

        var scores = new RoundScore[touched.Count];
        for (var i = 0; i < scores.Length; i++)
        {
            scores[i] = Take(subject, touched[i]);
        }

        return scores;
    }

    /// <summary>The score of a subject in a round in which nothing of it happened.</summary>
    public RoundScore Nothing(string subject, int round) =>
        new(round, _run.Scores.Score(subject, 0, 0, _rounds[round].End - _rounds[round].Start), 0);

    private void Add(int round, in TalliedActivity activity, List<int> touched)
    {
        if (!_isTouched[round])
        {
            _isTouched[round] = true;
            touched.Add(round);
        }

        _sums[round] += activity.Score;
        _reaches[round] = Math.Max(_reaches[round], activity.Changed);
        if (_sellers.Length > 0 && activity is { Counts: true, Seller: { } seller })
        {
            _sellers[round].Add(seller);
        }
    }

    /// <summary>Reads the sums of a round and clears them for the next subject.</summary>
    private RoundScore Take(string subject, int round)
    {
        var window = _rounds[round];
        var sellers = _sellers.Length > 0 ? _sellers[round].Count : 0;
        var score = new RoundScore(round, _run.Scores.Score(subject, _sums[round], sellers, window.End - window.Start), _reaches[round]);
        (_sums[round], _reaches[round], _isTouched[round]) = (0, 0, false);
        if (_sellers.Length > 0)
        {
            _sellers[round].Clear();
        }

        return score;
    }

    private int IndexOf(DateTimeOffset instant)
    {
        var (low, high) = (0, _rounds.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (instant < _rounds[middle].Start)
            {
                high = middle - 1;
            }
            else if (instant >= _rounds[middle].End)
            {
                low = middle + 1;
            }
            else
            {
                return middle;
            }
        }

        return -1;
    }
}
