using System.Text.Json;
using GamifiedLoyalty.Domain;
using GamifiedLoyalty.Engine.Commands;

namespace GamifiedLoyalty.Server.Api.Activities;

/// <summary>Records items that came in one body, and answers for them.</summary>
internal static class ItemAnswers
{
    private const string Json = "application/json; charset=utf-8";

    /// <summary>Records one activity: 200, 409 or 422.</summary>
    public static async Task AnswerOneAsync(IngestRequest request, ActivityItem item)
    {
        if (item.Fault is { Code: ItemParser.Malformed } malformed)
        {
            await request.ProblemAsync(StatusCodes.Status400BadRequest, malformed);
            return;
        }

        var answer = item.Command is { } command
            ? Answer(item, await request.RecordOneAsync(command))
            : new ItemAnswer(item, RecordStatus.Rejected, Activity: null, item.Fault);
        var status = answer.Status switch
        {
            RecordStatus.Conflict => StatusCodes.Status409Conflict,
            RecordStatus.Rejected => StatusCodes.Status422UnprocessableEntity,
            _ => StatusCodes.Status200OK,
        };
        var json = AnswerBuffer.Rent();
        if (status == StatusCodes.Status200OK)
        {
            request.Writer().Write(json.Writer, answer);
            await json.SendAsync(request.Http.Response, status, Json, CancellationToken.None);
            return;
        }

        WriteProblem(json.Writer, request, status, answer);
        await json.SendAsync(request.Http.Response, status, Problems.MediaType, request.Aborted);
    }

    /// <summary>Records items in order; 200 and an array, or a summary when asked for.</summary>
    public static async Task AnswerManyAsync(IngestRequest request, IReadOnlyList<ActivityItem> items)
    {
        if (AnswerKinds.Of(request.Http.Request, AnswerKind.Items) is not { } kind)
        {
            await AnswerKinds.RefuseAsync(request);
            return;
        }

        var answers = new List<ItemAnswer>(items.Count);
        foreach (var chunk in items.Chunk(IngestLimits.BatchItems))
        {
            // Once begun, waiting is kinder than leaving the client with half of it.
            var waitForSpace = answers.Count > 0;
            answers.AddRange(await ItemRecorder.RecordAsync(
                chunk, (commands, stop) => request.Engine.RecordAsync(commands, waitForSpace, stop), request.Aborted));
        }

        var json = AnswerBuffer.Rent();
        if (kind == AnswerKind.Summary)
        {
            var summary = new ImportSummary(import: null);
            summary.Add(answers);
            summary.WriteTo(json.Writer, request.Engine.Version);
        }
        else
        {
            WriteArray(json.Writer, request.Writer(), answers);
        }

        await json.SendAsync(request.Http.Response, StatusCodes.Status200OK, Json, request.Aborted);
    }

    private static ItemAnswer Answer(ActivityItem item, IReadOnlyList<RecordResult> results) =>
        new(item, results[0].Status, results[0].Activity, results[0].Fault);

    private static void WriteArray(Utf8JsonWriter writer, ItemWriter items, List<ItemAnswer> answers)
    {
        writer.WriteStartArray();
        foreach (var answer in answers)
        {
            items.Write(writer, answer);
        }

        writer.WriteEndArray();
    }

    // The problem's status is a number as in every problem, so the item with its own status stands beside it.
    private static void WriteProblem(Utf8JsonWriter writer, IngestRequest request, int status, in ItemAnswer answer)
    {
        writer.WriteStartObject();
        var fault = answer.Fault ?? new Fault(ItemWriter.Word(answer.Status), "The activity was refused.");
        Problems.WriteMembers(writer, request.Http.Request, status, fault);
        writer.WriteString("externalId"u8, answer.Item.ExternalId);
        writer.WritePropertyName("item"u8);
        request.Writer().Write(writer, answer);
        writer.WriteEndObject();
    }
}
