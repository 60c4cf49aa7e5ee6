using System.Globalization;
using GamifiedLoyalty.Domain.Challenges;

namespace GamifiedLoyalty.Server.Pages.Contests.Formats;

/// <summary>Draws king of the hill: who holds the crown since when, who leads the running round, and the rounds before.</summary>
internal static class HillPicture
{
    private const int MostReigns = 12;

    /// <summary>The picture; null before the first round.</summary>
    public static FormatPicture.Hill? Of(FormatScene scene)
    {
        var rounds = scene.Shown.Standings.Rounds;
        var over = rounds.Where(r => r.IsOver).ToList();
        var running = scene.Running;
        if (over.Count == 0 && running is null)
        {
            return null;
        }

        // A round in which nobody scored leaves the crown where it is.
        var latest = over.FindLastIndex(r => r.Winners.Count > 0);
        var shown = over.Concat(running is null ? [] : [running]).TakeLast(MostReigns);
        return new FormatPicture.Hill(
            latest < 0 ? [] : [.. over[latest].Winners.Select(scene.Person)],
            latest < 0 ? null : Since(scene, over, latest),
            scene.Part is { TakesPart: true } part ? scene.Say("HeldOf", over.Count(r => r.Winners.Contains(part.Subject, StringComparer.Ordinal)), over.Count) : null,
            running is null ? null : new NextRound(scene.Say("HillRound", running.Number, rounds.Count, scene.Words.Instant(running.End)), scene.Until(running.End)),
            Leaders(scene, running),
            Behind(scene, running),
            [.. shown.Select(r => Reign(scene, r))]);
    }

    /// <summary>A reign begins with the end of the first of the rounds won in a row.</summary>
    private static string Since(FormatScene scene, List<ChallengeRound> over, int latest)
    {
        var first = latest;
        for (var i = latest - 1; i >= 0 && (over[i].Winners.Count == 0 || over[i].Winners.SequenceEqual(over[latest].Winners, StringComparer.Ordinal)); i--)
        {
            first = over[i].Winners.Count == 0 ? first : i;
        }

        var rounds = over.Skip(first).Count(r => r.Winners.Count > 0);
        return scene.Count("HeldSince", rounds, scene.Words.Instant(over[first].End));
    }

    private static List<PersonScore> Leaders(FormatScene scene, ChallengeRound? running) =>
        [.. (running?.Winners ?? []).Select(s => new PersonScore(scene.Person(s), ScoreOf(scene, s) is { } score ? scene.Words.Score(score) : ""))];

    private static string? Behind(FormatScene scene, ChallengeRound? running)
    {
        if (running is null || scene.OwnRow is not { RoundScore: { } own } row || running.Winners.Contains(row.Subject, StringComparer.Ordinal))
        {
            return null;
        }

        return running.Winners.Count == 0 ? scene.Say("HillFree")
            : ScoreOf(scene, running.Winners[0]) is { } best ? scene.Say("HillBehind", scene.Words.Score(own), scene.Words.Score(best - own + 1))
            : null;
    }

    private static long? ScoreOf(FormatScene scene, string subject) => !scene.IsWhole ? null : scene.Ranked.FirstOrDefault(r => r.Subject == subject)?.RoundScore;

    private static Reign Reign(FormatScene scene, ChallengeRound round) => new(
        scene.Say("RoundWindow", round.Number, scene.When(round)),
        round.Number.ToString(CultureInfo.InvariantCulture),
        round.Winners.Contains(scene.Own ?? "", StringComparer.Ordinal) ? scene.Person(scene.Own!) : round.Winners.Count > 0 ? scene.Person(round.Winners[0]) : null,
        !round.IsOver);
}
