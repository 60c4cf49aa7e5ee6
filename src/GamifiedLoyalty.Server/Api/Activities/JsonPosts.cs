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
        var parser = new ItemParser(request.Actor, import: null);
        ActivityItem one;
        using (var body = await request.ReadBodyAsync())
        {
            if (body is null)
            {
                return;
            }

            if (IsArray(body.Memory.Span))
            {
                await HandleArrayAsync(request, body, parser);
                return;
            }

            one = parser.Parse(body.Memory.Span, 1);
        }

        await ItemAnswers.AnswerOneAsync(request, one);
    }

    /// <summary>Answers that an array is too long.</summary>
    public static Task TooManyAsync(IngestRequest request) => request.ProblemAsync(
        StatusCodes.Status413PayloadTooLarge, new Fault("tooManyItems", "An array has at most 10,000 items; send more as application/x-ndjson."));

    private static Task HandleArrayAsync(IngestRequest request, RequestBody body, ItemParser parser)
    {
        try
        {
            return Split(body.Memory.Span, parser) is { } items
                ? ItemAnswers.AnswerManyAsync(request, items)
                : TooManyAsync(request);
        }
        catch (JsonException malformed)
        {
            return request.ProblemAsync(StatusCodes.Status400BadRequest, ItemParser.MalformedFault(malformed));
        }
    }

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
