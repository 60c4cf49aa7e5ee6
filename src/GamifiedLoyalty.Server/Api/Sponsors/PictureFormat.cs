namespace GamifiedLoyalty.Server.Api.Sponsors;

/// <summary>The kinds of pictures that are taken. SVG is none of them: it is a document that can run scripts.</summary>
internal static class PictureFormat
{
    /// <summary>Most bytes of a picture.</summary>
    public const int MostBytes = 512 * 1024;

    /// <summary>The media types.</summary>
    public static IReadOnlyList<string> MediaTypes { get; } = ["image/png", "image/jpeg", "image/webp"];

    /// <summary>The media type of a file by its first bytes, whatever its sender calls it; null when it is no such picture.</summary>
    public static string? Of(ReadOnlySpan<byte> file) =>
        file is [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0d, 0x0a, 0x1a, 0x0a, ..] ? MediaTypes[0]
        : file is [0xff, 0xd8, 0xff, ..] ? MediaTypes[1]
        : file.Length > 12 && file.StartsWith("RIFF"u8) && file[8..].StartsWith("WEBP"u8) ? MediaTypes[2]
        : null;
}
