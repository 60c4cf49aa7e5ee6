using System.Globalization;
using GamifiedLoyalty.Domain.Text;
using static System.FormattableString;

namespace GamifiedLoyalty.Domain.Programs.Reading;

/// <summary>Reads the program's money and the currencies that members earn.</summary>
internal static class MoneyReader
{
    public static MoneyDefinition? Money(JsonPlace place)
    {
        if (place.Object(KnownFields.Money) is not { } money)
        {
            return null;
        }

        var currency = money.Required("currency") is { } code ? IsoCode(code) : null;
        var decimals = money.Optional("decimals")?.Integer(0, 4) ?? 2;
        var seen = new HashSet<(string, DateOnly)>();
        var rates = money.Items("rates", Limits.Rates).Select(r => Rate(r, seen)).OfType<MoneyRate>().ToArray();
        return new MoneyDefinition(currency ?? "", (int)decimals, rates);
    }

    public static CurrencyDefinition? Currency(JsonPlace place, HashSet<string> seen)
    {
        if (place.Object(KnownFields.Currency) is not { } currency)
        {
            return null;
        }

        var id = Texts.UniqueId(currency, seen);
        var name = currency.Optional("name") is { } text ? Texts.Localized(text) : null;
        var decimals = currency.Optional("decimals")?.Integer(0, 4) ?? 0;
        return new CurrencyDefinition(id, name ?? new LocalizedText(id), (int)decimals);
    }

    private static MoneyRate? Rate(JsonPlace place, HashSet<(string, DateOnly)> seen)
    {
        if (place.Object(KnownFields.Rate) is not { } rate)
        {
            return null;
        }

        var currency = rate.Required("currency") is { } code ? IsoCode(code) : null;
        var from = rate.Required("from") is { } day ? Day(day) : null;
        var value = rate.Required("rate")?.Number(0, exclusive: true);
        if (currency is null || from is null || value is null)
        {
            return null;
        }

        if (!seen.Add((currency, from.Value)))
        {
            rate.Fault("from", "duplicateRate", Invariant($"There are two rates of {currency} from {from.Value:yyyy-MM-dd}."));
        }

        return new MoneyRate(currency, from.Value, value.Value);
    }

    private static string? IsoCode(JsonPlace place)
    {
        var code = place.Text();
        if (code is not null && !IsoCurrencies.Contains(code))
        {
            place.Fault("badIsoCurrency", $"\"{code}\" is not a currency code of ISO 4217.");
            return null;
        }

        return code;
    }

    private static DateOnly? Day(JsonPlace place)
    {
        var text = place.Text();
        if (text is null)
        {
            return null;
        }

        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return day;
        }

        place.Fault("badInstant", "A date such as 2026-11-21 is expected.");
        return null;
    }
}
