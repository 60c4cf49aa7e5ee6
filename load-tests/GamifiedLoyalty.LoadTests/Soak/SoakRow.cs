using GamifiedLoyalty.LoadTests.Reports;

namespace GamifiedLoyalty.LoadTests.Soak;

/// <summary>One minute.</summary>
internal sealed record SoakRow
{
    /// <summary>Which, from 1.</summary>
    public required int Minute { get; init; }

    /// <summary>Sales of the large program.</summary>
    public required Row Sales { get; init; }

    /// <summary>Reads.</summary>
    public required Row Reads { get; init; }

    /// <summary>From a sale of the watched program until a viewer was told.</summary>
    public required Row Changes { get; init; }

    /// <summary>The server's share of one processor, from 0; 2 is all of two.</summary>
    public required double Processors { get; init; }

    /// <summary>The server's resident memory at the end of the minute, in MB.</summary>
    public required double Megabytes { get; init; }

    /// <summary>Of it, what is not a mapped file: heaps and stacks.</summary>
    public required double AnonymousMegabytes { get; init; }

    /// <summary>The database on the disk, in MB.</summary>
    public required double DatabaseMegabytes { get; init; }

    /// <summary>Its write-ahead log, in MB.</summary>
    public required double LogMegabytes { get; init; }

    /// <summary>Written to the disk in the minute, in MB.</summary>
    public required double WrittenMegabytes { get; init; }
}
