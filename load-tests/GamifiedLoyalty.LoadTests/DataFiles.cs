namespace GamifiedLoyalty.LoadTests;

/// <summary>The files of a data directory.</summary>
internal static class DataFiles
{
    private const double BytesPerMegabyte = 1 << 20;

    /// <summary>The size of the files whose names match, in MB.</summary>
    public static double Megabytes(string folder, string pattern) =>
        new DirectoryInfo(folder).EnumerateFiles(pattern, SearchOption.AllDirectories).Sum(LengthOf) / BytesPerMegabyte;

    // A file may go while the folder is listed.
    private static long LengthOf(FileInfo file) => file.Exists ? file.Length : 0;
}
