namespace GamifiedLoyalty.Domain;

/// <summary>A fault of a command or document, with a stable code for clients.</summary>
/// <param name="Code">Stable, camelCase, such as <c>unknownEmployee</c>.</param>
/// <param name="Detail">One sentence for a person.</param>
/// <param name="Pointer">JSON pointer to the exact place, where there is one.</param>
public sealed record Fault(string Code, string Detail, string? Pointer = null)
{
    /// <summary>
    /// What a document has there when it is right, in its own notation, which is the same in every language, such as
    /// <c>race, team</c>, <c>1–100</c> or <c>[…]</c>; null where the sentence says enough.
    /// </summary>
    public string? Expected { get; init; }
}
