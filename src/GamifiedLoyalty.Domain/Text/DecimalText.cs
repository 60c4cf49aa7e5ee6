using System.Globalization;

namespace GamifiedLoyalty.Domain.Text;

/// <summary>How reading a decimal ended.</summary>
public enum DecimalReading
{
    /// <summary>It is a decimal of the contract.</summary>
    Valid,

    /// <summary>It is not a decimal number.</summary>
    Malformed,

    /// <summary>It has more than 12 integer or 6 fraction digits.</summary>
    OutOfRange,
}

/// <summary>Reads decimals of the contract from UTF-8 or characters: exact, without trailing zeros, without allocation.</summary>
public static class DecimalText
{
    private const int LongestText = 64;

    /// <summary>Reads digits with an optional sign, point and (when allowed) exponent; zeros at either end do not count.</summary>
    public static DecimalReading Read(ReadOnlySpan<byte> text, bool allowExponent, out decimal value)
    {
        value = 0;
        if (text.Length > LongestText)
        {
            return DecimalReading.OutOfRange;
        }

        return allowExponent && text.IndexOfAny((byte)'e', (byte)'E') >= 0
            ? ReadExponent(text, out value)
            : ReadPlain(text, out value);
    }

    /// <summary>Reads plain digits with an optional sign and point.</summary>
    public static DecimalReading Read(ReadOnlySpan<char> text, out decimal value)
    {
        value = 0;
        if (text.Length > LongestText)
        {
            return DecimalReading.OutOfRange;
        }

        Span<byte> bytes = stackalloc byte[text.Length];
        for (var i = 0; i < text.Length; i++)
        {
            bytes[i] = text[i] < 128 ? (byte)text[i] : (byte)'?';
        }

        return ReadPlain(bytes, out value);
    }

    private static DecimalReading ReadPlain(ReadOnlySpan<byte> text, out decimal value)
    {
        value = 0;
        var negative = text.Length > 0 && text[0] == '-';
        var digits = negative ? text[1..] : text;
        var point = digits.IndexOf((byte)'.');
        var whole = point < 0 ? digits : digits[..point];
        var fraction = point < 0 ? [] : digits[(point + 1)..];
        if (whole.IsEmpty || (point >= 0 && fraction.IsEmpty) || !AreDigits(whole) || !AreDigits(fraction))
        {
            return DecimalReading.Malformed;
        }

        whole = whole.TrimStart((byte)'0');
        fraction = fraction.TrimEnd((byte)'0');
        if (whole.Length > Limits.IntegerDigits || fraction.Length > Limits.FractionDigits)
        {
            return DecimalReading.OutOfRange;
        }

        var mantissa = Append(Append(0, whole), fraction);
        value = mantissa == 0
            ? 0
            : new decimal(unchecked((int)mantissa), (int)(mantissa >> 32), 0, negative, (byte)fraction.Length);
        return DecimalReading.Valid;
    }

    private static DecimalReading ReadExponent(ReadOnlySpan<byte> text, out decimal value)
    {
        value = 0;
        const NumberStyles Style =
            NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        if (text.Length > 28)
        {
            // Longer mantissas are rounded by the framework instead of refused.
            return DecimalReading.OutOfRange;
        }

        if (!decimal.TryParse(text, Style, CultureInfo.InvariantCulture, out var parsed))
        {
            return double.TryParse(text, Style, CultureInfo.InvariantCulture, out _)
                ? DecimalReading.OutOfRange
                : DecimalReading.Malformed;
        }

        if (!Decimals.IsWithinContract(parsed))
        {
            return DecimalReading.OutOfRange;
        }

        value = Decimals.Normalize(parsed);
        return DecimalReading.Valid;
    }

    private static bool AreDigits(ReadOnlySpan<byte> text) => !text.ContainsAnyExceptInRange((byte)'0', (byte)'9');

    private static ulong Append(ulong number, ReadOnlySpan<byte> digits)
    {
        foreach (var digit in digits)
        {
            number = (number * 10) + (ulong)(digit - '0');
        }

        return number;
    }
}
