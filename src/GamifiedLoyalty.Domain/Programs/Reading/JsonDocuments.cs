using System.Text.Json;
using System.Text.Unicode;
using static System.FormattableString;

namespace GamifiedLoyalty.Domain.Programs.Reading;

/// <summary>Parses JSON documents whose every text can be read.</summary>
internal static class JsonDocuments
{
    private const int MaxDepth = 64;

    /// <summary>Reads a document: what it says, or else every fault.</summary>
    /// <param name="utf8Json">The document.</param>
    /// <param name="longest">Most bytes.</param>
    /// <param name="read">Reads the root.</param>
    public static (T? Value, IReadOnlyList<Fault> Faults) Read<T>(ReadOnlyMemory<byte> utf8Json, int longest, Func<JsonPlace, T?> read)
        where T : class
    {
        if (utf8Json.Length > longest)
        {
            return (null, [new Fault("tooLarge", Invariant($"A definition has at most {longest} bytes."), "") { Expected = Invariant($"≤ {longest}") }]);
        }

        if (TryParse(utf8Json, out var fault) is not { } document)
        {
            return (null, [fault!]);
        }

        using (document)
        {
            var faults = new FaultList();
            var value = read(new JsonPlace(document.RootElement, "", faults));
            return (faults.Faults.Count == 0 ? value : null, faults.Faults);
        }
    }

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
