using System.Text.Json;
using GamifiedLoyalty.Domain;
using GamifiedLoyalty.Domain.Activities;
using GamifiedLoyalty.Domain.Text;
using GamifiedLoyalty.Engine.Commands;
using GamifiedLoyalty.Engine.Programs;
using GamifiedLoyalty.Server.Security;
using Microsoft.AspNetCore.Http.Features;

namespace GamifiedLoyalty.Server.Api.Activities;

/// <summary>Taking back activities, one by one or a whole import.</summary>
internal static class Reversals
{
    /// <summary>Adds the endpoints to the group of a program.</summary>
    public static void MapReversals(this RouteGroupBuilder programs)
    {
        programs.MapPost("/activities/{activityId}/reversal", ReverseAsync).Needs(Access.Write)
            .Describe<ReversalAnswer>("reverseActivity", "Takes back an activity wholly, by lines or by an amount.")
            .Accepts<ReversalBodyShape>("application/json");
        programs.MapPost("/imports/{import}/reversal", ReverseImportAsync).Needs(Access.Write)
            .Describe<ImportReversalAnswer>("reverseImport", "Takes back what remains of every activity of a streamed import.")
            .Accepts<ImportReversalBody>("application/json");
    }

    private static async Task<IResult> ReverseAsync(HttpContext http, string activityId)
    {
        var (request, problem) = await JsonBody.ReadObjectAsync(http, ReversalBody.Read);
        if (request is null)
        {
            return problem!;
        }

        if (!ActivityId.TryParse(activityId, out var version))
        {
            return ActivityReads.Unknown();
        }

        var result = await http.Engine().ReverseAsync(version, request, http.Caller().Actor, http.RequestAborted);
        return result.Status switch
        {
            ReversalStatus.NotFound => ActivityReads.Unknown(),
            ReversalStatus.Conflict => Refused(StatusCodes.Status409Conflict, result.Fault ?? new Fault("conflict", "The reversal's id is taken by other content.")),
            ReversalStatus.Rejected => Refused(StatusCodes.Status422UnprocessableEntity, result.Fault ?? new Fault("badReversal", "The reversal is refused.")),
            _ => await AppliedAsync(http, version, request, result),
        };
    }

    private static IResult Refused(int status, Fault fault) => Problems.Result(status, fault.Code, fault.Detail, fault.Pointer);

    private static async Task<IResult> AppliedAsync(HttpContext http, long version, ReversalRequest request, ReversalResult result)
    {
        var view = await http.Engine().FindActivityAsync(version, http.RequestAborted);
        return view is null ? ActivityReads.Unknown() : JsonAnswer.Ok(json => WriteApplied(json, http, request, result, view));
    }

    private static void WriteApplied(Utf8JsonWriter json, HttpContext http, ReversalRequest request, ReversalResult result, ActivityView view)
    {
        json.WriteStartObject();
        json.WriteString("activityId"u8, ActivityId.Of(view.Recorded.Version));
        json.WriteString("externalId"u8, request.ExternalId);
        json.WriteString("status"u8, result.Status == ReversalStatus.Duplicate ? "duplicate"u8 : "applied"u8);
        json.WriteNumber("version"u8, result.Version);
        json.WriteString("activityStatus"u8, ActivityViewWriter.State(view));
        ActivityReads.Writer(http).WriteWhatStands(json, view);
        json.WriteEndObject();
    }

    private static async Task<IResult> ReverseImportAsync(HttpContext http, string import)
    {
        var (body, problem) = SendsNothing(http)
            ? (new ImportReversalBody(null), null)
            : await JsonBody.ReadObjectAsync(http, fields => new ImportReversalBody(fields.Text("reason")));
        if (body is null)
        {
            return problem!;
        }

        var result = Ids.IsId(import)
            ? await http.Engine().ReverseImportAsync(import, body.Reason ?? $"import {import}", http.Caller().Actor, http.RequestAborted)
            : new ImportReversalResult(Found: false, 0, 0, 0);
        return result.Found
            ? JsonAnswer.Ok(json => WriteImport(json, import, result))
            : Problems.NotFound("unknownImport", "There is no such import.");
    }

    // The address says it all, so a reason and with it a body may be left out.
    private static bool SendsNothing(HttpContext http) =>
        http.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: false };

    private static void WriteImport(Utf8JsonWriter json, string import, ImportReversalResult result)
    {
        json.WriteStartObject();
        json.WriteString("import"u8, import);
        json.WriteNumber("reversed"u8, result.Reversed);
        json.WriteNumber("skipped"u8, result.Skipped);
        json.WriteNumber("version"u8, result.Version);
        json.WriteEndObject();
    }
}
