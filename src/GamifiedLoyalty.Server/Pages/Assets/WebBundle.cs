using System.Collections.Frozen;
using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.StaticFiles;

namespace GamifiedLoyalty.Server.Pages.Assets;

/// <summary>
/// The bundled scripts, styles and fonts, embedded in the assembly. Their addresses carry a hash of the whole bundle, so
/// that browsers may keep them for good.
/// </summary>
internal sealed class WebBundle
{
    private const string ResourcePrefix = "web/";
    private readonly FrozenDictionary<string, WebFile> _files;

    /// <summary>Reads the bundle of this assembly.</summary>
    /// <exception cref="InvalidOperationException">The assembly was built without its bundle.</exception>
    public WebBundle()
    {
        _files = ReadAll().ToFrozenDictionary(f => f.Name, StringComparer.Ordinal);
        if (!_files.ContainsKey("app.js") || !_files.ContainsKey("style.css"))
        {
            throw new InvalidOperationException("The server was built without the browser bundle.");
        }

        Version = Convert.ToHexStringLower(HashOf(_files.Values))[..12];
    }

    /// <summary>The hash in addresses.</summary>
    public string Version { get; }

    /// <summary>The address of a file.</summary>
    public string Url(string name) => string.Create(CultureInfo.InvariantCulture, $"/assets/{Version}/{name}");

    /// <summary>A file by name, or null.</summary>
    public WebFile? Find(string name) => _files.GetValueOrDefault(name);

    private static byte[] HashOf(IEnumerable<WebFile> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in files.OrderBy(f => f.Name, StringComparer.Ordinal))
        {
            hash.AppendData(file.Content);
        }

        return hash.GetHashAndReset();
    }

    private static IEnumerable<WebFile> ReadAll()
    {
        var assembly = typeof(WebBundle).Assembly;
        var types = new FileExtensionContentTypeProvider();
        foreach (var resource in assembly.GetManifestResourceNames())
        {
            if (!resource.StartsWith(ResourcePrefix, StringComparison.Ordinal))
            {
                continue;
            }

            using var stream = assembly.GetManifestResourceStream(resource)!;
            var content = new byte[stream.Length];
            stream.ReadExactly(content);
            var type = types.TryGetContentType(resource, out var known) ? known : "application/octet-stream";
            yield return new WebFile(resource[ResourcePrefix.Length..], type, content);
        }
    }
}

/// <summary>A file of the bundle.</summary>
/// <param name="Name">Its name in addresses.</param>
/// <param name="ContentType">Its media type.</param>
/// <param name="Content">Its bytes.</param>
internal sealed record WebFile(string Name, string ContentType, byte[] Content)
{
    /// <summary>The same compressed with Brotli; null where that gains nothing, as with fonts.</summary>
    public byte[]? Compressed { get; } = Compression.Shrink(ContentType, Content);
}
