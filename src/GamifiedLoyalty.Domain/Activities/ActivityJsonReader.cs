using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace GamifiedLoyalty.Domain.Activities;

/// <summary>Reads activities of the contract from JSON, one at a time, without an intermediate document.</summary>
public static class ActivityJsonReader
{
    private const int MaxDepth = 8;

    /// <summary>
    /// Reads one activity at the reader, which stands before or on the start of a value and afterwards on its end,
    /// whether there is a fault or not. The reader must hold the whole value in one span.
    /// </summary>
    /// <param name="reader">Where to read.</param>
    /// <param name="source">A source that replaces the one in the JSON, for envelopes that carry their own.</param>
    /// <param name="externalId">An external id that replaces the one in the JSON.</param>
    /// <exception cref="JsonException">The text is not JSON.</exception>
    public static ActivityReading Read(ref Utf8JsonReader reader, string? source = null, string? externalId = null)
    {
        if (reader.TokenType is JsonTokenType.None or JsonTokenType.PropertyName)
        {
            reader.Read();
        }

        var parser = new ActivityJsonParser(source, externalId);
        try
        {
            return parser.Parse(ref reader);
        }
        catch (Exception e) when (e is InvalidOperationException or DecoderFallbackException)
        {
            throw new JsonException("A text is not valid Unicode.", e);
        }
    }

    /// <summary>Reads a text that is one activity; a text that is not JSON is the fault <c>badJson</c>.</summary>
    public static ActivityReading Read(ReadOnlySpan<byte> utf8Json, string? source = null, string? externalId = null)
    {
        try
        {
            if (!Utf8.IsValid(utf8Json))
            {
                return NotJson("The text is not JSON in UTF-8.");
            }

            var reader = new Utf8JsonReader(utf8Json, new JsonReaderOptions { MaxDepth = MaxDepth });
            var reading = Read(ref reader, source, externalId);
            reader.Read();
            return reading;
        }
        catch (JsonException)
        {
            return NotJson("The text is not one JSON object.");
        }
    }

    private static ActivityReading NotJson(string detail) => new(null, null, new Fault("badJson", detail, ""));
}
