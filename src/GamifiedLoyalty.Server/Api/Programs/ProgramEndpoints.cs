using System.Globalization;
using System.Text.Json;
using GamifiedLoyalty.Engine.Commands;
using GamifiedLoyalty.Engine.Ports;
using GamifiedLoyalty.Engine.Programs;
using GamifiedLoyalty.Server.Security;

namespace GamifiedLoyalty.Server.Api.Programs;

/// <summary>Publishing and reading program definitions.</summary>
internal static class ProgramEndpoints
{
    /// <summary>Adds the endpoints to the group of a program.</summary>
    public static void MapDefinition(this RouteGroupBuilder programs)
    {
        programs.MapPut("", PublishAsync).Needs(Access.Manage, opensProgram: false)
            .Describe<PublishAnswer>("publishProgram", "Validates and publishes a definition (see /schemas/program.json).")
            .Accepts<object>("application/json").Takes("dryRun");
        programs.MapGet("", GetAsync).Needs(Access.Read)
            .Describe<object>("readProgram", "A definition as it was sent, the current one unless asked.").Takes("definitionVersion");
    }

    /// <summary>Adds the list of programs.</summary>
    public static void MapProgramList(this RouteGroupBuilder api) => api.MapGet("/programs", ListAsync).Needs(Access.Read)
        .Describe<ProgramList>("listPrograms", "The programs that the key may read.");

    private static async Task<IResult> PublishAsync(HttpContext http, string program, ProgramHost host, AuditTrail audit)
    {
        var (document, dryRun, problem) = await DefinitionBody.ReadAsync(http, program);
        if (problem is not null)
        {
            return problem;
        }

        var result = await host.PublishAsync(program, document, http.Caller().Actor, dryRun, http.RequestAborted);
        if (result.Faults is [{ Code: "badJson" } unparsable])
        {
            return Problems.Result(400, unparsable.Code, unparsable.Detail);
        }

        if (result.Faults.Count > 0)
        {
            return Problems.Faulty("invalidDefinition", $"The definition has {result.Faults.Count} faults; nothing was changed.", result.Faults);
        }

        if (!dryRun && result.Changed)
        {
            await audit.AddAsync(http, program, "program.published", result.DefinitionVersion.ToString(CultureInfo.InvariantCulture));
        }

        return new JsonAnswer(result.Created && !dryRun ? 201 : 200, writer => WriteResult(writer, program, result));
    }

    private static void WriteResult(Utf8JsonWriter writer, string program, PublishResult result)
    {
        writer.WriteStartObject();
        writer.WriteString("program", program);
        writer.WriteNumber("definitionVersion", result.DefinitionVersion);
        writer.WriteBoolean("changed", result.Changed);
        writer.WriteNumber("version", result.Version);
        writer.WriteEndObject();
    }

    private static async Task<IResult> GetAsync(HttpContext http, ICommitStore store)
    {
        var engine = http.Engine();
        var current = engine.Current;
        if (http.Request.Query["definitionVersion"] is not [{ } text])
        {
            return Document(http, current.Document, current.DefinitionVersion);
        }

        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var wanted))
        {
            return Problems.Result(400, "badVersion", "definitionVersion must be a whole number.");
        }

        var head = await store.FindHeadAsync(engine.Program, http.RequestAborted);
        var versions = head is null ? [] : await store.ReadDefinitionsAsync(head.Number, http.RequestAborted);
        return versions.FirstOrDefault(v => v.DefinitionVersion == wanted) is { } found
            ? Document(http, found.Document, wanted)
            : Problems.NotFound("unknownDefinitionVersion", "The program has no such version of its definition.");
    }

    private static IResult Document(HttpContext http, byte[] document, int definitionVersion)
    {
        http.Response.Headers["Definition-Version"] = definitionVersion.ToString(CultureInfo.InvariantCulture);
        http.Response.Headers["Program-Version"] = http.Engine().Version.ToString(CultureInfo.InvariantCulture);
        return Results.Bytes(document, "application/json; charset=utf-8");
    }

    private static async Task<IResult> ListAsync(HttpContext http, ProgramHost host)
    {
        var engines = new List<ProgramEngine>();
        foreach (var slug in (await host.ListAsync(http.RequestAborted)).Where(http.Caller().MayReadAll).Order(StringComparer.Ordinal))
        {
            if (await host.FindAsync(slug, http.RequestAborted) is { } engine)
            {
                engines.Add(engine);
            }
        }

        return JsonAnswer.Ok(writer => WriteList(writer, engines, http.Request));
    }

    private static void WriteList(Utf8JsonWriter writer, List<ProgramEngine> engines, HttpRequest request)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("items");
        foreach (var engine in engines)
        {
            var current = engine.Current;
            writer.WriteStartObject();
            writer.WriteString("program", engine.Program);
            writer.WriteString("name", current.Definition.Name.For(Languages.Choose(request, current.Definition.Locales)));
            writer.WriteNumber("definitionVersion", current.DefinitionVersion);
            writer.WriteNumber("version", engine.Version);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
