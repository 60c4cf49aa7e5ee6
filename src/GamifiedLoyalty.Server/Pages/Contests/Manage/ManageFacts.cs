using GamifiedLoyalty.Domain.Challenges;
using GamifiedLoyalty.Domain.Programs;
using GamifiedLoyalty.Engine.Challenges;

namespace GamifiedLoyalty.Server.Pages.Contests.Manage;

/// <summary>Says what a contest is in a few names and values.</summary>
internal static class ManageFacts
{
    /// <summary>The facts, in the order of reading.</summary>
    public static IEnumerable<(string Name, string Value)> Of(ChallengeView challenge, ContestWords words)
    {
        var record = challenge.Record;
        var definition = record.Definition;
        yield return (words.Say("Fact.window"), words.Window(record.Start, record.End));
        yield return (words.Say("Fact.format"), words.Format(definition));
        yield return (words.Say("Fact.counts"), words.Measure(definition.Metric));
        yield return (words.Say("Fact.who"), Who(challenge, words));
        if (definition.Prizes.Prizes.Count > 0)
        {
            var plan = definition.Prizes;
            yield return (words.Say("Fact.budget"), words.Cost(new PrizeCost(plan.BudgetPoints, plan.BudgetMoney), plan));
        }

        if (definition.Prizes.Sponsor is { } sponsor)
        {
            yield return (words.Say("Fact.sponsor"), sponsor);
        }
    }

    private static string Who(ChallengeView challenge, ContestWords words)
    {
        var definition = challenge.Record.Definition;
        var kind = words.Say(definition.RanksPartners ? "WhoPartners" : "WhoEmployees");
        var isEverybody = definition.Audience is { Members: null, Condition: Condition.All { Parts.Count: 0 } };
        var audience = isEverybody ? kind : words.Say("WhoSome", kind);
        return definition.OptIn ? $"{audience} · {words.Count("Joined", challenge.Joined)}" : audience;
    }
}
