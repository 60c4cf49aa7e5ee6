using System.Text.Json;

namespace GamifiedLoyalty.Server.Api;

// The shapes of bodies and answers, for the OpenAPI document only: answers are written by hand, bodies read strictly.

internal sealed record BoardList(long Version, BoardItem[] Items);

internal sealed record BoardItem(string Id, string Name, string Subject, string Measure, string? Currency, string Ties, string[] Periods);

internal sealed record BoardAnswer(string Board, string Period, long Version, DateTimeOffset At, int Total, string? Next, StandingRow[] Rows, bool? Rebuilding, bool? Frozen);

internal sealed record AroundAnswer(
    string Board, string Period, long Version, DateTimeOffset At, int Total, StandingRow[] Rows, long? ToNext, int Percentile, bool? Rebuilding, bool? Frozen);

internal sealed record HistoryAnswer(
    string Board, string Period, long Version, DateTimeOffset At, int Total, string Subject, string Name, bool Whole, HistoryRow[] Days, bool? Rebuilding, bool? Frozen);

internal sealed record HistoryRow(DateOnly Day, int? Rank, long Score);

internal sealed record StandingRow(int Rank, string Subject, string Name, long Score, long Provisional, int? Moved);

internal sealed record EmployeeBody(
    string Name, string? Partner, string? Role, string? Locale, string? TimeZone, Dictionary<string, JsonElement>? Attributes);

internal sealed record PartnerBody(
    string Name, string? Parent, string? Category, string? Region, string? SizeBand, Dictionary<string, JsonElement>? Attributes);

internal sealed record MemberItemBody(
    string Kind, string Id, string Name, string? Partner, string? Role, string? Locale, string? TimeZone, string? Parent,
    string? Category, string? Region, string? SizeBand, Dictionary<string, JsonElement>? Attributes);

internal sealed record MemberAnswer(string Kind, string Id, string Status, long Version, ErrorShape? Error);

internal sealed record MemberProfileAnswer(
    string Id, string Name, string? Partner, string? Role, string? Locale, string? TimeZone, string? Parent, string? Category,
    string? Region, string? SizeBand, Dictionary<string, JsonElement>? Attributes, long? Version);

internal sealed record MemberList(long Version, MemberProfileAnswer[] Items, string? Next);

internal sealed record WalletAnswer(long Version, WalletBalance[] Balances);

internal sealed record WalletBalance(string Currency, long Available, long Pending, long Lifetime);

internal sealed record StatementAnswer(long Version, StatementRow[] Lines, string? Next);

internal sealed record StatementRow(
    long Version, DateTimeOffset At, string Kind, string Currency, long Points, string State, DateTimeOffset? AvailableAt,
    string? ActivityId, string? Rule, int? RuleVersion, string? CappedBy, string? Challenge, int? Place, string Explanation);

internal sealed record FeedAnswer(long Version, bool? Frozen, FeedAnswerItem[] Items, long Next);

internal sealed record FeedAnswerItem(long Version, DateTimeOffset At, string Command, string? Actor, Dictionary<string, JsonElement>[] Events);

internal sealed record AuditList(AuditItem[] Items, string? Next);

internal sealed record AuditItem(DateTimeOffset At, string Actor, string Action, string Target);

internal sealed record PublishAnswer(string Program, int DefinitionVersion, bool Changed, long Version);

internal sealed record ProgramList(ProgramItem[] Items);

internal sealed record ProgramItem(string Program, string Name, int DefinitionVersion, long Version);

internal sealed record KeyBody(string Name, string[] Programs, string Scope);

internal sealed record KeyAnswer(string Id, string Key);

internal sealed record KeyList(KeyItem[] Items, string? Next);

internal sealed record KeyItem(string Id, string Name, string[] Programs, string Scope, DateTimeOffset CreatedAt);

internal sealed record LinkAnswer(string Url, DateTimeOffset ExpiresAt);

internal sealed record ScreenBody(
    JsonElement? Title, ScreenBoardBody[]? Boards, SceneBody[]? Scenes, string? Theme, string? Locale, int? Rows, bool? Ticker, bool? Sound,
    ScreenAudienceBody? Audience, ScreenCelebrationsBody? Celebrations);

internal sealed record ScreenAudienceBody(string[]? Partners, string[]? Regions, string[]? Categories);

internal sealed record SceneBody(
    string Type, int? Seconds, string? From, string? Until, string? Board, string? Period, string? Challenge, JsonElement? Title, JsonElement? Text,
    JsonElement? Small, string? Image, string? Sponsor);

internal sealed record StageWish(SceneBody? Scene, bool? Hold, bool? Rehearsal);

internal sealed record StageCelebrationBody(string Text, string? Small);

internal sealed record StageAnswer(long Step, long Version);

internal sealed record StageCelebrationItem(string Id, DateTimeOffset At, string Text, string? Small);

internal sealed record StageBody(long Version, SceneBody? Scene, bool Hold, bool Rehearsal, long Step, SceneBody?[] Previous, StageCelebrationItem? Celebration);

internal sealed record ScreenCelebrationsBody(JsonElement? Threshold, bool? FirstPlace, int? ThrottleSeconds);

internal sealed record ScreenBoardBody(string Board, string? Period, int? Seconds);

internal sealed record ScreenAnswer(string Id, long Version);

internal sealed record ErrorShape(string Code, string Detail, string? Pointer);

internal sealed record ProblemShape(
    string Type, string Title, int Status, string Code, string Detail, string Instance, string? Pointer, ErrorShape[]? Errors);
