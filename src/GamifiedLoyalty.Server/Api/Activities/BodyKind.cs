using System.Net.Mime;
using Microsoft.Net.Http.Headers;

namespace GamifiedLoyalty.Server.Api.Activities;

/// <summary>How activities are sent.</summary>
internal enum BodyKind
{
    /// <summary>In a form that is not understood.</summary>
    Unsupported,

    /// <summary>A JSON object or array.</summary>
    Json,

    /// <summary>JSON, one activity a line.</summary>
    Lines,

    /// <summary>RFC 4180 with a header.</summary>
    Csv,

    /// <summary>One structured event.</summary>
    Event,

    /// <summary>An array of structured events.</summary>
    EventBatch,

    /// <summary>An event whose attributes are headers.</summary>
    BinaryEvent,
}

/// <summary>Tells how activities are sent from the headers.</summary>
internal static class BodyKinds
{
    /// <summary>The kind of a request's body. Only UTF-8, and no compression, is understood.</summary>
    public static BodyKind Of(HttpRequest request)
    {
        var type = request.ContentType;
        if (request.Headers.ContentEncoding is [{ } coding, ..] && coding is not ("" or "identity"))
        {
            return BodyKind.Unsupported;
        }

        // What nearly every request says, without parsing.
        var kind = type is MediaTypeNames.Application.Json ? BodyKind.Json : Parse(type);
        return kind == BodyKind.Json && request.Headers.ContainsKey("ce-specversion") ? BodyKind.BinaryEvent : kind;
    }

    private static BodyKind Parse(string? type)
    {
        if (!MediaTypeHeaderValue.TryParse(type, out var parsed)
            || (parsed.Charset.HasValue && !IsUtf8(HeaderUtilities.RemoveQuotes(parsed.Charset).ToString())))
        {
            return BodyKind.Unsupported;
        }

        return parsed.MediaType.ToString().ToLowerInvariant() switch
        {
            "application/json" => BodyKind.Json,
            "application/x-ndjson" or "application/ndjson" or "application/jsonl" => BodyKind.Lines,
            "text/csv" => BodyKind.Csv,
            "application/cloudevents+json" => BodyKind.Event,
            "application/cloudevents-batch+json" => BodyKind.EventBatch,
            _ => BodyKind.Unsupported,
        };
    }

    private static bool IsUtf8(string charset) =>
        charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase) || charset.Equals("utf8", StringComparison.OrdinalIgnoreCase)
        || charset.Equals("us-ascii", StringComparison.OrdinalIgnoreCase);
}
