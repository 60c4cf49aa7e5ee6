namespace GamifiedLoyalty.Domain.Programs;

/// <summary>The JSON Schema (draft 2020-12) of a program definition, for editors; the reader is stricter.</summary>
public static class ProgramSchema
{
    private static readonly byte[] Document = EmbeddedFiles.Read("program.schema.json");

    /// <summary>The schema in UTF-8.</summary>
    public static ReadOnlyMemory<byte> Utf8 => Document;
}
