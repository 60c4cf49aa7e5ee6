using System.Text.Json;

namespace GamifiedLoyalty.Server.Api.Activities;

// The shapes of bodies and answers, for the OpenAPI document only: answers are written by hand, bodies read strictly.

internal sealed record ActivityBody(
    string? Source, string ExternalId, string Type, string? OccurredAt, string? Employee, string? Partner, string? Currency,
    CustomerBody? Customer, LineBody[]? Lines, string? Amount, long? Quantity, Dictionary<string, JsonElement>? Attributes);

internal sealed record CustomerBody(string Id, bool? IsNew);

internal sealed record LineBody(
    string? Id, string? Sku, string? Category, long? Quantity, string? Amount, Dictionary<string, JsonElement>? Attributes);

internal sealed record RecordedItem(
    string? ExternalId, string Status, string? ActivityId, long Version, AwardShape[] Awards, ErrorShape? Error);

internal sealed record AwardShape(
    string Account, string Currency, long Points, string State, DateTimeOffset? AvailableAt, string Rule, int RuleVersion,
    string Explanation, string? CappedBy);

internal sealed record ActivityShape(
    string ActivityId, long Version, string Status, string Source, string ExternalId, string Type, DateTimeOffset OccurredAt,
    DateTimeOffset RecordedAt, long RecordedVersion, string? Employee, string? Partner, string Currency, string? Import,
    CustomerBody? Customer, Dictionary<string, JsonElement>? Attributes, LineShape[]? Lines, long? Quantity, string? Amount,
    SizeShape? Remaining, AwardShape[] Awards, ReversalShape[] Reversals);

internal sealed record LineShape(
    string Id, string? Sku, string? Category, long Quantity, string Amount, SizeShape Remaining, Dictionary<string, JsonElement>? Attributes);

internal sealed record SizeShape(long Quantity, string Amount);

internal sealed record ReversalShape(
    string ExternalId, string Reason, long Version, DateTimeOffset At, string? Amount, LineReversalShape[]? Lines);

internal sealed record LineReversalShape(string Id, long? Quantity, string? Amount);

internal sealed record ReversalBodyShape(string ExternalId, string Reason, LineReversalShape[]? Lines, string? Amount);

internal sealed record ReversalAnswer(
    string ActivityId, string ExternalId, string Status, long Version, string ActivityStatus, LineShape[]? Lines, AwardShape[] Awards);

internal sealed record ImportReversalBody(string? Reason);

internal sealed record ImportReversalAnswer(string Import, int Reversed, int Skipped, long Version);
