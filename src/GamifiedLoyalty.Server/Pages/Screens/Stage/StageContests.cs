using GamifiedLoyalty.Domain.Challenges;
using GamifiedLoyalty.Engine.Challenges;
using GamifiedLoyalty.Server.Api;
using GamifiedLoyalty.Server.Api.Challenges;
using GamifiedLoyalty.Server.Api.Screens.Stage;
using GamifiedLoyalty.Server.Security;

namespace GamifiedLoyalty.Server.Pages.Screens.Stage;

/// <summary>Freezes and reveals the contest that is on stage, as the API does.</summary>
internal sealed class StageContests(AuditTrail audit)
{
    /// <summary>The places that are revealed one by one; those below them come at once.</summary>
    private const int OneByOne = 10;

    /// <summary>The contest on stage; null when there is none.</summary>
    public static ChallengeRecord? Find(HttpContext http) =>
        StageDocument.Of(http.Engine()).Scene?.Challenge is { } id ? http.Engine().FindChallenge(id)?.Record : null;

    /// <summary>Makes what everybody sees of it stand still; whether that was possible.</summary>
    public Task<bool> FreezeAsync(HttpContext http) => ActAsync(http, ChallengeAction.Freeze, null);

    /// <summary>Shows one place more, from the bottom up; the last one ends the freeze.</summary>
    public async Task<bool> RevealNextAsync(HttpContext http)
    {
        if (Find(http) is not { } challenge
            || await http.Engine().ReadStandingsAsync(challenge.Id, ViewAs.Manager, http.RequestAborted) is not { } live)
        {
            return false;
        }

        var next = NextPlace(challenge, live.Standings.Rows.Count);
        return await ActAsync(http, ChallengeAction.Reveal, next > 1 ? next : null);
    }

    /// <summary>Shows everything.</summary>
    public Task<bool> RevealAllAsync(HttpContext http) => ActAsync(http, ChallengeAction.Reveal, null);

    /// <summary>The place that is revealed next.</summary>
    public static int NextPlace(ChallengeRecord challenge, int total) => challenge.RevealedFrom is { } from ? from - 1 : Math.Min(total, OneByOne);

    private async Task<bool> ActAsync(HttpContext http, ChallengeAction action, int? fromPlace)
    {
        if (Find(http) is not { } challenge)
        {
            return false;
        }

        var engine = http.Engine();
        var result = await engine.ActAsync(challenge.Id, action, fromPlace, null, http.Caller().Actor, http.RequestAborted);
        if (result.IsDone)
        {
            await audit.AddAsync(http, engine.Program, $"challenge.{ChallengeWords.Of(action)}", $"challenge:{challenge.Id}");
        }

        return result.IsDone;
    }
}
