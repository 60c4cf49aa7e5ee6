using GamifiedLoyalty.LoadTests.Reports;

namespace GamifiedLoyalty.LoadTests.Growth;

/// <summary>What was measured at one size.</summary>
internal sealed record GrowthRow
{
    /// <summary>What grows.</summary>
    public required string Axis { get; init; }

    /// <summary>The size.</summary>
    public required GrowthSize Size { get; init; }

    /// <summary>One sale a request, right after the start: nearly every one is the first of its employee since then.</summary>
    public required Row Single { get; init; }

    /// <summary>Bulk, right after that.</summary>
    public required Row Bulk { get; init; }

    /// <summary>One sale a request, when every employee has sold since the start.</summary>
    public required Row WarmSingle { get; init; }

    /// <summary>Bulk, then.</summary>
    public required Row WarmBulk { get; init; }

    /// <summary>Reads of the top 100, with few sales meanwhile.</summary>
    public required Row Top { get; init; }

    /// <summary>Reads around somebody, with few sales meanwhile.</summary>
    public required Row AroundMe { get; init; }

    /// <summary>From the start of the process until it says that it is ready, in seconds.</summary>
    public required double ReadySeconds { get; init; }

    /// <summary>From the start of the process until the first read of a board is answered, in seconds.</summary>
    public required double FirstReadSeconds { get; init; }

    /// <summary>Resident memory then, in MB.</summary>
    public required double MegabytesAtStart { get; init; }

    /// <summary>From the start of the process until every board of every program was read once, in seconds.</summary>
    public required double AllBoardsSeconds { get; init; }

    /// <summary>Resident memory after the works, in MB.</summary>
    public required double MegabytesAfter { get; init; }

    /// <summary>The data on the disk after the works, in MB.</summary>
    public required double DataMegabytes { get; init; }
}
