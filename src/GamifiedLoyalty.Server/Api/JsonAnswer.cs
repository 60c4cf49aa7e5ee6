using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace GamifiedLoyalty.Server.Api;

/// <summary>A JSON answer that is written straight into the response.</summary>
/// <param name="status">The status code.</param>
/// <param name="write">Writes one JSON value.</param>
internal sealed class JsonAnswer(int status, Action<Utf8JsonWriter> write) : IResult
{
    /// <summary>How answers are written: every character as it is; they are JSON that browsers never sniff as HTML.</summary>
    public static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    /// <summary>200 with a JSON value.</summary>
    public static JsonAnswer Ok(Action<Utf8JsonWriter> write) => new(StatusCodes.Status200OK, write);

    /// <inheritdoc/>
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        // Whole before any of it is sent: what fails on the way becomes an error, not half an answer.
        var buffer = new ArrayBufferWriter<byte>(1_024);
        await using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            write(writer);
        }

        httpContext.Response.StatusCode = status;
        httpContext.Response.ContentType = "application/json; charset=utf-8";
        httpContext.Response.ContentLength = buffer.WrittenCount;
        await httpContext.Response.Body.WriteAsync(buffer.WrittenMemory, httpContext.RequestAborted);
    }
}

/// <summary>Shorthands for writing.</summary>
internal static class JsonWriterExtensions
{
    /// <summary>Writes a text unless it is null.</summary>
    public static void WriteOptional(this Utf8JsonWriter writer, string name, string? value)
    {
        if (value is not null)
        {
            writer.WriteString(name, value);
        }
    }

    /// <summary>Writes an instant as RFC 3339 with the offset it has.</summary>
    public static void WriteInstant(this Utf8JsonWriter writer, string name, DateTimeOffset at) =>
        writer.WriteString(name, at.ToString("yyyy-MM-dd'T'HH:mm:ss.fffzzz", System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>Writes a number, or null.</summary>
    public static void WriteNullable(this Utf8JsonWriter writer, string name, long? value)
    {
        if (value is { } number)
        {
            writer.WriteNumber(name, number);
        }
        else
        {
            writer.WriteNull(name);
        }
    }
}
