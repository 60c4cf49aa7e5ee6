using System.Text.Json;
using GamifiedLoyalty.Domain;

namespace GamifiedLoyalty.Server.Api.Activities;

/// <summary>Records what comes as one JSON body: an object, or an array.</summary>
internal static class JsonPosts
{
    private const int Whitespace = ' ';

    /// <summary>Handles the request.</summary>
    public static async Task HandleAsync(IngestRequest request)
    {
        using var body = await request.ReadBodyAsync();
        if (body is null)
        {
            return;
        }

        var parser = new ItemParser(request.Actor, import: null);
        if (!IsArray(body.Memory.Span))
        {
            await ItemAnswers.AnswerOneAsync(request, parser.Parse(body.Memory.Span, 1));
            return;
        }

        List<ActivityItem>? items;
        try
        {
            items = Split(body.Memory.Span, parser);
        }
        catch (JsonException malformed)
        {
            await request.ProblemAsync(StatusCodes.Status400BadRequest, ItemParser.MalformedFault(malformed));
            return;
        }

        if (items is null)
        {
            await TooManyAsync(request);
            return;
        }

        await ItemAnswers.AnswerManyAsync(request, items);
    }

    /// <summary>Answers that an array is too long.</summary>
    public static Task TooManyAsync(IngestRequest request) => request.ProblemAsync(
        StatusCodes.Status413PayloadTooLarge, new Fault("tooManyItems", "An array has at most 10,000 items; send more as application/x-ndjson."));

    private static bool IsArray(ReadOnlySpan<byte> body)
    {
        var first = body.IndexOfAnyExceptInRange((byte)0, (byte)Whitespace);
        return first >= 0 && body[first] == (byte)'[';
    }

    // All of it is read before anything is recorded, so that malformed JSON records nothing. Null when there are too many.
    private static List<ActivityItem>? Split(ReadOnlySpan<byte> body, ItemParser parser)
    {
        var reader = new Utf8JsonReader(body);
        var items = new List<ActivityItem>();
        reader.Read();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (items.Count == IngestLimits.ArrayItems)
            {
                return null;
            }

            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            items.Add(parser.Parse(body[start..(int)reader.BytesConsumed], items.Count + 1));
        }

        // Throws when something follows the array.
        reader.Read();
        return items;
    }
}
