using System.Text.Json;
using GamifiedLoyalty.Domain;
using GamifiedLoyalty.Domain.Challenges;
using GamifiedLoyalty.Engine.Commands;
using GamifiedLoyalty.Server.Security;

namespace GamifiedLoyalty.Server.Api.Challenges;

/// <summary>Writing and reading contests.</summary>
internal static class ChallengeEndpoints
{
    // Addresses beside those of contests.
    private static readonly string[] Reserved = ["backtest", "calendar.ics", "templates"];

    /// <summary>Adds the endpoints to the group of a program.</summary>
    public static void MapChallenges(this RouteGroupBuilder programs)
    {
        var challenges = programs.MapGroup("/challenges");
        challenges.MapPut("/{id}", PutAsync).Needs(Access.Manage)
            .Describe<ChallengePutAnswer>("putChallenge", "Writes a contest: creates it, or changes a draft. A submitted one becomes a draft again; equal content changes nothing.")
            .Accepts<ChallengeBody>("application/json").Takes("dryRun").Refuses();
        challenges.MapGet("", (Delegate)List).Needs(Access.Boards)
            .Describe<ChallengeList>("listChallenges", "The contests, latest start first; drafts for managers only.").Takes("status");
        challenges.MapGet("/{id}", Get).Needs(Access.Boards)
            .Describe<ChallengeAnswer>("readChallenge", "A contest and every step of its life; `document` and actors for managers only.");
        challenges.MapChallengeActions();
        challenges.MapParticipants();
        challenges.MapStandings();
        challenges.MapBacktest();
        challenges.MapTemplates();
        challenges.MapCalendar();
    }

    /// <summary>The writer for who asks.</summary>
    public static ChallengeWriter Writer(HttpContext http)
    {
        var engine = http.Engine();
        var definition = engine.Current.Definition;
        return new ChallengeWriter(definition.Calendar, Languages.Choose(http.Request, definition.Locales), http.Caller().MayManage(engine.Program));
    }

    private static async Task<IResult> PutAsync(HttpContext http, string id, AuditTrail audit)
    {
        if (Reserved.Contains(id, StringComparer.OrdinalIgnoreCase))
        {
            return Problems.Faulty(new Fault("badId", $"No contest is called {id}: it is the address of something else."));
        }

        var (document, dryRun, problem) = await DefinitionBody.ReadAsync(http, id);
        if (problem is not null)
        {
            return problem;
        }

        var engine = http.Engine();
        var result = await engine.PutChallengeAsync(id, document, http.Caller().Actor, dryRun, http.RequestAborted);
        if (!result.IsDone)
        {
            return result.Faults.Count > 0 ? ChallengeProblems.Invalid(result.Faults) : ChallengeProblems.Of(result.Refusal);
        }

        if (result.Changed && !dryRun)
        {
            await audit.AddAsync(http, engine.Program, "challenge.defined", $"challenge:{id}");
        }

        return new JsonAnswer(result.Created && !dryRun ? 201 : 200, writer =>
        {
            writer.WriteStartObject();
            WriteResult(writer, result);
            writer.WriteBoolean("changed", result.Changed);
            writer.WriteEndObject();
        });
    }

    /// <summary>Writes what became of a wish as members of an open object.</summary>
    internal static void WriteResult(Utf8JsonWriter writer, ChallengeResult result)
    {
        writer.WriteString("challenge", result.Challenge);
        writer.WriteString("status", ChallengeWords.Of(result.Status));
        writer.WriteNumber("version", result.Version);
    }

    private static IResult List(HttpContext http)
    {
        var wanted = http.Request.Query["status"].ToString();
        if (wanted.Length > 0 && !Enum.GetValues<ChallengeStatus>().Any(s => ChallengeWords.Of(s) == wanted))
        {
            return Problems.Result(400, "badStatus", $"status is one of: {string.Join(", ", Enum.GetValues<ChallengeStatus>().Select(ChallengeWords.Of))}.");
        }

        var engine = http.Engine();
        var version = engine.Version;
        var shown = engine.ListChallenges()
            .Where(c => ChallengeAccess.MaySee(http.Caller(), engine, c.Record) && (wanted.Length == 0 || ChallengeWords.Of(c.Record.Status) == wanted))
            .ToList();
        var items = Writer(http);
        return JsonAnswer.Ok(writer =>
        {
            writer.WriteStartObject();
            writer.WriteNumber("version", version);
            writer.WriteStartArray("items");
            foreach (var challenge in shown)
            {
                writer.WriteStartObject();
                items.WriteSummary(writer, challenge);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        });
    }

    private static IResult Get(HttpContext http, string id, TimeProvider time)
    {
        if (ChallengeAccess.Find(http, id) is not { } challenge)
        {
            return ChallengeProblems.Unknown();
        }

        var own = OwnPart.Of(http.Caller(), http.Engine(), challenge, time.GetUtcNow());
        return JsonAnswer.Ok(writer =>
        {
            writer.WriteStartObject();
            writer.WriteNumber("version", challenge.Version);
            Writer(http).WriteWhole(writer, challenge, own);
            writer.WriteEndObject();
        });
    }
}
