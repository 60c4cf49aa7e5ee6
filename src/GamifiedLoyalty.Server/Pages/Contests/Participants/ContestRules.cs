namespace GamifiedLoyalty.Server.Pages.Contests.Participants;

/// <summary>Says in words what a contest counts, for whom and when.</summary>
internal static class ContestRules
{
    /// <summary>The rules, line by line.</summary>
    public static IReadOnlyList<ContestRule> Of(ParticipantWords words)
    {
        var (contest, definition) = (words.Contest, words.Contest.Definition);
        var rules = new List<ContestRule>
        {
            new(words.Say("RuleFormat"), words.Format()),
            new(words.Say("RuleCounts"), words.Counting.Metric()),
            new(words.Say("RuleWhen"), words.Say("RuleWhenText", words.Instant(contest.Start), words.Instant(contest.End))),
            new(words.Say("RuleWho"), words.Counting.Audience()),
        };
        if (definition.ReturnWindow is { } returns)
        {
            rules.Add(new(words.Say("RuleReturns"), words.Say("RuleReturnsText", words.Duration(returns))));
        }

        if (definition.MinimumScore > 0)
        {
            rules.Add(new(words.Say("RuleMinimum"), words.Say("RuleMinimumText", words.Score(definition.MinimumScore))));
        }

        rules.Add(new(words.Say("RuleTies"), words.Say(definition.SharedTies ? "RuleTiesShared" : "RuleTiesFirst")));
        if (contest.DrawSeedHash is { } hash)
        {
            rules.Add(new(words.Say("RuleDraw"), words.Say("RuleDrawText", hash)));
        }

        return rules;
    }
}
