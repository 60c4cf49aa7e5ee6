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

    /// <summary>The share of a percentage, rounded down.</summary>
    public static long Percent(long number, decimal percent) => Clamp((Int128)decimal.Floor(number / 100m * percent));

    /// <summary>The nearest number within the limits.</summary>
    public static long Clamp(Int128 number) => (long)Int128.Clamp(number, -Limits.MaxMagnitude, Limits.MaxMagnitude);
}
