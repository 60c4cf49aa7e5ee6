namespace GamifiedLoyalty.Domain;

/// <summary>Files inside this assembly.</summary>
internal static class EmbeddedFiles
{
    /// <summary>The bytes of a file.</summary>
    public static byte[] Read(string name)
    {
        using var stream = typeof(EmbeddedFiles).Assembly.GetManifestResourceStream(name)!;
        var document = new byte[stream.Length];
        stream.ReadExactly(document);
        return document;
    }
}
