using System.Globalization;
using GamifiedLoyalty.Domain.Programs;

namespace GamifiedLoyalty.Server.Pages.Boards;

/// <summary>How scores are written; browsers receive the same values, so that nothing jumps when scripts take over.</summary>
/// <param name="Decimals">Digits of the smallest unit, 0 to 4.</param>
/// <param name="Group">Separates thousands.</param>
/// <param name="Point">Separates the fraction.</param>
/// <param name="Prefix">Before the number, such as a currency sign.</param>
/// <param name="Suffix">After the number.</param>
public sealed record ScoreFormat(int Decimals, string Group, string Point, string Prefix, string Suffix)
{
    private const string NoBreakSpace = "\u00a0";

    /// <summary>How a program's money is written in a culture.</summary>
    public static ScoreFormat Money(MoneyDefinition money, CultureInfo culture)
    {
        var sign = CurrencySign(money.Currency);
        var number = culture.NumberFormat;
        var plain = Plain(money.Decimals, culture);
        return number.CurrencyPositivePattern switch
        {
            0 when sign.Length == 1 => plain with { Prefix = sign },
            0 or 2 => plain with { Prefix = sign + NoBreakSpace },
            _ => plain with { Suffix = NoBreakSpace + sign },
        };
    }

    /// <summary>How a number without a unit is written in a culture.</summary>
    public static ScoreFormat Plain(int decimals, CultureInfo culture) =>
        new(decimals, culture.NumberFormat.NumberGroupSeparator, culture.NumberFormat.NumberDecimalSeparator, "", "");

    /// <summary>The grouped whole part and, with its separator, the fraction.</summary>
    public (string Whole, string Fraction) Split(long score)
    {
        var digits = score.ToString(CultureInfo.InvariantCulture).TrimStart('-').PadLeft(Decimals + 1, '0');
        var whole = digits[..^Decimals];
        for (var at = whole.Length - 3; at > 0; at -= 3)
        {
            whole = whole.Insert(at, Group);
        }

        return ((score < 0 ? "\u2212" : "") + whole, Decimals > 0 ? Point + digits[^Decimals..] : "");
    }

    /// <summary>The score as one text.</summary>
    public string Text(long score)
    {
        var (whole, fraction) = Split(score);
        return Prefix + whole + fraction + Suffix;
    }

    private static string CurrencySign(string currency) => currency switch
    {
        "EUR" => "€",
        "USD" or "CAD" or "AUD" or "NZD" or "MXN" => "$",
        "GBP" => "£",
        "JPY" => "¥",
        "INR" => "₹",
        "KRW" => "₩",
        _ => currency,
    };
}
