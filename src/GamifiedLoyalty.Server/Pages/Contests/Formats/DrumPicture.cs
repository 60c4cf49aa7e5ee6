using GamifiedLoyalty.Domain.Challenges;
using GamifiedLoyalty.Server.Pages.Boards;
using GamifiedLoyalty.Server.Viewing;

namespace GamifiedLoyalty.Server.Pages.Contests.Formats;

/// <summary>Draws a raffle: the viewer's tickets, the chance, the way to the next ticket, and what the draw is checked with.</summary>
internal static class DrumPicture
{
    private const int MostDrawn = 20;

    /// <summary>The picture.</summary>
    public static FormatPicture.Drum Of(FormatScene scene, ChallengeFormat.Raffle raffle)
    {
        var isDrawn = scene.Contest.Status == ChallengeStatus.Settled;
        var own = scene.OwnRow;
        return new FormatPicture.Drum(
            own is null ? null : scene.Count("Tickets", own.Value),
            isDrawn || own is null ? null : Chance(scene, own),
            isDrawn || own is null || !scene.IsOpen ? null : Next(scene, raffle, own),
            [.. How(scene, raffle)],
            isDrawn && !scene.Shown.IsFrozen ? [.. scene.Ranked.Where(r => r.Prizes.Count > 0).Take(MostDrawn).Select(r => scene.Person(r.Subject))] : [],
            Proof(scene, isDrawn));
    }

    private static bool IsInDrum(FormatScene scene, ChallengeRow row) => row.Value > 0 && row.Score >= scene.Contest.Definition.MinimumScore;

    private static string? Chance(FormatScene scene, ChallengeRow own)
    {
        if (!scene.IsWhole || own.Value == 0)
        {
            return null;
        }

        if (!IsInDrum(scene, own))
        {
            return scene.Say("ChanceMinimum", scene.Words.Score(scene.Contest.Definition.MinimumScore));
        }

        var all = scene.Ranked.Where(r => IsInDrum(scene, r)).Sum(r => (decimal)r.Value);
        return scene.Say("Chance", own.Value, all.ToString("N0", scene.Words.Language.Culture), (own.Value / all).ToString("P1", scene.Words.Language.Culture));
    }

    private static ProgressBar? Next(FormatScene scene, ChallengeFormat.Raffle raffle, ChallengeRow own)
    {
        if (raffle.MostTickets is { } most && own.Value >= most)
        {
            return null;
        }

        var since = Math.Max(0, own.Score) % raffle.Per;
        return new ProgressBar(scene.Say("NextTicket", scene.Words.Score(raffle.Per - since)), RowMarks.Percent(since, raffle.Per), "0%");
    }

    private static IEnumerable<string> How(FormatScene scene, ChallengeFormat.Raffle raffle)
    {
        var winners = scene.Contest.Definition.Prizes.Prizes.Where(p => p.For == PrizeFor.Place).Select(p => p.ToPlace).DefaultIfEmpty(0).Max();
        yield return scene.Say("DrawPer", scene.Words.Score(raffle.Per));
        if (raffle.MostTickets is { } most)
        {
            yield return scene.Count("DrawMost", most);
        }

        if (winners > 0)
        {
            yield return scene.Count("DrawWinners", winners);
        }

        if (winners > 1)
        {
            yield return scene.Say("DrawLeaves");
        }
    }

    /// <summary>The certificate is secret as long as what it proves is.</summary>
    private static DrawProof? Proof(FormatScene scene, bool isDrawn)
    {
        if (scene.Contest.DrawSeedHash is not { } hash)
        {
            return null;
        }

        var isPublic = isDrawn && !scene.Shown.IsFrozen && !FreezeGate.Hides(scene.Engine, scene.Contest);
        return new DrawProof(
            hash,
            isPublic ? scene.Contest.DrawSeed : null,
            isPublic && scene.MayRead ? $"/api/v1/programs/{scene.Engine.Program}/challenges/{scene.Contest.Id}/settlement" : null);
    }
}
