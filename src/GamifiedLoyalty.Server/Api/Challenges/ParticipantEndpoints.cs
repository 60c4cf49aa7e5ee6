using System.Globalization;
using System.Text.Json;
using GamifiedLoyalty.Domain;
using GamifiedLoyalty.Domain.Challenges;
using GamifiedLoyalty.Engine.Commands;
using GamifiedLoyalty.Server.Security;

namespace GamifiedLoyalty.Server.Api.Challenges;

/// <summary>Joining contests, and duels: persons in their own name, managers in that of others.</summary>
internal static class ParticipantEndpoints
{
    /// <summary>Adds the endpoints to the group of contests.</summary>
    public static void MapParticipants(this RouteGroupBuilder challenges)
    {
        challenges.MapPost("/{id}/participants", JoinAsync).Needs(Access.Person)
            .Describe<JoinAnswer>("joinChallenge", "Joins a contest: a person with a session joins, a manager lets `subject` join. Who has joined before is told so again.")
            .Accepts<JoinBody>("application/json").Refuses();
        challenges.MapPost("/{id}/duels", InviteAsync).Needs(Access.Person)
            .Describe<DuelAnswer>("inviteToDuel", "Invites `opponent` to a duel; a manager says who the `challenger` is.", 201)
            .Accepts<DuelBody>("application/json").Refuses();
        challenges.MapPost("/{id}/duels/{number}/accept", AcceptAsync).Needs(Access.Person)
            .Describe<DuelAnswer>("acceptDuel", "Accepts a duel; a manager says who accepts (`subject`).")
            .Accepts<JoinBody>("application/json").Refuses();
    }

    private static async Task<IResult> JoinAsync(HttpContext http, string id)
    {
        var (asked, problem) = await OptionalBody.ReadAsync(http, reader => new Asked(reader.Id("subject"), null));
        if (asked is null || !TryFind(http, id, out var challenge, out problem) || !TryName(http, challenge, asked.Who, "/subject", out var subject, out problem))
        {
            return problem!;
        }

        var result = await http.Engine().JoinAsync(id, subject, http.Caller().Actor, http.RequestAborted);
        return !result.IsDone ? ChallengeProblems.Of(result.Refusal) : new JsonAnswer(result.Changed ? 201 : 200, writer =>
        {
            writer.WriteStartObject();
            ChallengeEndpoints.WriteResult(writer, result);
            writer.WriteString("subject", result.Participant!.Subject);
            writer.WriteInstant("joinedAt", http.Engine().Current.Definition.Calendar.ToLocal(result.Participant.JoinedAt));
            writer.WriteEndObject();
        });
    }

    private static async Task<IResult> InviteAsync(HttpContext http, string id)
    {
        var (asked, problem) = await OptionalBody.ReadAsync(http, reader => new Asked(reader.Id("challenger"), ReadOpponent(reader)));
        if (asked is null || !TryFind(http, id, out var challenge, out problem) || !TryName(http, challenge, asked.Who, "/challenger", out var challenger, out problem))
        {
            return problem!;
        }

        var result = await http.Engine().InviteAsync(id, challenger, asked.Opponent!, http.Caller().Actor, http.RequestAborted);
        return result.IsDone ? Answer(http, result, 201) : ChallengeProblems.Of(result.Refusal);
    }

    private static async Task<IResult> AcceptAsync(HttpContext http, string id, string number)
    {
        var (asked, problem) = await OptionalBody.ReadAsync(http, reader => new Asked(reader.Id("subject"), null));
        if (asked is null || !TryFind(http, id, out var challenge, out problem) || !TryName(http, challenge, asked.Who, "/subject", out var subject, out problem))
        {
            return problem!;
        }

        if (!int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var duel))
        {
            return ChallengeProblems.Of(ChallengeRefusal.UnknownDuel);
        }

        var result = await http.Engine().AcceptDuelAsync(id, duel, subject, http.Caller().Actor, http.RequestAborted);
        return result.IsDone ? Answer(http, result, 200) : ChallengeProblems.Of(result.Refusal);
    }

    private static string? ReadOpponent(FieldReader reader)
    {
        var opponent = reader.Id("opponent");
        if (reader.Value("opponent") is null)
        {
            reader.Report("opponent", "required", "This field is required.");
        }

        return opponent;
    }

    private static bool TryFind(HttpContext http, string id, out ChallengeRecord challenge, out IResult? problem)
    {
        challenge = ChallengeAccess.Find(http, id)?.Record!;
        problem = challenge is null ? ChallengeProblems.Unknown() : null;
        return problem is null;
    }

    /// <summary>In whose name the caller acts: a person in their own and no other.</summary>
    private static bool TryName(HttpContext http, ChallengeRecord challenge, string? asked, string pointer, out string subject, out IResult? problem)
    {
        var own = ChallengeAccess.ActsFor(http.Caller(), challenge);
        subject = own ?? asked ?? "";
        problem = own switch
        {
            null when asked is null => Problems.Faulty(new Fault("required", "A key says for whom it acts.", pointer)),
            null => null,
            "" => ChallengeProblems.Of(ChallengeRefusal.NotInAudience),
            _ when asked is not null && asked != own => Problems.Result(StatusCodes.Status403Forbidden, "forbidden", "A person acts in their own name only.", pointer),
            _ => null,
        };
        return problem is null;
    }

    private static JsonAnswer Answer(HttpContext http, ChallengeResult result, int status) => new(status, writer =>
    {
        writer.WriteStartObject();
        ChallengeEndpoints.WriteResult(writer, result);
        WriteDuel(writer, result.Duel!, http.Engine().Current.Definition.Calendar.ToLocal);
        writer.WriteEndObject();
    });

    private static void WriteDuel(Utf8JsonWriter writer, Duel duel, Func<DateTimeOffset, DateTimeOffset> toLocal)
    {
        writer.WriteNumber("number", duel.Number);
        writer.WriteString("challenger", duel.Challenger);
        writer.WriteString("opponent", duel.Opponent);
        writer.WriteInstant("invitedAt", toLocal(duel.InvitedAt));
        writer.WriteInstant("acceptBy", toLocal(duel.AcceptBy));
        if (duel.AcceptedAt is { } acceptedAt)
        {
            writer.WriteInstant("acceptedAt", toLocal(acceptedAt));
        }
    }

    private sealed record Asked(string? Who, string? Opponent);
}
