using GamifiedLoyalty.Domain.Programs;

namespace GamifiedLoyalty.Server.Hosting;

/// <summary>The JSON Schema of program definitions, with which editors complete and check them.</summary>
internal static class SchemaEndpoints
{
    /// <summary>Adds <c>/schemas/program.json</c>.</summary>
    public static void MapSchemas(this WebApplication app)
    {
        var schema = Read("program.schema.json");
        app.MapGet("/schemas/program.json", () => Results.Bytes(schema, "application/schema+json")).ExcludeFromDescription();
    }

    private static byte[] Read(string resource)
    {
        using var stream = typeof(ProgramDefinition).Assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"The resource {resource} is missing.");
        using var buffer = new MemoryStream();
        stream.CopyTo(buffer);
        return buffer.ToArray();
    }
}
