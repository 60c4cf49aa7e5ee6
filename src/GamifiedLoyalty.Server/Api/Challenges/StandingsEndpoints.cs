using GamifiedLoyalty.Domain.Challenges;
using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Engine.Challenges;
using GamifiedLoyalty.Server.Api.Members;
using GamifiedLoyalty.Server.Security;
using GamifiedLoyalty.Server.Viewing;

namespace GamifiedLoyalty.Server.Api.Challenges;

/// <summary>Reading who stands where in a contest, why, and what it ended with.</summary>
internal static class StandingsEndpoints
{
    /// <summary>Adds the endpoints to the group of contests.</summary>
    public static void MapStandings(this RouteGroupBuilder challenges)
    {
        challenges.MapGet("/{id}/standings", ReadAsync).Needs(Access.Boards)
            .Describe<ChallengeStandingsAnswer>(
                "readChallengeStandings",
                "The standings of a contest with what everybody would win. While it is frozen, viewers see it as it was, and from `revealedFrom` down as it is. Contests per head tell each partner's `headcount`, and who is not ranked for having fewer than `minimumHeadcount`; rounds that run tell who is `inDanger` of leaving.")
            .Takes("limit", "cursor");
        challenges.MapGet("/{id}/standings/{subject}/explanation", ExplainAsync).Needs(Access.Boards)
            .Describe<ChallengeExplanationAnswer>(
                "explainChallengeStanding",
                "Why a subject stands where it does: what counts, what does not and why, and the cheapest way to the next place; in sentences too. Single activities are told to the member and to keys. While the contest is frozen, as it was then.");
        challenges.MapGet("/{id}/settlement", SettlementAsync).Needs(Access.Boards)
            .Describe<ChallengeSettlementAnswer>(
                "readChallengeSettlement",
                "What a settled contest ended with, the draw of a raffle, and what later corrections would have changed. 409 `notSettled`, and `frozen` for viewers until it is revealed.")
            .Refuses();
    }

    /// <summary>A writer of the standings of a contest for who asks.</summary>
    public static StandingsWriter Writer(HttpContext http, ChallengeRecord challenge)
    {
        var engine = http.Engine();
        var definition = engine.Current.Definition;
        return new(
            challenge, new SubjectNames(engine.Members, challenge.Definition.RanksPartners), definition.Calendar, Languages.Choose(http.Request, definition.Locales));
    }

    private static async Task<IResult> ReadAsync(HttpContext http, string id)
    {
        if (!Query.TryLimit(http.Request, out var limit, out var problem) || !Query.TryOffset(http.Request, out var offset, out problem))
        {
            return problem;
        }

        var engine = http.Engine();
        if (ChallengeAccess.Find(http, id) is null
            || await engine.ReadStandingsAsync(id, ChallengeAccess.ViewOf(http), http.RequestAborted) is not { } shown)
        {
            return ChallengeProblems.Unknown();
        }

        var standings = shown.Standings;
        var at = engine.Current.Definition.Calendar.ToLocal(standings.At);
        return JsonAnswer.Ok(writer =>
        {
            writer.WriteStartObject();
            var rows = Writer(http, shown.Challenge.Record);
            rows.WriteHead(writer);
            writer.WriteNumber("version", standings.Version);
            writer.WriteInstant("at", at);
            rows.WriteStandings(writer, shown, offset, limit);
            if (offset + limit < standings.Rows.Count)
            {
                writer.WriteString("next", Query.Cursor(offset + limit));
            }

            writer.WriteEndObject();
        });
    }

    private static async Task<IResult> ExplainAsync(HttpContext http, string id, string subject)
    {
        var engine = http.Engine();
        if (ChallengeAccess.Find(http, id) is not { } challenge)
        {
            return ChallengeProblems.Unknown();
        }

        var definition = engine.Current.Definition;
        var names = new SubjectNames(engine.Members, challenge.Record.Definition.RanksPartners);
        if (engine.Members.Find(new OwnerRef(names.Kind, subject)) is not { } profile)
        {
            return MemberEndpoints.Unknown(names.Kind);
        }

        if (await engine.ExplainAsync(id, subject, ChallengeAccess.ViewOf(http), http.RequestAborted) is not { } explained)
        {
            return ChallengeProblems.Unknown();
        }

        var texts = new ExplanationTexts(definition, names, Languages.Choose(http.Request, definition.Locales));
        var withActivities = http.Caller().MayReadAll(engine.Program) || ChallengeAccess.IsOwn(http.Caller(), engine, challenge.Record, subject);
        return JsonAnswer.Ok(writer =>
            new ExplanationWriter(Writer(http, explained.Challenge.Record), texts, definition.Calendar).Write(writer, explained, profile.Name, withActivities));
    }

    private static async Task<IResult> SettlementAsync(HttpContext http, string id)
    {
        if (ChallengeAccess.Find(http, id) is not { } challenge)
        {
            return ChallengeProblems.Unknown();
        }

        // What is different now may betray another contest that is frozen; asked after it was read.
        var engine = http.Engine();
        var settled = await engine.ReadSettlementAsync(id, http.RequestAborted);
        if (ChallengeAccess.ViewOf(http) == ViewAs.Viewer && FreezeGate.Hides(engine, challenge.Record))
        {
            return FreezeGate.Refused();
        }

        if (settled is null)
        {
            return Problems.Result(StatusCodes.Status409Conflict, "notSettled", "The contest is not settled.");
        }

        return JsonAnswer.Ok(writer => new SettlementWriter(Writer(http, settled.Challenge.Record), engine.Current.Definition.Calendar).Write(writer, settled));
    }
}
