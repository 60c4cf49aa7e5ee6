using GamifiedLoyalty.Domain.Activities;

namespace GamifiedLoyalty.Simulation.Model;

/// <summary>Which lines remain after a reversal, in the words of the contract.</summary>
internal static class Reversing
{
    public static (IReadOnlyList<ActivityLine> Lines, string? Fault) Apply(ModelActivity activity, ReversalRequest request)
    {
        if (activity.Lines.Count == 0)
        {
            return ([], "overReversed");
        }

        if (request.Lines is { } lines)
        {
            return request.Amount is null ? ByLines(activity, lines) : ([], "badReversal");
        }

        return request.Amount is { } amount ? ByAmount(activity.Lines, amount) : ([], null);
    }

    private static (IReadOnlyList<ActivityLine> Lines, string? Fault) ByLines(ModelActivity activity, IReadOnlyList<LineReversal> parts)
    {
        var left = activity.Lines.ToList();
        foreach (var part in parts)
        {
            if (left.Find(l => l.Id == part.Id) is not { } line)
            {
                return ([], activity.Sent.Lines.Any(l => l.Id == part.Id) ? "overReversed" : "unknownLine");
            }

            if (part is { Quantity: not null, Amount: not null })
            {
                return ([], "badReversal");
            }

            if (part.Quantity > line.Quantity || part.Amount > line.Amount)
            {
                return ([], "overReversed");
            }

            var index = left.IndexOf(line);
            left.RemoveAt(index);
            if (Rest(line, part) is { } rest)
            {
                left.Insert(index, rest);
            }
        }

        return (left, null);
    }

    private static ActivityLine? Rest(ActivityLine line, LineReversal part)
    {
        if (part.Quantity is { } quantity && quantity < line.Quantity)
        {
            var back = Math.Round(line.Amount * quantity / line.Quantity, 6, MidpointRounding.AwayFromZero);
            return line with { Quantity = line.Quantity - quantity, Amount = line.Amount - back };
        }

        return part.Amount is { } amount && amount < line.Amount ? line with { Amount = line.Amount - amount } : null;
    }

    /// <summary>Cent by cent, after everybody's share rounded down, to the largest remainders first.</summary>
    private static (IReadOnlyList<ActivityLine> Lines, string? Fault) ByAmount(IReadOnlyList<ActivityLine> lines, decimal amount)
    {
        var total = lines.Sum(l => l.Amount);
        if (amount >= total)
        {
            return ([], amount > total ? "overReversed" : null);
        }

        const decimal Cent = 0.01m;
        var exact = lines.Select(l => amount * l.Amount / total).ToArray();
        var back = exact.Select(e => Math.Floor(e / Cent) * Cent).ToArray();
        var order = Enumerable.Range(0, lines.Count).OrderByDescending(i => exact[i] - back[i]).ThenBy(i => i).ToArray();
        for (var k = 0; back.Sum() < amount; k = (k + 1) % order.Length)
        {
            back[order[k]] += Math.Min(Math.Min(Cent, amount - back.Sum()), lines[order[k]].Amount - back[order[k]]);
        }

        return ([.. lines.Select((l, i) => l with { Amount = l.Amount - back[i] }).Where(l => l.Amount > 0)], null);
    }
}
