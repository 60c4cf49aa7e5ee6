using System.Text.Json;
using GamifiedLoyalty.Server.Api.Screens.Scenes;
using GamifiedLoyalty.Server.Security;

namespace GamifiedLoyalty.Server.Api.Screens;

/// <summary>Setting up large screens and giving out their links.</summary>
internal static class ScreenEndpoints
{
    /// <summary>The kind of document that holds a screen's settings.</summary>
    public const string DocumentKind = "screen";

    /// <summary>Adds the endpoints to the group of a program.</summary>
    public static void MapScreens(this RouteGroupBuilder programs)
    {
        programs.MapPut("/screens/{id}", PutAsync).Needs(Access.Manage)
            .Describe<ScreenAnswer>("putScreen", "Sets what a screen shows.").Accepts<ScreenBody>("application/json");
        programs.MapGet("/screens/{id}", Get).Needs(Access.Read)
            .Describe<ScreenBody>("readScreen", "What a screen shows.");
        programs.MapDelete("/screens/{id}", DeleteAsync).Needs(Access.Manage)
            .Describe<object>("deleteScreen", "Removes a screen and its links.", 204);
        programs.MapPost("/screens/{id}/link", LinkAsync).Needs(Access.Manage)
            .Describe<LinkAnswer>("createScreenLink", "Makes a link that a large screen opens.", 201);
        programs.MapDelete("/screens/{id}/link", UnlinkAsync).Needs(Access.Manage)
            .Describe<object>("revokeScreenLinks", "Revokes every link of a screen.", 204);
    }

    private static async Task<IResult> PutAsync(HttpContext http, string id, AuditTrail audit)
    {
        if (RouteIds.Check(id) is { } badId)
        {
            return badId;
        }

        var engine = http.Engine();
        byte[] document = [];
        var (settings, problem) = await JsonBody.ReadObjectAsync(http, reader =>
        {
            document = JsonSerializer.SerializeToUtf8Bytes(reader.Element);
            return ScreenSettings.Read(reader, SceneContext.Of(engine));
        });
        if (settings is null)
        {
            return problem!;
        }

        var existed = engine.FindDocument(DocumentKind, id) is { Body: not null };
        var version = await engine.PutDocumentAsync(DocumentKind, id, document, http.Caller().Actor, http.RequestAborted);
        await audit.AddAsync(http, engine.Program, "screen.set", $"screen:{id}");
        return new JsonAnswer(existed ? 200 : 201, writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("id", id);
            writer.WriteNumber("version", version);
            writer.WriteEndObject();
        });
    }

    private static IResult Get(HttpContext http, string id)
    {
        var engine = http.Engine();
        var version = engine.Version;
        if (engine.FindDocument(DocumentKind, id)?.Body is not { } body)
        {
            return Unknown();
        }

        return JsonAnswer.Ok(writer =>
        {
            using var document = JsonDocument.Parse(body);
            writer.WriteStartObject();
            writer.WriteString("id", id);
            writer.WriteNumber("version", version);
            foreach (var property in document.RootElement.EnumerateObject())
            {
                property.WriteTo(writer);
            }

            writer.WriteEndObject();
        });
    }

    private static async Task<IResult> DeleteAsync(HttpContext http, string id, ScreenLinks links, AuditTrail audit)
    {
        var engine = http.Engine();
        if (engine.FindDocument(DocumentKind, id)?.Body is null)
        {
            return Unknown();
        }

        await engine.PutDocumentAsync(DocumentKind, id, null, http.Caller().Actor, http.RequestAborted);
        await links.ForgetAsync(http, id);
        await audit.AddAsync(http, engine.Program, "screen.deleted", $"screen:{id}");
        return Results.NoContent();
    }

    private static async Task<IResult> LinkAsync(HttpContext http, string id, ScreenLinks links) =>
        http.Engine().FindDocument(DocumentKind, id)?.Body is null ? Unknown() : await links.MakeAsync(http, id);

    private static async Task<IResult> UnlinkAsync(HttpContext http, string id, ScreenLinks links)
    {
        await links.RevokeAsync(http, id);
        return Results.NoContent();
    }

    private static IResult Unknown() => Problems.NotFound("unknownScreen", "There is no such screen.");
}
