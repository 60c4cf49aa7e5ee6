using GamifiedLoyalty.Domain.Challenges;
using GamifiedLoyalty.Engine.Challenges;
using GamifiedLoyalty.Server.Api;
using GamifiedLoyalty.Server.Api.Challenges;
using GamifiedLoyalty.Server.Localization;
using GamifiedLoyalty.Server.Pages.Contests.Participants;
using Microsoft.Extensions.Localization;

namespace GamifiedLoyalty.Server.Pages.Contests.Formats;

/// <summary>Makes the picture of a contest's format.</summary>
/// <param name="pages">Texts of all pages.</param>
/// <param name="texts">Texts of pictures.</param>
/// <param name="opponents">Finds whom to invite to duels.</param>
/// <param name="time">Now.</param>
internal sealed class FormatPictures(IStringLocalizer<Texts> pages, IStringLocalizer<FormatTexts> texts, Opponents opponents, TimeProvider time)
{
    /// <summary>The picture; null for a race, whose rows say it all, and where there is nothing to draw yet.</summary>
    /// <param name="http">The request.</param>
    /// <param name="words">Words of contests.</param>
    /// <param name="shown">The standings as viewers see them.</param>
    /// <param name="ranked">The rows that may be shown of them.</param>
    /// <param name="part">The viewer's part; null for strangers.</param>
    public async Task<FormatPicture?> OfAsync(
        HttpContext http, ParticipantWords words, StandingsView shown, IReadOnlyList<ChallengeRow> ranked, OwnPart? part)
    {
        var format = shown.Challenge.Record.Definition.Format;
        var scene = new FormatScene(http.Engine(), words, texts, pages, shown, ranked, part, time.GetUtcNow()) { MayRead = http.Caller().MayRead(http.Engine().Program) };
        var choice = format is ChallengeFormat.Duels ? await opponents.OfAsync(scene, http.Request.Query["find"]) : null;
        words.Language.Apply();
        return format switch
        {
            ChallengeFormat.Bracket => TreePicture.Of(scene),
            ChallengeFormat.Milestones milestones => LadderPicture.Of(scene, milestones),
            ChallengeFormat.Target target => TargetPicture.Of(scene, target),
            ChallengeFormat.Elimination elimination => CutsPicture.Of(scene, elimination),
            ChallengeFormat.KingOfTheHill => HillPicture.Of(scene),
            ChallengeFormat.Duels => DuelsPicture.Of(scene, choice),
            ChallengeFormat.Raffle raffle => DrumPicture.Of(scene, raffle),
            _ when shown.Challenge.Record.Definition.Scoring == Scoring.PerHead => TeamsPicture.Of(scene),
            _ => null,
        };
    }
}
