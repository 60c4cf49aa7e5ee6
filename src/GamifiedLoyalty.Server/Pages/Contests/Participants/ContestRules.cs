using GamifiedLoyalty.Domain.Programs;

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
            new(words.Say("RuleCounts"), words.Metric()),
            new(words.Say("RuleWhen"), words.Say("RuleWhenText", words.Instant(contest.Start), words.Instant(contest.End))),
            new(words.Say("RuleWho"), words.Audience()),
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

    /// <summary>A condition in words; empty when it always holds.</summary>
    public static string Condition(ParticipantWords words, Condition condition) => condition switch
    {
        Condition.All { Parts: var parts } => string.Join(" · ", parts.Select(p => Condition(words, p)).Where(t => t.Length > 0)),
        Condition.Any { Parts: var parts } => string.Join($" {words.Say("Or")} ", parts.Select(p => Condition(words, p))),
        Condition.Not { Part: var part } => words.Say("Except", Condition(words, part)),
        Condition.Compare compare => Compare(words, compare),
        _ => "",
    };

    private static string Compare(ParticipantWords words, Condition.Compare compare)
    {
        var field = compare.Field.Attribute ?? words.Say($"Field{compare.Field.Kind}");
        var values = string.Join(", ", compare.Values.Select(v => Convert.ToString(v, words.Language.Culture)));
        return compare.Op switch
        {
            ConditionOp.Eq or ConditionOp.In => $"{field}: {values}",
            ConditionOp.Ne or ConditionOp.NotIn => words.Say("Except", $"{field}: {values}"),
            ConditionOp.Lt => $"{field} < {values}",
            ConditionOp.Le => $"{field} ≤ {values}",
            ConditionOp.Gt => $"{field} > {values}",
            ConditionOp.Ge => $"{field} ≥ {values}",
            _ => $"{field} {values}",
        };
    }
}
