using System.Globalization;
using System.Text.Json;
using GamifiedLoyalty.Domain.Text;

namespace GamifiedLoyalty.Domain.Activities;

/// <summary>
/// Reads values at the position of a JSON reader. Each answers null without a code for JSON null, or with the code of
/// the fault; the reader always stands on the last token of the value afterwards.
/// </summary>
internal static class JsonValues
{
    private static readonly RepeatedTexts Texts = new();

    public static string? Text(ref Utf8JsonReader reader, out string? code)
    {
        code = null;
        if (reader.TokenType == JsonTokenType.String)
        {
            return reader.ValueIsEscaped ? reader.GetString() : Texts.Get(reader.ValueSpan);
        }

        code = Refuse(ref reader);
        return null;
    }

    /// <summary>The name of the member that the reader stands on.</summary>
    public static string Name(ref Utf8JsonReader reader) =>
        reader.ValueIsEscaped ? reader.GetString()! : Texts.Get(reader.ValueSpan);

    /// <summary>A text that is not worth remembering.</summary>
    public static string? UniqueText(ref Utf8JsonReader reader, out string? code)
    {
        code = null;
        if (reader.TokenType == JsonTokenType.String)
        {
            return reader.GetString();
        }

        code = Refuse(ref reader);
        return null;
    }

    public static bool? Flag(ref Utf8JsonReader reader, out string? code)
    {
        code = null;
        if (reader.TokenType is JsonTokenType.True or JsonTokenType.False)
        {
            return reader.TokenType == JsonTokenType.True;
        }

        code = Refuse(ref reader);
        return null;
    }

    public static decimal? Number(ref Utf8JsonReader reader, out string? code)
    {
        if (reader.TokenType is not (JsonTokenType.Number or JsonTokenType.String))
        {
            code = Refuse(ref reader);
            return null;
        }

        if (reader.ValueIsEscaped)
        {
            code = "badDecimal";
            return null;
        }

        var reading = DecimalText.Read(reader.ValueSpan, allowExponent: true, out var number);
        code = reading switch
        {
            DecimalReading.Valid => null,
            DecimalReading.OutOfRange => "outOfRange",
            _ => "badDecimal",
        };
        return code is null ? number : null;
    }

    /// <summary>The scalar value of an attribute: text, decimal or flag.</summary>
    public static object? Scalar(ref Utf8JsonReader reader, out string? code) => reader.TokenType switch
    {
        JsonTokenType.String => Text(ref reader, out code),
        JsonTokenType.Number => Number(ref reader, out code),
        _ => Flag(ref reader, out code),
    };

    /// <summary>Skips a value of the wrong type; null stands for an absent value and is no fault.</summary>
    private static string? Refuse(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return null;
        }

        reader.Skip();
        return "wrongType";
    }

    /// <summary>What a code of a scalar says to a person.</summary>
    public static string Describe(string code) => code switch
    {
        "wrongType" => "The value has the wrong type.",
        "badDecimal" => "A decimal number is expected.",
        "outOfRange" => "A decimal has at most 12 integer and 6 fraction digits.",
        "badId" => "The value is not a valid id.",
        "badText" => "The text is too long or has characters that cannot be printed.",
        "badIsoCurrency" => "A currency code of ISO 4217 is expected.",
        "badDate" => "A date that exists, or an instant with offset such as 2026-11-21T10:15:00+01:00, is expected.",
        "badQuantity" => "A quantity is a whole number.",
        "negativeQuantity" => "A quantity is not negative; use a reversal.",
        "negativeAmount" => "An amount is not negative; use a reversal.",
        "unknownField" => "There is no such field here.",
        "duplicateProperty" => "The field is given twice.",
        "duplicateId" => "The id is given twice.",
        "tooMany" => "There are too many items.",
        "required" => "The field is required.",
        "amountWithLines" => "An activity has either lines or an amount and quantity of its own.",
        _ => string.Create(CultureInfo.InvariantCulture, $"The value is not accepted: {code}."),
    };
}
