using System.Text.Json;
using GamifiedLoyalty.Server.Security;
using static System.FormattableString;

namespace GamifiedLoyalty.Server.Api.Sponsors;

/// <summary>The pictures of sponsors over HTTP.</summary>
internal static class SponsorEndpoints
{
    /// <summary>Adds the endpoints to the group of a program.</summary>
    public static void MapSponsors(this RouteGroupBuilder programs)
    {
        programs.MapGet("/sponsors", List).Needs(Access.Read)
            .Describe<SponsorList>("listSponsors", "The sponsors that have a picture, with its address.");
        programs.MapPut("/sponsors/{id}/picture", PutAsync).Needs(Access.Manage)
            .Describe<SponsorPictureAnswer>(
                "putSponsorPicture",
                "Gives a sponsor a picture: a PNG, JPEG or WebP file of at most 512 KiB. Refused as badPicture (422, no such file), tooLarge (413) or unsupportedMediaType (415).")
            .TakesFile(PictureFormat.MediaTypes)
            .Produces<ProblemShape>(StatusCodes.Status413PayloadTooLarge, "application/problem+json")
            .Produces<ProblemShape>(StatusCodes.Status415UnsupportedMediaType, "application/problem+json");
        programs.MapDelete("/sponsors/{id}/picture", DeleteAsync).Needs(Access.Manage)
            .Describe<object>("deleteSponsorPicture", "Takes a sponsor's picture away; unknownPicture (404) when it has none.", 204);
    }

    /// <summary>Reads a file of at most as many bytes as a picture may have; null when there are more.</summary>
    public static async Task<byte[]?> ReadAsync(Stream body, CancellationToken cancellationToken)
    {
        var file = new byte[PictureFormat.MostBytes + 1];
        var length = await body.ReadAtLeastAsync(file, file.Length, throwOnEndOfStream: false, cancellationToken);
        return length > PictureFormat.MostBytes ? null : file[..length];
    }

    private static JsonAnswer List(HttpContext http)
    {
        var engine = http.Engine();
        var version = engine.Version;
        return JsonAnswer.Ok(writer =>
        {
            writer.WriteStartObject();
            writer.WriteNumber("version", version);
            writer.WriteStartArray("items");
            foreach (var picture in SponsorPictures.All(engine))
            {
                writer.WriteStartObject();
                WriteFields(writer, engine.Program, picture);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        });
    }

    private static async Task<IResult> PutAsync(HttpContext http, string id, SponsorPictures pictures)
    {
        if (RouteIds.Check(id) is { } badId)
        {
            return badId;
        }

        if (!PictureFormat.MediaTypes.Contains(http.Request.ContentType, StringComparer.OrdinalIgnoreCase))
        {
            return Problems.Result(StatusCodes.Status415UnsupportedMediaType, "unsupportedMediaType", $"Send one of {string.Join(", ", PictureFormat.MediaTypes)}.");
        }

        if (await ReadAsync(http.Request.Body, http.RequestAborted) is not { } file)
        {
            return Problems.Result(StatusCodes.Status413PayloadTooLarge, "tooLarge", Invariant($"A picture has at most {PictureFormat.MostBytes} bytes."));
        }

        var existed = SponsorPictures.UrlOf(http.Engine(), id) is not null;
        var (picture, version, fault) = await pictures.PutAsync(http, id, file);
        return picture is null ? Problems.Faulty(fault!) : new JsonAnswer(existed ? 200 : 201, writer =>
        {
            writer.WriteStartObject();
            WriteFields(writer, http.Engine().Program, picture);
            writer.WriteNumber("version", version);
            writer.WriteEndObject();
        });
    }

    private static async Task<IResult> DeleteAsync(HttpContext http, string id, SponsorPictures pictures) =>
        await pictures.RemoveAsync(http, id) ? Results.NoContent() : Problems.NotFound("unknownPicture", "The sponsor has no picture.");

    private static void WriteFields(Utf8JsonWriter writer, string program, SponsorPicture picture)
    {
        writer.WriteString("id", picture.Sponsor);
        writer.WriteString("url", SponsorPictures.PathOf(program, picture));
        writer.WriteString("type", picture.MediaType);
        writer.WriteNumber("bytes", picture.Bytes);
    }
}

// For the OpenAPI document only: answers are written by hand.

internal sealed record SponsorItem(string Id, string Url, string Type, int Bytes);

internal sealed record SponsorList(long Version, SponsorItem[] Items);

internal sealed record SponsorPictureAnswer(string Id, string Url, string Type, int Bytes, long Version);
