using System.Text.Json;
using GamifiedLoyalty.Domain;

namespace GamifiedLoyalty.Server.Api.Activities;

/// <summary>Records activities that come as events of CloudEvents 1.0.</summary>
internal static class EventPosts
{
    /// <summary>Handles the request.</summary>
    public static async Task HandleAsync(IngestRequest request, BodyKind kind)
    {
        using var body = await request.ReadBodyAsync();
        if (body is null)
        {
            return;
        }

        try
        {
            using var document = JsonDocument.Parse(body.Memory);
            await RecordAsync(request, kind, document.RootElement);
        }
        catch (JsonException malformed)
        {
            await request.ProblemAsync(StatusCodes.Status400BadRequest, ItemParser.MalformedFault(malformed));
        }
    }

    private static Task RecordAsync(IngestRequest request, BodyKind kind, JsonElement root)
    {
        var parser = new ItemParser(request.Actor, import: null);
        if (kind == BodyKind.EventBatch)
        {
            return RecordBatchAsync(request, root, parser);
        }

        Fault? fault;
        var read = kind == BodyKind.Event ? CloudEvent.Read(root, out fault) : CloudEvent.Read(Header(request), root, out fault);
        return ItemAnswers.AnswerOneAsync(request, ToItem(read, fault, 1, kind == BodyKind.Event ? "/data" : "", parser));
    }

    private static Task RecordBatchAsync(IngestRequest request, JsonElement root, ItemParser parser)
    {
        if (root.ValueKind != JsonValueKind.Array)
        {
            return request.ProblemAsync(StatusCodes.Status400BadRequest, new Fault(ItemParser.Malformed, "A batch of events is a JSON array."));
        }

        if (root.GetArrayLength() > IngestLimits.ArrayItems)
        {
            return JsonPosts.TooManyAsync(request);
        }

        var items = new List<ActivityItem>(root.GetArrayLength());
        foreach (var value in root.EnumerateArray())
        {
            var read = CloudEvent.Read(value, out var fault);
            items.Add(ToItem(read, fault, items.Count + 1, "/data", parser));
        }

        return ItemAnswers.AnswerManyAsync(request, items);
    }

    private static ActivityItem ToItem(CloudEvent? read, Fault? fault, long line, string data, ItemParser parser)
    {
        if (read is null)
        {
            return ActivityItem.Faulty(line, externalId: null, fault!);
        }

        if (read.ToActivity(out fault) is not { } activity)
        {
            return ActivityItem.Faulty(line, read.Id, Within(data, fault!));
        }

        var item = parser.Parse(activity.Span, line);
        return item.Fault is null ? item : item with { Fault = Within(data, item.Fault) };
    }

    private static Fault Within(string data, Fault fault) =>
        fault.Pointer is null ? fault : fault with { Pointer = data + fault.Pointer };

    private static Func<string, string?> Header(IngestRequest request) => name =>
    {
        var value = request.Http.Request.Headers[$"ce-{name}"].ToString();
        return value.Length == 0 ? null : Uri.UnescapeDataString(value);
    };
}
