namespace GamifiedLoyalty.Domain;

/// <summary>Helpers for exact decimals.</summary>
public static class Decimals
{
    /// <summary>The same value without trailing zeros, so that equal values print and hash alike.</summary>
    public static decimal Normalize(decimal value) => value / 1.000000000000000000000000000000000m;

    /// <summary>Ten to the power <paramref name="digits"/>, 0 to 9.</summary>
    public static decimal PowerOfTen(int digits)
    {
        var power = 1m;
        for (var i = 0; i < digits; i++)
        {
            power *= 10m;
        }

        return power;
    }

    /// <summary>Whether the value has at most 12 integer and 6 fraction digits.</summary>
    public static bool IsWithinContract(decimal value) =>
        Math.Abs(value) < 1_000_000_000_000m && value == decimal.Round(value, Limits.FractionDigits);
}
