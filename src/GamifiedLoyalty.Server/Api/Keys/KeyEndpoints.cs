using System.Text.Json;
using GamifiedLoyalty.Domain.Text;
using GamifiedLoyalty.Engine.Ports;
using GamifiedLoyalty.Server.Security;

namespace GamifiedLoyalty.Server.Api.Keys;

/// <summary>Making, listing and revoking API keys. A key gives no more than it has.</summary>
internal static class KeyEndpoints
{
    private const int MaxPrograms = 100;

    /// <summary>Adds the endpoints to <c>/api/v1</c>.</summary>
    public static void MapKeys(this RouteGroupBuilder api)
    {
        api.MapPost("/keys", CreateAsync).Needs(Access.Manage)
            .Describe<KeyAnswer>("createKey", "Makes a key and shows it, once.", 201).Accepts<KeyBody>("application/json");
        api.MapGet("/keys", ListAsync).Needs(Access.Manage)
            .Describe<KeyList>("listKeys", "The keys whose programs the caller manages.").Takes("limit", "cursor");
        api.MapGet("/keys/{id}", ReadAsync).Needs(Access.Manage)
            .Describe<KeyItem>("readKey", "A key without its secret.");
        api.MapDelete("/keys/{id}", RevokeAsync).Needs(Access.Manage)
            .Describe<object>("revokeKey", "Revokes a key.", 204);
    }

    private static async Task<IResult> CreateAsync(HttpContext http, IAccessStore store, AuditTrail audit, TimeProvider time)
    {
        var (wish, problem) = await JsonBody.ReadObjectAsync(http, Read);
        if (wish is null)
        {
            return problem!;
        }

        if (!Covers(http.Caller(), wish.Programs))
        {
            return Problems.Result(403, "forbidden", "A key can only make keys for its own programs.", "/programs");
        }

        var secret = Secrets.New("glk_");
        var key = new StoredKey(Secrets.NewId("k"), wish.Name, Secrets.Hash(secret), wish.Scope, wish.Programs, time.GetUtcNow());
        await store.AddKeyAsync(key, http.RequestAborted);
        await audit.AddAsync(http, ProgramOf(key), "key.created", key.Id);
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.Location = $"/api/v1/keys/{key.Id}";
        return new JsonAnswer(201, writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("id", key.Id);
            writer.WriteString("key", secret);
            writer.WriteEndObject();
        });
    }

    private static KeyWish Read(FieldReader reader)
    {
        var name = reader.RequiredText("name");
        var scope = reader.Word("scope", "read", "write", "manage");
        if (reader.Value("scope") is null)
        {
            reader.Report("scope", "required", "read, write or manage.");
        }

        var programs = new List<string>();
        var items = reader.Items("programs", MaxPrograms);
        foreach (var (element, pointer) in items)
        {
            var text = element.ValueKind == JsonValueKind.String ? FieldReader.TextOf(element) : null;
            if (text is null || (text != "*" && !Ids.IsId(text)))
            {
                reader.ReportAt(pointer, "badId", "An id of a program, or *.");
            }
            else
            {
                programs.Add(text);
            }
        }

        if (items.Count == 0)
        {
            reader.Report("programs", "required", "At least one program, or *.");
        }

        return new(name, scope ?? "", programs);
    }

    private static async Task<IResult> ListAsync(HttpContext http, IAccessStore store)
    {
        if (!Query.TryLimit(http.Request, out var limit, out var problem) || !Query.TryOffset(http.Request, out var offset, out problem))
        {
            return problem;
        }

        var all = await store.ListKeysAsync(http.RequestAborted);
        var mine = all.Where(k => Covers(http.Caller(), k.Programs)).ToList();
        return JsonAnswer.Ok(writer => WriteList(writer, mine, offset, limit));
    }

    private static void WriteList(Utf8JsonWriter writer, List<StoredKey> keys, int offset, int limit)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("items");
        foreach (var key in keys.Skip(offset).Take(limit))
        {
            WriteKey(writer, key);
        }

        writer.WriteEndArray();
        if ((long)offset + limit < keys.Count)
        {
            writer.WriteString("next", Query.Cursor(offset + limit));
        }

        writer.WriteEndObject();
    }

    private static void WriteKey(Utf8JsonWriter writer, StoredKey key)
    {
        writer.WriteStartObject();
        writer.WriteString("id", key.Id);
        writer.WriteString("name", key.Name);
        writer.WriteStartArray("programs");
        foreach (var program in key.Programs)
        {
            writer.WriteStringValue(program);
        }

        writer.WriteEndArray();
        writer.WriteString("scope", key.Scope);
        writer.WriteInstant("createdAt", key.CreatedAt);
        writer.WriteEndObject();
    }

    private static async Task<IResult> ReadAsync(HttpContext http, string id, IAccessStore store) =>
        await FindAsync(http, id, store) is { } key ? JsonAnswer.Ok(writer => WriteKey(writer, key)) : Unknown();

    private static async Task<StoredKey?> FindAsync(HttpContext http, string id, IAccessStore store) =>
        (await store.ListKeysAsync(http.RequestAborted)).FirstOrDefault(k => k.Id == id && Covers(http.Caller(), k.Programs));

    private static async Task<IResult> RevokeAsync(
        HttpContext http, string id, IAccessStore store, Authenticator authenticator, AuditTrail audit, TimeProvider time)
    {
        var key = await FindAsync(http, id, store);
        if (key is null || !await store.RevokeKeyAsync(id, time.GetUtcNow(), http.RequestAborted))
        {
            return Unknown();
        }

        authenticator.Forget();
        await audit.AddAsync(http, ProgramOf(key), "key.revoked", id);
        return Results.NoContent();
    }

    private static IResult Unknown() => Problems.NotFound("unknownKey", "There is no such key.");

    private static bool Covers(Caller caller, IReadOnlyList<string> programs) =>
        programs.All(p => caller.Programs.Contains("*", StringComparer.Ordinal) || (p != "*" && caller.MayManage(p)));

    private static string? ProgramOf(StoredKey key) => key.Programs is [var only] && only != "*" ? only : null;

    private sealed record KeyWish(string Name, string Scope, IReadOnlyList<string> Programs);
}
