using System.Text.Json;
using GamifiedLoyalty.Domain.Challenges.Templates;
using GamifiedLoyalty.Server.Security;

namespace GamifiedLoyalty.Server.Api.Challenges;

/// <summary>Templates: common contests that a handful of inputs make a whole definition of.</summary>
internal static class TemplateEndpoints
{
    /// <summary>Adds the endpoints to the group of contests.</summary>
    public static void MapTemplates(this RouteGroupBuilder challenges)
    {
        challenges.MapGet("/templates", (Delegate)List).Needs(Access.Manage)
            .Describe<TemplateList>("listChallengeTemplates", "The templates with their inputs, from which a form can be made.");
        challenges.MapPost("/templates/{template}", FillAsync).Needs(Access.Manage)
            .Describe<ChallengeBody>("fillChallengeTemplate", "Makes the definition of a contest from inputs, all of them texts; those left out have defaults. Nothing is stored.")
            .Accepts<Dictionary<string, string>>("application/json");
    }

    private static IResult List(HttpContext http, TimeProvider time)
    {
        var engine = http.Engine();
        var (version, program) = (engine.Version, engine.Current.Definition);
        var language = Languages.Choose(http.Request, program.Locales);
        return JsonAnswer.Ok(writer =>
        {
            writer.WriteStartObject();
            writer.WriteNumber("version", version);
            writer.WriteStartArray("items");
            foreach (var template in ChallengeTemplates.All)
            {
                writer.WriteStartObject();
                writer.WriteString("id", template.Id);
                writer.WriteString("title", template.Title.For(language));
                writer.WriteString("purpose", template.Purpose.For(language));
                WriteInputs(writer, template.Inputs(program, time.GetUtcNow()), language);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        });
    }

    private static void WriteInputs(Utf8JsonWriter writer, IReadOnlyList<TemplateInput> inputs, string language)
    {
        writer.WriteStartArray("inputs");
        foreach (var input in inputs)
        {
            writer.WriteStartObject();
            writer.WriteString("id", input.Id);
            writer.WriteString("kind", ChallengeWords.Of(input.Kind));
            writer.WriteString("label", input.Label.For(language));
            writer.WriteOptional("default", input.Default);
            writer.WriteBoolean("required", input.IsRequired);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static async Task<IResult> FillAsync(HttpContext http, string template, TimeProvider time)
    {
        if (ChallengeTemplates.Find(template) is not { } found)
        {
            return Problems.NotFound("unknownTemplate", "There is no such template.");
        }

        var program = http.Engine().Current.Definition;
        var known = found.Inputs(program, time.GetUtcNow());
        var (inputs, problem) = await OptionalBody.ReadAsync(http, reader => Read(reader, known));
        if (inputs is null)
        {
            return problem!;
        }

        var filled = found.Fill(inputs, program, time.GetUtcNow());
        return filled.Faults.Count > 0
            ? ChallengeProblems.Invalid(filled.Faults)
            : Results.Bytes(filled.Document, "application/json; charset=utf-8");
    }

    private static Dictionary<string, string> Read(FieldReader reader, IReadOnlyList<TemplateInput> known)
    {
        var inputs = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var input in known)
        {
            if (reader.Value(input.Id) is { ValueKind: JsonValueKind.String } value && FieldReader.TextOf(value) is { } text)
            {
                inputs[input.Id] = text;
            }
            else if (reader.Value(input.Id) is not null)
            {
                reader.Report(input.Id, "wrongType", "A text is expected.");
            }
        }

        return inputs;
    }
}
