using System.Text.Json;
using GamifiedLoyalty.Domain;
using Microsoft.AspNetCore.WebUtilities;

namespace GamifiedLoyalty.Server.Api;

/// <summary>
/// Writes every error of the API as problem details of RFC 9457 with a stable <c>code</c>; the one place where faults
/// become HTTP.
/// </summary>
internal static class Problems
{
    /// <summary>The media type of problem details.</summary>
    public const string MediaType = "application/problem+json; charset=utf-8";

    /// <summary>A problem as the result of a handler.</summary>
    public static IResult Result(int status, string code, string detail, string? pointer = null) =>
        new ProblemResult(status, new Fault(code, detail, pointer), []);

    /// <summary>A fault of the request's content: 422.</summary>
    public static IResult Faulty(Fault fault) => new ProblemResult(StatusCodes.Status422UnprocessableEntity, fault, []);

    /// <summary>Several faults of the request's content: 422 with <c>errors</c>.</summary>
    public static IResult Faulty(string code, string detail, IReadOnlyList<Fault> errors) =>
        new ProblemResult(StatusCodes.Status422UnprocessableEntity, new Fault(code, detail), errors);

    /// <summary>Nothing is there: 404.</summary>
    public static IResult NotFound(string code, string detail) => Result(StatusCodes.Status404NotFound, code, detail);

    /// <summary>Writes a problem as the response, unless it has started.</summary>
    public static async Task WriteAsync(HttpContext http, int status, Fault fault, IReadOnlyList<Fault>? errors = null)
    {
        if (http.Response.HasStarted)
        {
            return;
        }

        if (status == StatusCodes.Status503ServiceUnavailable && http.Response.Headers.RetryAfter.Count == 0)
        {
            http.Response.Headers.RetryAfter = "1";
        }

        http.Response.StatusCode = status;
        http.Response.ContentType = MediaType;
        http.Response.ContentLength = null;
        await using var writer = new Utf8JsonWriter(http.Response.BodyWriter);
        WriteBody(writer, http.Request, status, fault, errors ?? []);
        await writer.FlushAsync(http.RequestAborted);
    }

    /// <summary>Writes a fault's members into an open JSON object.</summary>
    public static void WriteFault(Utf8JsonWriter writer, Fault fault)
    {
        if (fault.Pointer is not null)
        {
            writer.WriteString("pointer", fault.Pointer);
        }

        writer.WriteString("code", fault.Code);
        writer.WriteString("detail", fault.Detail);
    }

    /// <summary>Writes the members that every problem has into an open JSON object.</summary>
    public static void WriteMembers(Utf8JsonWriter writer, HttpRequest request, int status, Fault fault)
    {
        writer.WriteString("type", "about:blank");
        writer.WriteString("title", ReasonPhrases.GetReasonPhrase(status));
        writer.WriteNumber("status", status);
        WriteFault(writer, fault);
        writer.WriteString("instance", request.Path.Value);
    }

    private static void WriteBody(Utf8JsonWriter writer, HttpRequest request, int status, Fault fault, IReadOnlyList<Fault> errors)
    {
        writer.WriteStartObject();
        WriteMembers(writer, request, status, fault);
        if (errors.Count > 0)
        {
            writer.WriteStartArray("errors");
            foreach (var error in errors)
            {
                writer.WriteStartObject();
                WriteFault(writer, error);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }

    private sealed class ProblemResult(int status, Fault fault, IReadOnlyList<Fault> errors) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext) => WriteAsync(httpContext, status, fault, errors);
    }
}
