using GamifiedLoyalty.Domain.Challenges;
using GamifiedLoyalty.Engine.Challenges;

namespace GamifiedLoyalty.Server.Pages.Contests.Participants;

/// <summary>Puts matches and rounds of a contest into words.</summary>
internal static class ContestRounds
{
    /// <summary>The rounds of a contest with their matches; those of a king of the hill and of an elimination have none, but say who.</summary>
    public static IReadOnlyList<ContestRound> Of(ParticipantWords words, StandingsView shown, string? own)
    {
        var standings = shown.Standings;
        if (standings.Matches.Count == 0)
        {
            return [.. standings.Rounds.Select(r => Of(words, r, own))];
        }

        var isBracket = words.Contest.Definition.Format is ChallengeFormat.Bracket;
        var last = standings.Matches.Max(m => m.Round);
        return [.. standings.Matches.GroupBy(m => m.Round).OrderBy(g => g.Key).Select(round => new ContestRound(
            isBracket ? words.RoundTitle(round.Key, last) : words.Say("Duels"),
            [.. round.OrderBy(m => m.Number).Select(m => Of(words, m, own))]))];
    }

    private static ContestMatch Of(ParticipantWords words, ChallengeMatch match, string? own) => new(
        match.Number,
        match.IsBye ? words.Say("Bye") : words.Say($"Match{match.State}"),
        Side(words, match, match.First, match.FirstScore, own),
        match.IsBye ? null : Side(words, match, match.Second, match.SecondScore, own),
        match.State == MatchState.Invited && match.Second is not null && match.Second == own);

    private static ContestSide Side(ParticipantWords words, ChallengeMatch match, string? subject, long score, string? own) => new(
        subject is null ? words.Say("NotKnownYet") : words.Names.NameOf(subject),
        subject is null || match.IsBye || match.State is not (MatchState.Running or MatchState.Decided) ? null : words.Score(score),
        subject is not null && subject == match.Winner,
        subject is not null && subject == own);

    private static ContestRound Of(ParticipantWords words, ChallengeRound round, string? own)
    {
        var leaves = words.Contest.Definition.Format is ChallengeFormat.Elimination;
        var title = words.Say("RoundTitle", round.Number, words.Instant(round.Start), words.Instant(round.End));
        var who = leaves ? round.Out : round.Winners;
        var state = leaves ? words.Say("RoundOut") : words.Say(round.IsOver ? "RoundCrown" : "RoundLeads");
        return new ContestRound(title, [.. who.Select((s, i) => new ContestMatch(i, state, new ContestSide(words.Names.NameOf(s), null, !leaves && round.IsOver, s == own), null, false))]);
    }
}
