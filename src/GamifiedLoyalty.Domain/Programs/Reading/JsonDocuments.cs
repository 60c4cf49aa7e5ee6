using System.Text.Json;
using System.Text.Unicode;
using static System.FormattableString;

namespace GamifiedLoyalty.Domain.Programs.Reading;

/// <summary>Parses JSON documents whose every text can be read.</summary>
internal static class JsonDocuments
{
    private const int MaxDepth = 64;

    /// <summary>The document, or a fault <c>badJson</c> that says where it breaks.</summary>
    public static JsonDocument? TryParse(ReadOnlyMemory<byte> utf8Json, out Fault? fault)
    {
        try
        {
            fault = null;
            RefuseUnreadableTexts(utf8Json.Span);
            return JsonDocument.Parse(utf8Json, new JsonDocumentOptions { MaxDepth = MaxDepth });
        }
        catch (JsonException e)
        {
            fault = new Fault("badJson", Describe(e), "");
            return null;
        }
    }

    private static string Describe(JsonException e) => e.LineNumber is { } line
        ? Invariant($"The text is not JSON: line {line + 1}, byte {e.BytePositionInLine + 1}.")
        : "The text is not JSON in UTF-8.";

    /// <summary>Half surrogates and broken UTF-8 pass the parser and would only fail when a text is taken out.</summary>
    private static void RefuseUnreadableTexts(ReadOnlySpan<byte> utf8Json)
    {
        if (!Utf8.IsValid(utf8Json))
        {
            throw new JsonException();
        }

        var reader = new Utf8JsonReader(utf8Json, new JsonReaderOptions { MaxDepth = MaxDepth });
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && reader.ValueIsEscaped)
            {
                RequireReadable(ref reader);
            }
        }
    }

    private static void RequireReadable(ref Utf8JsonReader reader)
    {
        try
        {
            _ = reader.GetString();
        }
        catch (InvalidOperationException e)
        {
            throw new JsonException("A text has half a surrogate pair.", e);
        }
    }
}
