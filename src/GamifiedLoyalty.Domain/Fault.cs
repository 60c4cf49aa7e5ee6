namespace GamifiedLoyalty.Domain;

/// <summary>A fault of a command or document, with a stable code for clients.</summary>
/// <param name="Code">Stable, camelCase, such as <c>unknownEmployee</c>.</param>
/// <param name="Detail">One sentence for a person.</param>
/// <param name="Pointer">JSON pointer to the exact place, where there is one.</param>
public sealed record Fault(string Code, string Detail, string? Pointer = null);
