using GamifiedLoyalty.Domain.Challenges;
using GamifiedLoyalty.Server.Security;

namespace GamifiedLoyalty.Server.Api.Challenges;

/// <summary>The steps of a contest's life that a manager takes.</summary>
internal static class ChallengeActions
{
    private const int MostPlaces = 1_000_000;

    private static readonly (ChallengeAction Action, string Done, string Summary)[] Plain =
    [
        (ChallengeAction.Submit, "submitted", "Hands a draft in: it waits for approval where the program asks for one, else for its start."),
        (ChallengeAction.Approve, "approved", "Approves a submitted contest; somebody else than who wrote or submitted it."),
        (ChallengeAction.Open, "opened", "Begins a scheduled contest now."),
        (ChallengeAction.Freeze, "frozen", "Makes what viewers see stand still; scores go on."),
        (ChallengeAction.Close, "closed", "Ends a running contest now; what happened before still counts."),
        (ChallengeAction.Settle, "settled", "Gives the prizes of a contest that has ended, once."),
    ];

    /// <summary>Adds the endpoints to the group of contests.</summary>
    public static void MapChallengeActions(this RouteGroupBuilder challenges)
    {
        foreach (var (action, done, summary) in Plain)
        {
            var word = ChallengeWords.Of(action);
            challenges.MapPost($"/{{id}}/{word}", (HttpContext http, string id, AuditTrail audit) => ActAsync(http, id, audit, action, done, Asked.Nothing))
                .Needs(Access.Manage).Describe<ChallengeStepAnswer>($"{word}Challenge", summary).Refuses();
        }

        challenges.MapPost("/{id}/reveal", RevealAsync).Needs(Access.Manage)
            .Describe<ChallengeStepAnswer>("revealChallenge", "Shows viewers the places from the last up to one; without one everything, which ends the freeze.")
            .Accepts<RevealBody>("application/json").Refuses();
        challenges.MapPost("/{id}/cancel", CancelAsync).Needs(Access.Manage)
            .Describe<ChallengeStepAnswer>("cancelChallenge", "Calls a contest off, for a reason that participants read; nothing is awarded.")
            .Accepts<CancelBody>("application/json").Refuses();
    }

    private static async Task<IResult> RevealAsync(HttpContext http, string id, AuditTrail audit)
    {
        var (asked, problem) = await OptionalBody.ReadAsync(http, reader => new Asked(reader.Whole("fromPlace", 1, MostPlaces), null));
        return asked is null ? problem! : await ActAsync(http, id, audit, ChallengeAction.Reveal, "revealed", asked);
    }

    private static async Task<IResult> CancelAsync(HttpContext http, string id, AuditTrail audit)
    {
        var (asked, problem) = await OptionalBody.ReadAsync(http, reader => new Asked(null, reader.Text("reason")));
        return asked is null ? problem! : await ActAsync(http, id, audit, ChallengeAction.Cancel, "cancelled", asked);
    }

    private static async Task<IResult> ActAsync(HttpContext http, string id, AuditTrail audit, ChallengeAction action, string done, Asked asked)
    {
        var engine = http.Engine();
        var result = await engine.ActAsync(id, action, asked.FromPlace, asked.Reason, http.Caller().Actor, http.RequestAborted);
        if (!result.IsDone)
        {
            return ChallengeProblems.Of(result.Refusal);
        }

        await audit.AddAsync(http, engine.Program, $"challenge.{done}", $"challenge:{id}");
        return JsonAnswer.Ok(writer =>
        {
            writer.WriteStartObject();
            ChallengeEndpoints.WriteResult(writer, result);
            writer.WriteEndObject();
        });
    }

    private sealed record Asked(int? FromPlace, string? Reason)
    {
        public static Asked Nothing { get; } = new(null, null);
    }
}
