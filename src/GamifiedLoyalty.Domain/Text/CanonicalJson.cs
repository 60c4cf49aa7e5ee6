using System.Buffers;
using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace GamifiedLoyalty.Domain.Text;

/// <summary>
/// Writes JSON in one form for equal content: members in ordinal order, no white space, numbers without trailing zeros,
/// plus signs or exponents of a notation.
/// </summary>
public static class CanonicalJson
{
    private const int MaxDepth = 64;

    private const int LongestPlainExponent = 40;

    private static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
        MaxDepth = MaxDepth,
    };

    /// <summary>The canonical form of a document, in UTF-8.</summary>
    /// <exception cref="JsonException">The text is not JSON, or nests deeper than 64.</exception>
    public static byte[] Of(ReadOnlyMemory<byte> utf8Json)
    {
        using var document = JsonDocument.Parse(utf8Json, new JsonDocumentOptions { MaxDepth = MaxDepth });
        return Of(document.RootElement);
    }

    /// <summary>The canonical form of an element, in UTF-8.</summary>
    public static byte[] Of(JsonElement element)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            Write(writer, element);
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void Write(Utf8JsonWriter writer, JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                WriteObject(writer, element);
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in element.EnumerateArray())
                {
                    Write(writer, item);
                }

                writer.WriteEndArray();
                break;
            case JsonValueKind.Number:
                writer.WriteRawValue(Number(element.GetRawText()), skipInputValidation: true);
                break;
            default:
                element.WriteTo(writer);
                break;
        }
    }

    private static void WriteObject(Utf8JsonWriter writer, JsonElement element)
    {
        writer.WriteStartObject();
        foreach (var property in element.EnumerateObject().OrderBy(p => p.Name, StringComparer.Ordinal))
        {
            writer.WritePropertyName(property.Name);
            Write(writer, property.Value);
        }

        writer.WriteEndObject();
    }

    /// <summary>The shortest plain notation of a number, however it was written; exact at any length.</summary>
    private static string Number(string text)
    {
        var negative = text[0] == '-';
        var e = text.IndexOfAny(['e', 'E']);
        var mantissa = (e < 0 ? text : text[..e]).TrimStart('-');
        var exponent = e < 0 ? BigInteger.Zero : BigInteger.Parse(text.AsSpan(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var point = mantissa.IndexOf('.', StringComparison.Ordinal);
        exponent -= point < 0 ? 0 : mantissa.Length - point - 1;
        var digits = mantissa.Replace(".", "", StringComparison.Ordinal).TrimStart('0');
        var significant = digits.TrimEnd('0');
        if (significant.Length == 0)
        {
            return "0";
        }

        exponent += digits.Length - significant.Length;
        return (negative ? "-" : "") + Plain(significant, exponent);
    }

    private static string Plain(string digits, BigInteger exponent)
    {
        if (BigInteger.Abs(exponent) > LongestPlainExponent + digits.Length)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{digits}e{exponent}");
        }

        var shift = (int)exponent;
        if (shift >= 0)
        {
            return digits + new string('0', shift);
        }

        var padded = new StringBuilder(digits.PadLeft(1 - shift, '0'));
        return padded.Insert(padded.Length + shift, '.').ToString();
    }
}
