using System.Text.Json;
using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Engine.Commands;
using GamifiedLoyalty.Server.Security;

namespace GamifiedLoyalty.Server.Api.Members;

/// <summary>Setting and reading partners and employees.</summary>
internal static class MemberEndpoints
{
    private const int MaxItems = 10_000;
    private const int ItemsPerCommand = 500;

    /// <summary>Adds the endpoints to the group of a program.</summary>
    public static void MapMembers(this RouteGroupBuilder programs)
    {
        Map(programs, "employees", OwnerKind.Employee, Access.Own);
        Map(programs, "partners", OwnerKind.Partner, Access.Read);
        programs.MapPost("/members", (Delegate)PutManyAsync).Needs(Access.Write)
            .Describe<MemberAnswer[]>("putMembers", "Creates or changes many members; one bad item does not block the others.")
            .Accepts<MemberItemBody[]>("application/json");
    }

    private static void Map(RouteGroupBuilder programs, string path, OwnerKind kind, Access own)
    {
        var noun = OwnerRef.KindName(kind);
        var put = programs.MapPut($"/{path}/{{id}}", (HttpContext http, string id) => PutAsync(http, kind, id)).Needs(Access.Write)
            .Describe<MemberAnswer>($"put-{noun}", $"Creates or changes a {noun}.");
        _ = kind == OwnerKind.Employee ? put.Accepts<EmployeeBody>("application/json") : put.Accepts<PartnerBody>("application/json");
        programs.MapGet($"/{path}/{{id}}", (HttpContext http, string id) => Get(http, new OwnerRef(kind, id))).Needs(own)
            .Describe<MemberProfileAnswer>($"read-{noun}", $"The profile of a {noun}.");
        programs.MapGet($"/{path}", (HttpContext http) => List(http, kind)).Needs(Access.Read)
            .Describe<MemberList>($"list-{path}", $"The {path} by id.").Takes("limit", "cursor");
    }

    private static async Task<IResult> PutAsync(HttpContext http, OwnerKind kind, string id)
    {
        if (RouteIds.Check(id) is { } badId)
        {
            return badId;
        }

        var (profile, problem) = await JsonBody.ReadObjectAsync(http, reader => MemberReader.Read(reader, kind, id));
        if (profile is null)
        {
            return problem!;
        }

        var results = await http.Engine().PutMembersAsync([profile], http.Caller().Actor, http.RequestAborted);
        var result = results[0];
        return result.Fault is { } fault
            ? Problems.Faulty(fault)
            : new JsonAnswer(result.Status == MemberStatus.Created ? 201 : 200,
                writer => MemberWriter.WriteResult(writer, OwnerRef.KindName(kind), id, result));
    }

    private static IResult Get(HttpContext http, OwnerRef member)
    {
        var engine = http.Engine();
        var version = engine.Version;
        return engine.Members.Find(member) is { } profile
            ? JsonAnswer.Ok(writer =>
            {
                writer.WriteStartObject();
                MemberWriter.WriteProfile(writer, profile);
                writer.WriteNumber("version", version);
                writer.WriteEndObject();
            })
            : Unknown(member.Kind);
    }

    /// <summary>404 for a member that does not exist.</summary>
    public static IResult Unknown(OwnerKind kind) => kind == OwnerKind.Employee
        ? Problems.NotFound("unknownEmployee", "There is no such employee.")
        : Problems.NotFound("unknownPartner", "There is no such partner.");

    private static IResult List(HttpContext http, OwnerKind kind)
    {
        if (!Query.TryLimit(http.Request, out var limit, out var problem) || !Query.TryCursor(http.Request, out var after, out problem))
        {
            return problem;
        }

        var engine = http.Engine();
        var version = engine.Version;
        var all = kind == OwnerKind.Employee ? engine.Members.Employees : engine.Members.Partners;
        var page = MemberPages.First(all, after, limit + 1);
        return JsonAnswer.Ok(writer => WriteList(writer, version, page, limit));
    }

    private static void WriteList(Utf8JsonWriter writer, long version, IReadOnlyList<MemberProfile> page, int limit)
    {
        writer.WriteStartObject();
        writer.WriteNumber("version", version);
        writer.WriteStartArray("items");
        foreach (var profile in page.Take(limit))
        {
            writer.WriteStartObject();
            MemberWriter.WriteProfile(writer, profile);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        if (page.Count > limit)
        {
            writer.WriteString("next", Query.Cursor(page[limit - 1].Id));
        }

        writer.WriteEndObject();
    }

    private static async Task<IResult> PutManyAsync(HttpContext http)
    {
        var body = await JsonBody.ReadAsync(http);
        if (body.Document is null)
        {
            return body.Problem!;
        }

        using (body.Document)
        {
            var root = body.Document.RootElement;
            if (root.ValueKind != JsonValueKind.Array)
            {
                return Problems.Faulty(new("wrongType", "An array of members is expected.", ""));
            }

            if (root.GetArrayLength() > MaxItems)
            {
                return Problems.Result(413, "tooManyItems", $"At most {MaxItems} members at once.");
            }

            var items = root.EnumerateArray().Select(MemberReader.ReadItem).ToArray();
            var results = await ApplyAsync(http, items);

            // Taken out now: the answer is written when the body's document is gone.
            var names = root.EnumerateArray().Select(item => (Echo(item, "kind"), Echo(item, "id"))).ToArray();
            return JsonAnswer.Ok(writer => WriteResults(writer, names, results));
        }
    }

    private static async Task<MemberResult[]> ApplyAsync(HttpContext http, (MemberProfile? Profile, Domain.Fault? Fault)[] items)
    {
        var results = Array.ConvertAll(items, i => new MemberResult(MemberStatus.Rejected, 0, i.Fault));
        var good = Enumerable.Range(0, items.Length).Where(i => items[i].Profile is not null);
        foreach (var chunk in good.Chunk(ItemsPerCommand))
        {
            var profiles = Array.ConvertAll(chunk, i => items[i].Profile!);
            var answers = await http.Engine().PutMembersAsync(profiles, http.Caller().Actor, http.RequestAborted);
            for (var i = 0; i < chunk.Length; i++)
            {
                results[chunk[i]] = answers[i];
            }
        }

        return results;
    }

    private static void WriteResults(Utf8JsonWriter writer, (string? Kind, string? Id)[] names, MemberResult[] results)
    {
        writer.WriteStartArray();
        for (var i = 0; i < results.Length; i++)
        {
            MemberWriter.WriteResult(writer, names[i].Kind, names[i].Id, results[i]);
        }

        writer.WriteEndArray();
    }

    private static string? Echo(JsonElement item, string field) =>
        item.ValueKind == JsonValueKind.Object && item.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.String
            ? FieldReader.TextOf(value)
            : null;
}
