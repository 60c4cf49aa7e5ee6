namespace GamifiedLoyalty.LoadTests;

/// <summary>What the command line asks for.</summary>
internal sealed record Options
{
    /// <summary>Measured seconds of each work, after the warm-up.</summary>
    public required int Seconds { get; init; }

    /// <summary>Seconds before the measuring, in which code is compiled and caches fill.</summary>
    public required int WarmUpSeconds { get; init; }

    /// <summary>The works to run, as letters.</summary>
    public required IReadOnlySet<string> Works { get; init; }

    /// <summary>Members on the board that is read.</summary>
    public required int Members { get; init; }

    /// <summary>Employees that sell in the works that only write.</summary>
    public required int Sellers { get; init; }

    /// <summary>Connections of the works with one request at a time.</summary>
    public required int Connections { get; init; }

    /// <summary>Connected viewers.</summary>
    public required int Watchers { get; init; }

    /// <summary>Sales a second while viewers watch.</summary>
    public required int WatchedRate { get; init; }

    /// <summary>Sales a second while boards are read.</summary>
    public required int ReadRate { get; init; }

    /// <summary>Where the figures go as JSON; null for nowhere.</summary>
    public string? JsonFile { get; init; }

    /// <summary>A server that runs already; null to start one.</summary>
    public Uri? Url { get; init; }

    /// <summary>The key of that server.</summary>
    public string? Key { get; init; }

    /// <summary>In which folder the temporary data directory is made; its disk is what is measured.</summary>
    public required string DataFolder { get; init; }

    /// <summary>Warm-up and measuring together.</summary>
    public TimeSpan WarmUp => TimeSpan.FromSeconds(WarmUpSeconds);

    /// <summary>The measured time.</summary>
    public TimeSpan Measured => TimeSpan.FromSeconds(Seconds);
}
