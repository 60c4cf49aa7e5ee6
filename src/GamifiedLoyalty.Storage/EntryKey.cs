namespace GamifiedLoyalty.Storage;

/// <summary>
/// The integer key of append-only rows, <c>program × 2^40 + version</c>: 2^40 versions in each of 2^23 programs. The one
/// place that knows it.
/// </summary>
internal static class EntryKey
{
    private const int VersionBits = 40;
    private const long MaxVersion = (1L << VersionBits) - 1;
    private const int MaxProgram = (1 << (63 - VersionBits)) - 1;

    public static long Of(int program, long version)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(program, MaxProgram);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(version, MaxVersion);
        ArgumentOutOfRangeException.ThrowIfNegative(version);
        return ((long)program << VersionBits) | version;
    }

    /// <summary>The key after which those of a version and later come, whatever number a reader passes.</summary>
    public static long After(int program, long version) => Of(program, Math.Clamp(version, 0, MaxVersion));

    /// <summary>The largest key of a program.</summary>
    public static long Last(int program) => Of(program, MaxVersion);

    public static long Version(long key) => key & MaxVersion;
}
