namespace GamifiedLoyalty.Domain.Activities;

/// <summary>
/// A fact as an integrator sent it, parsed and normalised: instants in UTC, decimals without trailing zeros, defaults
/// applied, except that absent <see cref="OccurredAt"/>, <see cref="Partner"/> and <see cref="Currency"/> stay absent.
/// </summary>
public sealed record Activity
{
    /// <summary>Which system sent it; <c>api</c> by default.</summary>
    public string Source { get; init; } = "api";

    /// <summary>The sender's id of it, unique in the source.</summary>
    public required string ExternalId { get; init; }

    /// <summary>What kind of fact, such as <c>sale</c>.</summary>
    public required string Type { get; init; }

    /// <summary>When it happened, in UTC; null when the sender did not say.</summary>
    public DateTimeOffset? OccurredAt { get; init; }

    /// <summary>
    /// When it happened as a plain date or a local time without offset (unspecified kind), to be resolved in the
    /// program's zone; then <see cref="OccurredAt"/> is null.
    /// </summary>
    public DateTime? OccurredLocal { get; init; }

    /// <summary>The employee, if any.</summary>
    public string? Employee { get; init; }

    /// <summary>The partner, when the sender named one.</summary>
    public string? Partner { get; init; }

    /// <summary>ISO 4217 code of the amounts, when the sender named one.</summary>
    public string? Currency { get; init; }

    /// <summary>The end customer, if any.</summary>
    public CustomerRef? Customer { get; init; }

    /// <summary>At least one line; an activity without lines has one implicit line.</summary>
    public required IReadOnlyList<ActivityLine> Lines { get; init; }

    /// <summary>Whether the single line stands for an activity that was sent without lines.</summary>
    public bool HasImplicitLine { get; init; }

    /// <summary>Free data.</summary>
    public AttributeMap Attributes { get; init; } = AttributeMap.Empty;
}

/// <summary>The end customer of a sale.</summary>
/// <param name="Id">The seller's id of the customer.</param>
/// <param name="IsNew">Whether the seller calls the customer new.</param>
public sealed record CustomerRef(string Id, bool IsNew);

/// <summary>One line of an activity.</summary>
/// <param name="Id">Unique in the activity; the position, from 1, when not sent.</param>
/// <param name="Sku">Product code.</param>
/// <param name="Category">Product category.</param>
/// <param name="Quantity">Whole units, at least 0.</param>
/// <param name="Amount">The line's total in the activity's currency, at least 0.</param>
/// <param name="Attributes">Free data.</param>
public sealed record ActivityLine(
    string Id, string? Sku, string? Category, long Quantity, decimal Amount, AttributeMap Attributes);
