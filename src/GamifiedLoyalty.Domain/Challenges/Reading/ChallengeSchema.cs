namespace GamifiedLoyalty.Domain.Challenges.Reading;

/// <summary>The JSON Schema (draft 2020-12) of a challenge's definition, for editors; the reader is stricter.</summary>
public static class ChallengeSchema
{
    private static readonly byte[] Document = EmbeddedFiles.Read("challenge.schema.json");

    /// <summary>The schema in UTF-8.</summary>
    public static ReadOnlyMemory<byte> Utf8 => Document;
}
