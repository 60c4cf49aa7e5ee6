using GamifiedLoyalty.Domain.Challenges;
using GamifiedLoyalty.Engine.Challenges;
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
                "The standings of a contest with what everybody would win. While it is frozen, viewers see it as it was, and from `revealedFrom` down as it is.")
            .Takes("limit", "cursor");
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

    private static async Task<IResult> SettlementAsync(HttpContext http, string id)
    {
        if (ChallengeAccess.Find(http, id) is not { } challenge)
        {
            return ChallengeProblems.Unknown();
        }

        if (challenge.Record.FrozenAt is not null && ChallengeAccess.ViewOf(http) == ViewAs.Viewer)
        {
            return FreezeGate.Refused();
        }

        if (await http.Engine().ReadSettlementAsync(id, http.RequestAborted) is not { } settled)
        {
            return Problems.Result(StatusCodes.Status409Conflict, "notSettled", "The contest is not settled.");
        }

        return JsonAnswer.Ok(writer => new SettlementWriter(Writer(http, settled.Challenge.Record), http.Engine().Current.Definition.Calendar).Write(writer, settled));
    }
}
