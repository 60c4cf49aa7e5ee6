using System.Security.Cryptography;
using System.Text.Json;
using GamifiedLoyalty.Domain;
using GamifiedLoyalty.Engine.Ports;
using GamifiedLoyalty.Engine.Programs;
using GamifiedLoyalty.Server.Security;

namespace GamifiedLoyalty.Server.Api.Sponsors;

/// <summary>
/// The pictures of a program's sponsors, for the API and the managers' page alike. A document says which picture a sponsor
/// has, so that every node and every screen learns of a change in the order of the log; the bytes lie beside it.
/// </summary>
internal sealed class SponsorPictures(IPictureStore store, AuditTrail audit)
{
    /// <summary>The kind of document that says which picture a sponsor has.</summary>
    public const string DocumentKind = "sponsor";

    /// <summary>The sponsors of a program that have a picture, by id.</summary>
    public static IReadOnlyList<SponsorPicture> All(ProgramEngine engine) =>
        [.. engine.FindDocuments(DocumentKind).OrderBy(d => d.Id, StringComparer.Ordinal).Select(Read).OfType<SponsorPicture>()];

    /// <summary>The path of a sponsor's picture; null when there is no such sponsor or it has none.</summary>
    public static string? UrlOf(ProgramEngine engine, string? sponsor) =>
        sponsor is not null && Find(engine, sponsor) is { } picture ? PathOf(engine.Program, picture) : null;

    /// <summary>The path of a picture. It carries the hash, so that whoever has it may keep it for good.</summary>
    public static string PathOf(string program, SponsorPicture picture) => $"/p/{program}/sponsors/{picture.Sponsor}/{picture.Hash}";

    /// <summary>The version of the newest change of a sponsor's picture; 0 before the first.</summary>
    public static long Version(ProgramEngine engine) => engine.NewestDocument(DocumentKind);

    /// <summary>Gives a sponsor a picture, in place of the one it has.</summary>
    /// <returns>The picture with the version that set it, or why the file is none.</returns>
    public async Task<(SponsorPicture? Picture, long Version, Fault? Fault)> PutAsync(HttpContext http, string sponsor, byte[] file)
    {
        if (PictureFormat.Of(file) is not { } mediaType)
        {
            return (null, 0, new Fault("badPicture", "The file is no PNG, JPEG or WebP picture."));
        }

        var engine = http.Engine();
        var hash = SHA256.HashData(file);
        var picture = new SponsorPicture(sponsor, Convert.ToHexStringLower(hash), mediaType, file.Length);
        var stored = new StoredPicture(hash, mediaType, file);

        // The bytes are there before anything names them; once more afterwards, because somebody may have cleared away meanwhile.
        await store.PutPictureAsync(engine.Program, sponsor, stored, http.RequestAborted);
        var version = await engine.PutDocumentAsync(DocumentKind, sponsor, Write(picture), http.Caller().Actor, http.RequestAborted);
        await store.PutPictureAsync(engine.Program, sponsor, stored, CancellationToken.None);
        await ClearAsync(engine, sponsor);
        await audit.AddAsync(http, engine.Program, "sponsor.picture", $"sponsor:{sponsor}");
        return (picture, version, null);
    }

    /// <summary>Takes a sponsor's picture away; false when it has none.</summary>
    public async Task<bool> RemoveAsync(HttpContext http, string sponsor)
    {
        var engine = http.Engine();
        if (UrlOf(engine, sponsor) is null)
        {
            return false;
        }

        // The document stays, without a picture, so that its version tells screens of the change.
        await engine.PutDocumentAsync(DocumentKind, sponsor, "{}"u8.ToArray(), http.Caller().Actor, http.RequestAborted);
        await ClearAsync(engine, sponsor);
        await audit.AddAsync(http, engine.Program, "sponsor.pictureRemoved", $"sponsor:{sponsor}");
        return true;
    }

    /// <summary>The bytes of a picture; null when the sponsor has another one, or none.</summary>
    public async Task<StoredPicture?> FindAsync(ProgramEngine engine, string sponsor, string hash, CancellationToken cancellationToken) =>
        Find(engine, sponsor)?.Hash == hash
            ? await store.FindPictureAsync(engine.Program, sponsor, Convert.FromHexString(hash), cancellationToken)
            : null;

    private Task<int> ClearAsync(ProgramEngine engine, string sponsor) =>
        store.DeletePicturesAsync(engine.Program, sponsor, Convert.FromHexString(Find(engine, sponsor)?.Hash ?? ""), CancellationToken.None);

    private static SponsorPicture? Find(ProgramEngine engine, string sponsor) =>
        engine.FindDocument(DocumentKind, sponsor) is { } document ? Read(document) : null;

    private static byte[] Write(SponsorPicture picture) =>
        JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, object>(StringComparer.Ordinal) { ["picture"] = picture.Hash, ["type"] = picture.MediaType, ["bytes"] = picture.Bytes });

    private static SponsorPicture? Read(StoredDocument document)
    {
        using var json = JsonDocument.Parse(document.Body ?? "{}"u8.ToArray());
        return json.RootElement.TryGetProperty("picture", out var hash)
            ? new(document.Id, hash.GetString()!, json.RootElement.GetProperty("type").GetString()!, json.RootElement.GetProperty("bytes").GetInt32())
            : null;
    }
}

/// <summary>Which picture a sponsor has.</summary>
/// <param name="Sponsor">The sponsor's id.</param>
/// <param name="Hash">SHA-256 of the file, in small hexadecimal digits.</param>
/// <param name="MediaType">Such as <c>image/png</c>.</param>
/// <param name="Bytes">The size of the file.</param>
internal sealed record SponsorPicture(string Sponsor, string Hash, string MediaType, int Bytes);
