namespace GamifiedLoyalty.LoadTests.Soak;

/// <summary>What the command line of <c>soak</c> asks for.</summary>
internal sealed record SoakOptions
{
    /// <summary>Files, and how many members there are.</summary>
    public required Options Common { get; init; }

    /// <summary>How many rows the table gets.</summary>
    public required int Minutes { get; init; }

    /// <summary>Seconds of each row: a minute, or less for a trial.</summary>
    public required int RowSeconds { get; init; }

    /// <summary>Sales a second of the large program.</summary>
    public required int SalesRate { get; init; }

    /// <summary>Sales a second of the watched program.</summary>
    public required int WatchedRate { get; init; }

    /// <summary>Reads of the top 100 a second.</summary>
    public required int ReadRate { get; init; }

    /// <summary>Connected viewers.</summary>
    public required int Watchers { get; init; }

    /// <summary>From the first row's start to the last row's end.</summary>
    public TimeSpan Duration => TimeSpan.FromSeconds((double)Minutes * RowSeconds);
}
