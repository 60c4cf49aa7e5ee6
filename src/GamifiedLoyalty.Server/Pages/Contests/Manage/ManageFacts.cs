using GamifiedLoyalty.Domain.Challenges;
using GamifiedLoyalty.Engine.Challenges;

namespace GamifiedLoyalty.Server.Pages.Contests.Manage;

/// <summary>Says what a contest is in a few names and values.</summary>
internal static class ManageFacts
{
    /// <summary>The facts, in the order of reading.</summary>
    /// <param name="challenge">The contest.</param>
    /// <param name="words">The words of the page.</param>
    /// <param name="counting">Says what it counts, as participants read it.</param>
    public static IEnumerable<(string Name, string Value)> Of(ChallengeView challenge, ContestWords words, CountingWords counting)
    {
        var record = challenge.Record;
        var definition = record.Definition;
        yield return (words.Say("Fact.window"), words.Window(record.Start, record.End));
        yield return (words.Say("Fact.format"), words.Format(definition));
        yield return (words.Say("Fact.counts"), counting.Metric());
        yield return (words.Say("Fact.who"), Who(challenge, words, counting));
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

    private static string Who(ChallengeView challenge, ContestWords words, CountingWords counting) => challenge.Record.Definition.OptIn
        ? $"{counting.Audience()} · {words.Count("Joined", challenge.Joined)}"
        : counting.Audience();
}
