namespace GamifiedLoyalty.Domain.Challenges.Templates;

/// <summary>What an input of a template holds, always written as text. Names are part of the public contract.</summary>
public enum TemplateInputKind
{
    /// <summary>A date, a local date and time such as <c>2026-11-27T18:00</c>, or an instant.</summary>
    Moment,

    /// <summary>One line of text.</summary>
    Text,

    /// <summary>A whole number, at least 0; points in the currency's smallest unit, money in minor units.</summary>
    Number,

    /// <summary>The id of a currency of the program.</summary>
    Currency,

    /// <summary>Ids of members, separated by commas or white space.</summary>
    Members,

    /// <summary>An ISO 8601 duration such as <c>P1D</c>.</summary>
    Duration,
}

/// <summary>An input of a template, from which a form can be made.</summary>
/// <param name="Id">Its name in requests.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="Label">What a person calls it.</param>
/// <param name="Default">What holds when nothing is given; null when that is nothing, or follows from other inputs.</param>
/// <param name="IsRequired">Whether something must be given.</param>
public sealed record TemplateInput(string Id, TemplateInputKind Kind, LocalizedText Label, string? Default, bool IsRequired);

/// <summary>What filling in a template gave.</summary>
/// <param name="Document">The definition of a challenge, in UTF-8; empty when there are faults.</param>
/// <param name="Faults">Every fault, each with the pointer to its input, such as <c>/start</c>.</param>
public readonly record struct TemplateDocument(ReadOnlyMemory<byte> Document, IReadOnlyList<Fault> Faults);
