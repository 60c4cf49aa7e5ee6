using GamifiedLoyalty.Domain.Programs;

namespace GamifiedLoyalty.Server.Hosting;

/// <summary>The JSON Schema of program definitions, with which editors complete and check them.</summary>
internal static class SchemaEndpoints
{
    /// <summary>Adds <c>/schemas/program.json</c>.</summary>
    public static void MapSchemas(this WebApplication app) =>
        app.MapGet("/schemas/program.json", () => Results.Bytes(ProgramSchema.Utf8, "application/schema+json")).ExcludeFromDescription();
}
