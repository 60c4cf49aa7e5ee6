using GamifiedLoyalty.Domain.Challenges;
using GamifiedLoyalty.Server.Pages.Contests.Participants;

namespace GamifiedLoyalty.Server.Pages.Contests.Formats;

/// <summary>Draws an elimination: who is still in, who is in danger, when the cut comes, who left when.</summary>
internal static class CutsPicture
{
    private const int MostTokens = 60;
    private const int MostNames = 12;

    /// <summary>The picture; null before the field is fixed.</summary>
    public static FormatPicture.Cuts? Of(FormatScene scene, ChallengeFormat.Elimination format)
    {
        var rounds = scene.Shown.Standings.Rounds;
        if (scene.Contest.Field is null || rounds.Count == 0)
        {
            return null;
        }

        var danger = scene.Running?.InDanger ?? [];
        var gone = rounds.SelectMany(r => r.Out).ToHashSet(StringComparer.Ordinal);
        var scores = scene.Ranked.Where(r => r.RoundScore is not null && scene.IsWhole).ToDictionary(r => r.Subject, r => r.RoundScore!.Value, StringComparer.Ordinal);
        var safe = scene.IsWhole && danger.Count > 0 ? scores.Where(s => !danger.Contains(s.Key, StringComparer.Ordinal)).Select(s => s.Value).DefaultIfEmpty(0).Min() : (long?)null;
        return new FormatPicture.Cuts(
            Cut(scene, format, rounds),
            scene.Say("StillIn", scene.Contest.Field.Count - gone.Count, scene.Contest.Field.Count),
            Own(scene, danger, gone, scores, safe),
            Tokens(scene, danger, gone),
            [.. danger.Take(MostNames).Select(s => new PersonScore(scene.Person(s), scores.TryGetValue(s, out var score) ? scene.Words.Score(score) : ""))],
            safe is { } least ? scene.Say("SafeFrom", scene.Words.Score(least + 1)) : null,
            [.. rounds.Where(r => r.Out.Count > 0).Reverse().Select(r => new ContestRule(scene.Say("RoundEnded", r.Number, scene.Words.Instant(r.End)), scene.Names(r.Out, MostNames)))]);
    }

    private static NextRound? Cut(FormatScene scene, ChallengeFormat.Elimination format, IReadOnlyList<ChallengeRound> rounds)
    {
        if (scene.Running is not { } running)
        {
            return null;
        }

        var leaving = Math.Min(format.Out, running.Winners.Count - 1);
        return leaving < 1 ? null : new NextRound(scene.Count("CutTitle", leaving, running.Number, rounds.Count, scene.Words.Instant(running.End)), scene.Until(running.End));
    }

    private static OwnSafety? Own(
        FormatScene scene, IReadOnlyList<string> danger, HashSet<string> gone, Dictionary<string, long> scores, long? safe)
    {
        if (scene.OwnRow is not { } row)
        {
            return null;
        }

        if (gone.Contains(row.Subject))
        {
            return new OwnSafety("out", row.OutAfterRound is { } round ? scene.Say("OwnOut", round) : scene.Say("OwnGone"));
        }

        if (!scene.IsOpen)
        {
            return new OwnSafety("safe", scene.Say("OwnStayed"));
        }

        if (scene.Running is null || safe is not { } least || !scores.TryGetValue(row.Subject, out var score))
        {
            return new OwnSafety("safe", scene.Say("OwnIn"));
        }

        if (danger.Contains(row.Subject, StringComparer.Ordinal))
        {
            return new OwnSafety("danger", scene.Say("OwnDanger", scene.Words.Score(score), scene.Words.Score(Math.Max(1, least - score + 1))));
        }

        var worst = danger.Where(scores.ContainsKey).Select(s => scores[s]).DefaultIfEmpty(score).Max();
        return new OwnSafety("safe", scene.Say("OwnSafe", scene.Words.Score(score), scene.Words.Score(score - worst)));
    }

    private static List<FieldToken> Tokens(FormatScene scene, IReadOnlyList<string> danger, HashSet<string> gone)
    {
        var field = scene.Contest.Field!;
        return field.Count > MostTokens ? [] : [.. field
            .Select(s => new FieldToken(scene.Person(s), gone.Contains(s) ? "out" : danger.Contains(s, StringComparer.Ordinal) ? "danger" : "in"))
            .OrderBy(t => t.State switch { "in" => 0, "danger" => 1, _ => 2 })];
    }
}
