using GamifiedLoyalty.Domain.Challenges.Reading;
using GamifiedLoyalty.Domain.Programs;

namespace GamifiedLoyalty.Server.Hosting;

/// <summary>The JSON Schemas of documents, with which editors complete and check them.</summary>
internal static class SchemaEndpoints
{
    /// <summary>Adds <c>/schemas/program.json</c> and <c>/schemas/challenge.json</c>.</summary>
    public static void MapSchemas(this WebApplication app)
    {
        app.MapGet("/schemas/program.json", () => Schema(ProgramSchema.Utf8)).ExcludeFromDescription();
        app.MapGet("/schemas/challenge.json", () => Schema(ChallengeSchema.Utf8)).ExcludeFromDescription();
    }

    private static IResult Schema(ReadOnlyMemory<byte> utf8) => Results.Bytes(utf8, "application/schema+json");
}
