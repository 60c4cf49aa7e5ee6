using System.Text.Json;

namespace GamifiedLoyalty.Server.Api.Challenges;

// The shapes of bodies and answers about contests, for the OpenAPI document only.

internal sealed record ChallengeBody(
    JsonElement Name, JsonElement? Description, JsonElement? Terms, string Subject, ChallengeMetricBody Metric, JsonElement? Filter, string Start, string End,
    string? CorrectionWindow, string? Settlement, string? ReturnWindow, ChallengeAudienceBody? Audience, string? Enrolment, string? LateJoining,
    ChallengeFormatBody? Format, string? Scoring, int? MinimumHeadcount, ChallengeBaselineBody? Baseline, bool? ByBand, long? MinimumScore, string? Ties,
    string? TiePrizes, ChallengePrizesBody? Prizes);

internal sealed record ChallengeMetricBody(string Measure, string? Currency);

internal sealed record ChallengeAudienceBody(JsonElement? Where, string[]? Members);

internal sealed record ChallengeBaselineBody(string From, string Until, long? Floor);

internal sealed record ChallengeFormatBody(
    string Type, long? Bar, Dictionary<string, long>? Personal, string? GrowthPercent, ChallengeStepBody[]? Steps, string? AcceptWithin, int? MostAtOnce,
    string[]? Seeds, int? Size, string? RoundLength, int? Out, long? Per, long? MostTickets);

internal sealed record ChallengeStepBody(string Id, long At, JsonElement? Name);

internal sealed record ChallengePrizesBody(
    string? Currency, string? Sponsor, ChallengeBudgetBody? Budget, ChallengePotBody? Pot, int? MostPerPartner, ChallengePrizeBody[] List);

internal sealed record ChallengeBudgetBody(long? Points, long? Money);

internal sealed record ChallengePotBody(long? Points, long? Money, string? PercentOfTurnover);

internal sealed record ChallengePrizeBody(
    int? Place, int? From, int? To, string? Reaching, string? Milestone, bool? Win, long? Points, long? Money, JsonElement? Reward, long? Value,
    string? PercentOfPot, long? MinimumScore);

internal sealed record ChallengePutAnswer(string Challenge, string Status, long Version, bool Changed);

internal sealed record ChallengeStepAnswer(string Challenge, string Status, long Version);

internal sealed record RevealBody(int? FromPlace);

internal sealed record CancelBody(string Reason);

internal sealed record JoinBody(string? Subject);

internal sealed record JoinAnswer(string Challenge, string Status, long Version, string Subject, DateTimeOffset JoinedAt);

internal sealed record DuelBody(string? Challenger, string Opponent);

internal sealed record DuelAnswer(
    string Challenge, string Status, long Version, int Number, string Challenger, string Opponent, DateTimeOffset InvitedAt, DateTimeOffset AcceptBy,
    DateTimeOffset? AcceptedAt);

internal sealed record ChallengeList(long Version, ChallengeItem[] Items);

internal sealed record ChallengeItem(
    string Challenge, string Status, bool Frozen, string Name, string? Description, string Subject, string Format, string Measure, string? Currency,
    DateTimeOffset Start, DateTimeOffset End, string Enrolment, int Joined);

internal sealed record ChallengeAnswer(
    long Version, string Challenge, string Status, bool Frozen, string Name, string? Description, string Subject, string Format, string Measure,
    string? Currency, DateTimeOffset Start, DateTimeOffset End, string Enrolment, int Joined, string? Terms, string LateJoining, string Scoring, string Ties, bool ByBand,
    long MinimumScore, ChallengePrizesAnswer? Prizes, long? FrozenAt, int? RevealedFrom, string? DrawSeedHash, ChallengeDueAnswer? Next, ChallengeOwnAnswer? Own, ChallengeStepItem[] Steps,
    JsonElement? Document);

internal sealed record ChallengeDueAnswer(string Action, DateTimeOffset At);

internal sealed record ChallengeOwnAnswer(string Subject, bool TakesPart, bool MayJoin, DateTimeOffset? JoinedAt);

internal sealed record ChallengeStepItem(string Action, DateTimeOffset At, string? Actor, long Version, string? Reason);

internal sealed record ChallengePrizesAnswer(
    string? Currency, string? Sponsor, PrizeCostAnswer Budget, ChallengePotBody? Pot, int? MostPerPartner, ChallengePrizeAnswer[] List);

internal sealed record ChallengePrizeAnswer(
    int? From, int? To, string? Reaching, string? Milestone, bool? Win, long? Points, long? Money, string? Reward, long? Value, string? PercentOfPot,
    long? MinimumScore);

internal sealed record PrizeCostAnswer(long Points, long Money);

internal sealed record ChallengeStandingsAnswer(
    string Challenge, string Status, string Name, string SubjectKind, string Format, string Scoring, string Measure, string? Currency, DateTimeOffset Start,
    DateTimeOffset End, long Version, DateTimeOffset At, bool Frozen, int? RevealedFrom, int Total, ChallengeStandingRow[] Rows, ChallengeRoundAnswer[]? Rounds,
    ChallengeMatchAnswer[]? Matches, int? MinimumHeadcount, UnrankedPartnerAnswer[]? Unranked, long? Pot, PrizeCostAnswer Cost, string? Next);

internal sealed record UnrankedPartnerAnswer(string Subject, string Name, int Headcount);

internal sealed record ChallengeStandingRow(
    int Place, string Subject, string Name, string? Company, string? Band, long Value, long Score, long Confirmed, long Provisional, long Reach, int BestPlace,
    int WorstPlace, long? ToNext, long? Bar, bool? Reached, string[]? Milestones, int? OutAfterRound, long? RoundScore, int? Headcount, PrizeShareAnswer[] Prizes);

internal sealed record PrizeShareAnswer(
    int Prize, string Kind, long? Points, long? Money, string? Reward, long? Value, long? Full, string? CutBy, int? Times);

internal sealed record ChallengeRoundAnswer(int Number, DateTimeOffset Start, DateTimeOffset End, bool Over, NamedSubject[] Winners, NamedSubject[] Out, NamedSubject[]? InDanger);

internal sealed record NamedSubject(string Subject, string Name);

internal sealed record ChallengeMatchAnswer(int Round, int Number, string State, MatchSideAnswer? First, MatchSideAnswer? Second, bool Bye, string? Winner);

internal sealed record MatchSideAnswer(string Subject, string Name, long Score);

internal sealed record ChallengeSettlementAnswer(
    string Challenge, string Status, string Name, string SubjectKind, string Format, string Scoring, string Measure, string? Currency, DateTimeOffset Start,
    DateTimeOffset End, long Version, long SettledVersion, DateTimeOffset SettledAt, bool Frozen, int Total, ChallengeStandingRow[] Rows,
    ChallengeRoundAnswer[]? Rounds, ChallengeMatchAnswer[]? Matches, int? MinimumHeadcount, UnrankedPartnerAnswer[]? Unranked, long? Pot, PrizeCostAnswer Cost, RaffleDrawAnswer? Draw, SettlementDifferenceAnswer Difference);

internal sealed record RaffleDrawAnswer(string Algorithm, string SeedHash, string Seed, string Root, RaffleEntryAnswer[] Entries, string[] Winners, string Fairness);

internal sealed record RaffleEntryAnswer(string Id, long Tickets);

internal sealed record SettlementDifferenceAnswer(bool ChangesPrizes, PrizeCostAnswer Settled, PrizeCostAnswer Replayed, SettlementChangeAnswer[] Changes);

internal sealed record SettlementChangeAnswer(string Subject, string Name, bool ChangesPrizes, ChallengeStandingRow? Settled, ChallengeStandingRow? Replayed);

internal sealed record ChallengeExplanationAnswer(
    string Challenge, string Status, string Name, string SubjectKind, string Format, string Scoring, string Measure, string? Currency, DateTimeOffset Start,
    DateTimeOffset End, long Version, DateTimeOffset At, bool Frozen, string Subject, string SubjectName, string[] Text, int OutOf, ChallengeStandingRow? Row, long Sum,
    int Divisor, long? Baseline, TieAnswer Tie, NextPlaceAnswer? Next, CountedActivityAnswer[]? Counted, UncountedActivityAnswer[]? NotCounted);

internal sealed record TieAnswer(string Rule, int Count, TiedSubjectAnswer[] Others);

internal sealed record TiedSubjectAnswer(string Subject, string Name, int Place, long Reach);

internal sealed record NextPlaceAnswer(int Place, string Subject, string Name, long Gain, long Needed, long? Typical, bool OwnTypical, long? Activities);

internal sealed record CountedActivityAnswer(string ActivityId, DateTimeOffset OccurredAt, long Score, long Provisional, string? Employee);

internal sealed record UncountedActivityAnswer(string ActivityId, DateTimeOffset OccurredAt, string Reason, string Text);

internal sealed record BacktestBody(ChallengeBody[] Drafts, string? From, string? Until);

internal sealed record BacktestAnswer(long Version, BacktestResultAnswer[] Results);

internal sealed record BacktestResultAnswer(
    DateTimeOffset From, DateTimeOffset Until, int Participants, int WinnerCount, BacktestWinner[] Winners, BacktestCost Cost, long Turnover, int? TopTenthShare,
    NamedPartner[] PartnersWithNothing, ThresholdChangeAnswer Lower, ThresholdChangeAnswer Higher);

internal sealed record BacktestWinner(int Place, string Subject, string Name, string? Band, long Value, long Score, PrizeShareAnswer[] Prizes);

internal sealed record BacktestCost(PrizeCostAnswer Minimum, PrizeCostAnswer Expected, PrizeCostAnswer Maximum);

internal sealed record NamedPartner(string Partner, string Name);

internal sealed record ThresholdChangeAnswer(int Percent, PrizeCostAnswer Cost, int WinnerCount, NamedSubject[] Gained, NamedSubject[] Lost);

internal sealed record TemplateList(long Version, TemplateItem[] Items);

internal sealed record TemplateItem(string Id, string Title, string Purpose, TemplateInputItem[] Inputs);

internal sealed record TemplateInputItem(string Id, string Kind, string Label, string? Default, bool Required);
