using System.Numerics;

namespace GamifiedLoyalty.Domain.Challenges;

/// <summary>Exact divisions of whole numbers, held within the limits of scores and money.</summary>
internal static class Whole
{
    /// <summary>The quotient, rounded towards minus infinity; <paramref name="divisor"/> is above 0.</summary>
    public static long Floor(Int128 number, Int128 divisor)
    {
        var (quotient, rest) = Int128.DivRem(number, divisor);
        return Clamp(rest < 0 ? quotient - 1 : quotient);
    }

    /// <summary>The quotient, rounded towards plus infinity; <paramref name="divisor"/> is above 0.</summary>
    public static long Ceiling(Int128 number, Int128 divisor)
    {
        var (quotient, rest) = Int128.DivRem(number, divisor);
        return Clamp(rest > 0 ? quotient + 1 : quotient);
    }

    /// <summary>
    /// The quotient of a product, rounded towards plus infinity; <paramref name="divisor"/> is above 0. The product itself may
    /// be larger than any number that is stored.
    /// </summary>
    public static long CeilingOfProduct(Int128 one, Int128 other, Int128 divisor)
    {
        var product = (BigInteger)one * other;
        var quotient = BigInteger.DivRem(product, divisor, out var rest) + (rest > 0 ? 1 : 0);
        return (long)BigInteger.Clamp(quotient, -Limits.MaxMagnitude, Limits.MaxMagnitude);
    }

    /// <summary>The share of a percentage, rounded down.</summary>
    public static long Percent(long number, decimal percent) => Clamp((Int128)decimal.Floor(number / 100m * percent));

    /// <summary>The nearest number within the limits.</summary>
    public static long Clamp(Int128 number) => (long)Int128.Clamp(number, -Limits.MaxMagnitude, Limits.MaxMagnitude);
}
