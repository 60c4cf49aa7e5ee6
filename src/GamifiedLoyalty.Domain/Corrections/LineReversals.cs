using GamifiedLoyalty.Domain.Activities;

namespace GamifiedLoyalty.Domain.Corrections;

/// <summary>Works out which lines remain of an activity after a reversal.</summary>
public static class LineReversals
{
    /// <summary>Applies a reversal to the lines that remain.</summary>
    /// <returns>The lines that then remain, or a fault: <c>overReversed</c>, <c>unknownLine</c>, <c>badReversal</c>, <c>nothingToReverse</c>.</returns>
    public static (IReadOnlyList<ActivityLine> Lines, Fault? Fault) Apply(
        IReadOnlyList<ActivityLine> sent, IReadOnlyList<ActivityLine> remaining, ReversalRequest request, int moneyDecimals)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (remaining.Count == 0)
        {
            return (remaining, new Fault("overReversed", "Nothing is left of this activity to reverse."));
        }

        if (request is { Lines: not null, Amount: not null })
        {
            return (remaining, new Fault("badReversal", "Give lines or an amount, not both.", "/amount"));
        }

        if (request.Amount is { } amount)
        {
            return ByAmount(remaining, amount, moneyDecimals);
        }

        return request.Lines is { } lines ? ByLines(sent, remaining, lines) : ([], null);
    }

    private static (IReadOnlyList<ActivityLine> Lines, Fault? Fault) ByLines(
        IReadOnlyList<ActivityLine> sent, IReadOnlyList<ActivityLine> remaining, IReadOnlyList<LineReversal> reversals)
    {
        var result = remaining.ToList();
        for (var i = 0; i < reversals.Count; i++)
        {
            var pointer = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"/lines/{i}");
            var index = result.FindIndex(l => l.Id == reversals[i].Id);
            if (index < 0)
            {
                return (remaining, sent.Any(l => l.Id == reversals[i].Id)
                    ? new Fault("overReversed", $"Nothing is left of line {reversals[i].Id}.", pointer)
                    : new Fault("unknownLine", $"The activity has no line {reversals[i].Id}.", pointer + "/id"));
            }

            var (line, fault) = Reduce(result[index], reversals[i], pointer);
            if (fault is not null)
            {
                return (remaining, fault);
            }

            if (line is null)
            {
                result.RemoveAt(index);
            }
            else
            {
                result[index] = line;
            }
        }

        return (result, null);
    }

    private static (ActivityLine? Line, Fault? Fault) Reduce(ActivityLine line, LineReversal reversal, string pointer)
    {
        if (reversal is { Quantity: not null, Amount: not null })
        {
            return (null, new Fault("badReversal", "Give a quantity or an amount, not both.", pointer));
        }

        if (reversal.Quantity is { } quantity)
        {
            return quantity > line.Quantity
                ? (null, new Fault("overReversed", Text($"Line {line.Id} has {line.Quantity} left."), pointer + "/quantity"))
                : (ByQuantity(line, quantity), null);
        }

        if (reversal.Amount is { } amount)
        {
            return amount > line.Amount
                ? (null, new Fault("overReversed", Text($"Line {line.Id} has {line.Amount} left."), pointer + "/amount"))
                : (ByAmount(line, amount), null);
        }

        return (null, null);
    }

    /// <summary>The amount follows in proportion; a line without units left is gone.</summary>
    private static ActivityLine? ByQuantity(ActivityLine line, long quantity)
    {
        if (quantity == line.Quantity)
        {
            return null;
        }

        var back = decimal.Round(line.Amount * quantity / line.Quantity, Limits.FractionDigits, MidpointRounding.AwayFromZero);
        return line with { Quantity = line.Quantity - quantity, Amount = Decimals.Normalize(line.Amount - back) };
    }

    /// <summary>A line without amount left is wholly reversed, its quantity included.</summary>
    private static ActivityLine? ByAmount(ActivityLine line, decimal amount) =>
        amount == line.Amount ? null : line with { Amount = Decimals.Normalize(line.Amount - amount) };

    /// <summary>
    /// Spreads an amount over the lines by value with the largest remainder method: each line gets its share rounded
    /// down to the unit, and the units left over go to the largest remainders, earlier lines first among equals.
    /// </summary>
    private static (IReadOnlyList<ActivityLine> Lines, Fault? Fault) ByAmount(
        IReadOnlyList<ActivityLine> remaining, decimal amount, int moneyDecimals)
    {
        var total = remaining.Sum(l => l.Amount);
        if (amount > total)
        {
            return (remaining, new Fault("overReversed", Text($"Only {total} is left to reverse."), "/amount"));
        }

        if (amount == total)
        {
            return ([], null);
        }

        var unit = Unit(amount, moneyDecimals);
        var shares = remaining.Select(l => decimal.Floor(amount * l.Amount / total / unit) * unit).ToArray();
        var byRemainder = Enumerable.Range(0, remaining.Count)
            .OrderByDescending(i => (amount * remaining[i].Amount / total) - shares[i]).ThenBy(i => i).ToArray();
        var left = amount - shares.Sum();
        for (var k = 0; left > 0; k = (k + 1) % byRemainder.Length)
        {
            var i = byRemainder[k];
            var part = Math.Min(Math.Min(unit, left), remaining[i].Amount - shares[i]);
            shares[i] += part;
            left -= part;
        }

        return (remaining.Select((l, i) => ByAmount(l, shares[i])).OfType<ActivityLine>().ToList(), null);
    }

    private static string Text(FormattableString text) => FormattableString.Invariant(text);

    private static decimal Unit(decimal amount, int moneyDecimals)
    {
        var digits = moneyDecimals;
        while (digits < Limits.FractionDigits && amount != decimal.Round(amount, digits))
        {
            digits++;
        }

        return 1m / Decimals.PowerOfTen(digits);
    }
}
