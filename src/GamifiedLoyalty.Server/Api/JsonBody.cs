using System.Text.Json;
using GamifiedLoyalty.Domain;
using static System.FormattableString;

namespace GamifiedLoyalty.Server.Api;

/// <summary>A body of JSON, or why it is none.</summary>
/// <param name="Bytes">The body as sent.</param>
/// <param name="Document">The parsed body; null when there is a problem.</param>
/// <param name="Problem">The answer when the body cannot be parsed.</param>
internal readonly record struct JsonBody(byte[] Bytes, JsonDocument? Document, IResult? Problem)
{
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 64 };

    /// <summary>Reads the whole body; the server's limit on bodies applies.</summary>
    public static async Task<JsonBody> ReadAsync(HttpContext http)
    {
        if (!http.Request.HasJsonContentType())
        {
            return Refused(415, "unsupportedMediaType", "Send application/json.");
        }

        using var buffer = new MemoryStream();
        await http.Request.Body.CopyToAsync(buffer, http.RequestAborted);
        var bytes = buffer.ToArray();
        try
        {
            return new(bytes, JsonDocument.Parse(bytes, Strict), null);
        }
        catch (JsonException fault)
        {
            return Refused(400, "badJson", Invariant($"The body is not JSON, at line {fault.LineNumber + 1}, byte {fault.BytePositionInLine + 1}."));
        }
    }

    /// <summary>Reads an object and its fields; faults become 422.</summary>
    /// <param name="http">The request.</param>
    /// <param name="read">Reads the fields.</param>
    /// <param name="code">The code when there are several faults; with one, its own is used.</param>
    public static async Task<(T? Value, IResult? Problem)> ReadObjectAsync<T>(HttpContext http, Func<FieldReader, T> read, string code = "invalidBody")
        where T : class
    {
        var body = await ReadAsync(http);
        if (body.Document is null)
        {
            return (null, body.Problem);
        }

        using (body.Document)
        {
            var faults = new List<Fault>();
            var value = FieldReader.ReadObject(body.Document.RootElement, "", faults, read);
            return faults.Count switch
            {
                0 => (value, null),
                1 => (null, Problems.Faulty(faults[0])),
                _ => (null, Problems.Faulty(code, "The body has several faults.", faults)),
            };
        }
    }

    private static JsonBody Refused(int status, string code, string detail) => new([], null, Problems.Result(status, code, detail));
}
