using GamifiedLoyalty.Domain.Activities;
using GamifiedLoyalty.Domain.Programs;

namespace GamifiedLoyalty.Domain.Earning;

/// <summary>The sums of the lines of an activity that meet a condition.</summary>
/// <param name="Count">How many lines match.</param>
/// <param name="Amount">Their exact amount in whole program money.</param>
/// <param name="AmountMinor">Their amount in minor units, each line rounded half away from zero, then summed.</param>
/// <param name="Quantity">Their quantity.</param>
public readonly record struct MatchedLines(int Count, decimal Amount, long AmountMinor, long Quantity)
{
    /// <summary>Sums the matching lines.</summary>
    /// <exception cref="OverflowException">A sum leaves the range of a long.</exception>
    public static MatchedLines Sum(Condition condition, ActivityFacts facts, MoneyDefinition money)
    {
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(money);
        var scale = Decimals.PowerOfTen(money.Decimals);
        var sum = default(MatchedLines);
        var lines = facts.Lines;
        for (var i = 0; i < lines.Count; i++)
        {
            if (ConditionEvaluator.Matches(condition, facts, lines[i]))
            {
                sum = sum.Plus(lines[i], facts.Rate, scale);
            }
        }

        return sum;
    }

    /// <summary>The sum of a measure that lines have: amount, quantity or count of activities.</summary>
    public decimal Of(Measure measure) => measure switch
    {
        Measure.Amount => Amount,
        Measure.Quantity => Quantity,
        Measure.Count => 1m,
        _ => throw new ArgumentOutOfRangeException(nameof(measure), measure, "Lines have no points."),
    };

    private MatchedLines Plus(ActivityLine line, decimal rate, decimal scale)
    {
        var converted = line.Amount * rate;
        var minor = decimal.Round(converted * scale, 0, MidpointRounding.AwayFromZero);
        return new(Count + 1, Amount + converted, AmountMinor + decimal.ToInt64(minor), Quantity + line.Quantity);
    }
}
