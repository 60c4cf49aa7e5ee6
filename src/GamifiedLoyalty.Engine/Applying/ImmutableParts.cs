using System.Globalization;
using GamifiedLoyalty.Domain;
using GamifiedLoyalty.Domain.Programs;

namespace GamifiedLoyalty.Engine.Applying;

/// <summary>What of a definition cannot change, because recorded amounts and balances would change their meaning.</summary>
internal static class ImmutableParts
{
    public static IReadOnlyList<Fault> Faults(ProgramDefinition before, ProgramDefinition after)
    {
        var faults = new List<Fault>();
        if (before.Money.Currency != after.Money.Currency)
        {
            faults.Add(new Fault("immutable", $"The program's money is {before.Money.Currency} for good.", "/money/currency"));
        }

        if (before.Money.Decimals != after.Money.Decimals)
        {
            faults.Add(new Fault("immutable", $"The program's money has {before.Money.Decimals} decimals for good.", "/money/decimals"));
        }

        for (var i = 0; i < after.Currencies.Count; i++)
        {
            var currency = after.Currencies[i];
            if (before.Currency(currency.Id) is { } old && old.Decimals != currency.Decimals)
            {
                faults.Add(new Fault(
                    "immutable", $"The currency {currency.Id} has {old.Decimals} decimals for good.",
                    string.Create(CultureInfo.InvariantCulture, $"/currencies/{i}/decimals")));
            }
        }

        return faults;
    }
}
