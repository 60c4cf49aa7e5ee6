using GamifiedLoyalty.Domain;
using GamifiedLoyalty.Server.Security;

namespace GamifiedLoyalty.Server.Api.Activities;

/// <summary>Recording, finding and reversing activities.</summary>
internal static class ActivityEndpoints
{
    /// <summary>Adds the endpoints to the group of a program, <c>/api/v1/programs/{program}</c>.</summary>
    public static void MapActivities(this RouteGroupBuilder programs)
    {
        programs.MapPost("/activities", (Delegate)PostAsync).Needs(Access.Write)
            .Describe<RecordedItem>(
                "recordActivities",
                "Records one activity, an array, a stream of JSON lines, a CSV file with a mapping, or CloudEvents 1.0; arrays and streams are answered item by item.")
            .Accepts<ActivityBody>(
                "application/json", "application/x-ndjson", "application/ndjson", "application/jsonl", "text/csv",
                "application/cloudevents+json", "application/cloudevents-batch+json")
            .Takes("mapping", "answer", "import");
        programs.MapActivityReads();
        programs.MapReversals();
    }

    private static Task PostAsync(HttpContext http)
    {
        var request = new IngestRequest(http);
        var kind = BodyKinds.Of(http.Request);
        return kind switch
        {
            BodyKind.Json => JsonPosts.HandleAsync(request),
            BodyKind.Lines => StreamedPosts.HandleLinesAsync(request),
            BodyKind.Csv => StreamedPosts.HandleCsvAsync(request),
            BodyKind.Event or BodyKind.EventBatch or BodyKind.BinaryEvent => EventPosts.HandleAsync(request, kind),
            _ => request.ProblemAsync(
                StatusCodes.Status415UnsupportedMediaType,
                new Fault("unsupportedMediaType", "Send application/json, application/x-ndjson, text/csv or CloudEvents, in UTF-8.")),
        };
    }
}
