using GamifiedLoyalty.Domain.Challenges;
using GamifiedLoyalty.Simulation.Programs;

namespace GamifiedLoyalty.Simulation.Model;

/// <summary>Gives the rows of a contest their values, in the plain words of each format.</summary>
internal sealed class ContestFormats(ModelContest contest, ContestScores scores, LocalTime time, DateTimeOffset now)
{
    private SimFormat Format => contest.Sent.Format;

    public void Apply(List<ModelRow> rows)
    {
        rows.ForEach(r => r.Value = r.Score);
        switch (Format.Type)
        {
            case "target":
                rows.ForEach(Target);
                break;
            case "milestones":
                rows.ForEach(Milestones);
                break;
            case "raffle":
                rows.ForEach(r => r.Value = Math.Min(Math.Max(0, r.Score) / Format.Per, Format.MostTickets ?? long.MaxValue));
                break;
            case "duels":
                rows.ForEach(r => r.Value = contest.Duels.Count(d => Winner(d) == r.Subject));
                break;
            case "bracket":
                Bracket(rows);
                break;
            case "kingOfTheHill":
                Kings(rows);
                break;
            case "elimination":
                Eliminate(rows);
                break;
        }
    }

    private void Target(ModelRow row)
    {
        var bar = Format.Bar ?? Format.Personal?[row.Subject] ?? scores.GrowthBar(row.Subject, Format.GrowthPercent!.Value);
        row.Bar = scores.ProRated(row.Subject, bar);
        row.Reached = row.Score >= row.Bar;
    }

    private void Milestones(ModelRow row)
    {
        var reached = Format.Steps.TakeWhile(s => row.Score >= scores.ProRated(row.Subject, s.At)).ToList();
        row.Value = reached.Count;
        row.Milestones = [.. reached.Select(s => s.Id)];
        row.Reached = reached.Count == Format.Steps.Count;
        row.Bar = row.Reached ? null : scores.ProRated(row.Subject, Format.Steps[reached.Count].At);
    }

    private string? Winner(Duel duel)
    {
        if (duel.AcceptedAt is not { } from || now < contest.End)
        {
            return null;
        }

        var (one, two) = (scores.In(duel.Challenger, from, contest.End).Score, scores.In(duel.Opponent, from, contest.End).Score);
        return one == two ? null : one > two ? duel.Challenger : duel.Opponent;
    }

    private void Bracket(List<ModelRow> rows)
    {
        var seeds = contest.Field!.Take(Format.Size ?? Format.Seeds!.Count).ToList();
        rows.ForEach(r => r.Value = 0);
        var rounds = BracketRounds(seeds.Count);
        List<int?> left = [.. Lines(rounds.Count).Select(seed => seed < seeds.Count ? seed : (int?)null)];
        for (var i = 0; i < rounds.Count; i++)
        {
            left = [.. left.Chunk(2).Select(pair => Play(rows, seeds, pair[0], pair[1], i, rounds[i]))];
        }
    }

    private int? Play(List<ModelRow> rows, List<string> seeds, int? one, int? two, int round, (DateTimeOffset From, DateTimeOffset Until) window)
    {
        var isBye = round == 0 && two is null;
        if (one is null || (two is null && !isBye))
        {
            return null;
        }

        var isOver = now >= window.Until;
        if (!isBye && !isOver)
        {
            return null;
        }

        var winner = isBye ? one.Value : Better(seeds, one.Value, two!.Value, window);
        if (isOver)
        {
            rows.Where(r => r.Subject == seeds[winner]).ToList().ForEach(r => r.Value++);
            var loser = winner == one ? two : one;
            rows.Where(r => loser is { } seed && r.Subject == seeds[seed]).ToList().ForEach(r => r.OutAfterRound = round + 1);
        }

        return winner;
    }

    private int Better(List<string> seeds, int one, int two, (DateTimeOffset From, DateTimeOffset Until) window)
    {
        var (first, second) = (scores.In(seeds[one], window.From, window.Until).Score, scores.In(seeds[two], window.From, window.Until).Score);
        return first == second ? Math.Min(one, two) : first > second ? one : two;
    }

    /// <summary>The seeds, from 0, from top to bottom: the two best meet last.</summary>
    private static List<int> Lines(int rounds)
    {
        List<int> lines = [0];
        for (var i = 0; i < rounds; i++)
        {
            lines = [.. lines.SelectMany(s => new[] { s, (2 * lines.Count) - 1 - s })];
        }

        return lines;
    }

    private void Kings(List<ModelRow> rows)
    {
        rows.ForEach(r => r.Value = 0);
        foreach (var (from, until) in Rounds().Where(r => r.Until <= now))
        {
            var best = rows.Select(r => (Row: r, Score: scores.In(r.Subject, from, until))).Where(r => r.Score.Score > 0)
                .OrderByDescending(r => r.Score.Score).ThenBy(r => r.Score.Reach).ThenBy(r => r.Row.Subject, StringComparer.Ordinal).ToList();
            best.Where(b => contest.Sent.SharedTies ? b.Score.Score == best[0].Score.Score : b.Row == best[0].Row).ToList().ForEach(b => b.Row.Value++);
        }
    }

    private void Eliminate(List<ModelRow> rows)
    {
        var over = Rounds().Where(r => r.Until <= now).ToList();
        var still = rows.ToList();
        for (var i = 0; i < over.Count; i++)
        {
            var leaving = still.Select((r, seed) => (Row: r, Seed: seed, Score: scores.In(r.Subject, over[i].From, over[i].Until)))
                .OrderBy(r => r.Score.Score).ThenByDescending(r => r.Score.Reach).ThenByDescending(r => r.Seed)
                .Take(Math.Min(Format.Out, still.Count - 1)).Select(r => r.Row).ToList();
            leaving.ForEach(r => r.OutAfterRound = i + 1);
            still.RemoveAll(leaving.Contains);
        }

        rows.ForEach(r => r.Value = r.OutAfterRound - 1 ?? over.Count);
    }

    private List<(DateTimeOffset From, DateTimeOffset Until)> BracketRounds(int participants)
    {
        var count = 0;
        while (1 << count < participants)
        {
            count++;
        }

        if (Format.Round is not null)
        {
            var rounds = Rounds(count);
            return [.. rounds, .. Enumerable.Repeat((contest.End, contest.End), count - rounds.Count)];
        }

        var seconds = count == 0 ? 0 : (long)(contest.End - contest.Start).TotalSeconds / count;
        return [.. Enumerable.Range(0, count).Select(i => (
            contest.Start.AddSeconds(i * seconds), i == count - 1 ? contest.End : contest.Start.AddSeconds((i + 1) * seconds)))];
    }

    private List<(DateTimeOffset From, DateTimeOffset Until)> Rounds(int most = int.MaxValue)
    {
        var (days, hours) = Format.Round!.Value;
        var rounds = new List<(DateTimeOffset From, DateTimeOffset Until)>();
        for (var from = contest.Start; from < contest.End && rounds.Count < most;)
        {
            var number = rounds.Count + 1;
            var until = time.Later(contest.Start, 0, days * number, hours * number);
            until = until > from && until < contest.End ? until : contest.End;
            rounds.Add((from, until));
            from = until;
        }

        return rounds;
    }
}
