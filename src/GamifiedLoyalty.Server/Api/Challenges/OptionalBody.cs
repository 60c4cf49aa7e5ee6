using System.Text.Json;
using GamifiedLoyalty.Domain;
using GamifiedLoyalty.Server.Security;

namespace GamifiedLoyalty.Server.Api.Challenges;

/// <summary>Reads a body that may be left out.</summary>
internal static class OptionalBody
{
    /// <summary>
    /// Reads an object and its fields; a request without a body is an empty object. Not so for a person: their browser sends
    /// the cookie by itself, and other sites cannot make it send JSON.
    /// </summary>
    public static Task<(T? Value, IResult? Problem)> ReadAsync<T>(HttpContext http, Func<FieldReader, T> read)
        where T : class
    {
        if (http.Request.ContentLength is > 0 || http.Request.ContentType is not null || http.Caller().Kind == CallerKind.Person)
        {
            return JsonBody.ReadObjectAsync(http, read);
        }

        using var empty = JsonDocument.Parse("{}");
        var faults = new List<Fault>();
        var value = FieldReader.ReadObject(empty.RootElement, "", faults, read);
        return Task.FromResult<(T?, IResult?)>(faults.Count == 0 ? (value, null) : (null, Problems.Faulty(faults[0])));
    }
}
