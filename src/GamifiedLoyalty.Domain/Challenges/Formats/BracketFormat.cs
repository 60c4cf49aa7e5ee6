using GamifiedLoyalty.Domain.Challenges.Standings;

namespace GamifiedLoyalty.Domain.Challenges.Formats;

/// <summary>
/// A knockout in pairs: first against last, so that the strongest meet as late as possible; where a side is missing, the
/// stronger goes on. A match counts what was scored in its round's window; equal scores let the higher seed go on. The
/// value is the number of rounds that were got through.
/// </summary>
internal static class BracketFormat
{
    public static FormatOutcome Apply(FormatRun run)
    {
        var windows = RoundWindows.Of(run.Field);
        var seeds = (run.Record.Field ?? []).Take(((ChallengeFormat.Bracket)run.Field.Definition.Format).Size).ToList();
        var bracket = new Bracket(run, windows, seeds);
        var rounds = new List<ChallengeRound>(windows.Count);
        for (var i = 0; i < windows.Count; i++)
        {
            rounds.Add(bracket.Play(i));
        }

        return new FormatOutcome(rounds, bracket.Matches);
    }

    /// <summary>The lines of a full bracket from top to bottom: the seed, from 1, that stands on each.</summary>
    internal static int[] Lines(int rounds)
    {
        int[] lines = [1];
        for (var i = 0; i < rounds; i++)
        {
            var sum = (lines.Length * 2) + 1;
            lines = [.. lines.SelectMany(seed => new[] { seed, sum - seed })];
        }

        return lines;
    }

    /// <summary>The bracket while its rounds are played one after the other.</summary>
    private sealed class Bracket
    {
        private readonly FormatRun _run;
        private readonly IReadOnlyList<RoundWindow> _windows;
        private readonly RoundTable _table;
        private readonly Dictionary<string, (int Seed, Entrant? Entrant)> _sides;
        private string?[] _lines;

        public Bracket(FormatRun run, IReadOnlyList<RoundWindow> windows, List<string> seeds)
        {
            (_run, _windows, _table) = (run, windows, new RoundTable(run, windows));
            var entrants = run.Entrants.ToDictionary(e => e.Subject, StringComparer.Ordinal);
            _sides = seeds.Select((subject, seed) => (subject, seed))
                .ToDictionary(s => s.subject, s => (s.seed, entrants.GetValueOrDefault(s.subject)), StringComparer.Ordinal);
            _lines = [.. Lines(windows.Count).Select(seed => seed <= seeds.Count ? seeds[seed - 1] : null)];
        }

        public List<ChallengeMatch> Matches { get; } = [];

        public ChallengeRound Play(int round)
        {
            var window = _windows[round];
            var isOver = window.End <= _run.Now;
            var next = new string?[_lines.Length / 2];
            var (winners, losers) = (new List<string>(), new List<string>());
            for (var i = 0; i < next.Length; i++)
            {
                var match = Match(round, i);
                Matches.Add(match);
                next[i] = match.Winner;
                if (isOver && match.Winner is { } winner)
                {
                    GoOn(match, winner, window.Number, winners, losers);
                }
            }

            _lines = next;
            return new ChallengeRound(window.Number, window.Start, window.End, isOver, winners, losers);
        }

        private void GoOn(ChallengeMatch match, string winner, int round, List<string> winners, List<string> losers)
        {
            winners.Add(winner);
            if (_sides[winner].Entrant is { } entrant)
            {
                entrant.Value++;
            }

            var loser = winner == match.First ? match.Second : match.First;
            if (loser is null)
            {
                return;
            }

            losers.Add(loser);
            if (_sides[loser].Entrant is { } left)
            {
                left.OutAfterRound = round;
            }
        }

        private ChallengeMatch Match(int round, int index)
        {
            var (first, second) = (_lines[index * 2], _lines[(index * 2) + 1]);
            var window = _windows[round];
            if (round == 0 && second is null)
            {
                return new ChallengeMatch(window.Number, index + 1, first, null, 0, 0, IsBye: true, first, MatchState.Decided);
            }

            var isKnown = first is not null && second is not null;
            var state = !isKnown || _run.Now < window.Start ? MatchState.Waiting : _run.Now < window.End ? MatchState.Running : MatchState.Decided;
            var (one, two) = state == MatchState.Waiting ? (0, 0) : (_table.Of(first!, round).Score, _table.Of(second!, round).Score);
            var winner = state == MatchState.Decided ? Winner(first!, one, second!, two) : null;
            return new ChallengeMatch(window.Number, index + 1, first, second, one, two, IsBye: false, winner, state);
        }

        private string Winner(string first, long firstScore, string second, long secondScore)
        {
            if (firstScore != secondScore)
            {
                return firstScore > secondScore ? first : second;
            }

            return _sides[first].Seed < _sides[second].Seed ? first : second;
        }
    }
}
