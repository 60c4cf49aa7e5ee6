using System.IO.Compression;

namespace GamifiedLoyalty.Server.Pages.Assets;

/// <summary>Compresses text files once, at start.</summary>
internal static class Compression
{
    /// <summary>The content compressed with Brotli; null for types that are compressed already.</summary>
    public static byte[]? Shrink(string contentType, byte[] content)
    {
        var isText = contentType.StartsWith("text/", StringComparison.Ordinal) || contentType.Contains("javascript", StringComparison.Ordinal);
        if (!isText)
        {
            return null;
        }

        using var buffer = new MemoryStream();
        using (var brotli = new BrotliStream(buffer, CompressionLevel.Optimal, leaveOpen: true))
        {
            brotli.Write(content);
        }

        return buffer.ToArray();
    }
}
