using GamifiedLoyalty.LoadTests.Installations;

namespace GamifiedLoyalty.LoadTests;

/// <summary>What the command line asks for.</summary>
internal sealed record Options
{
    /// <summary>Measured seconds of each work, after the warm-up.</summary>
    public required int Seconds { get; init; }

    /// <summary>Seconds before the measuring, in which code is compiled and caches fill.</summary>
    public required int WarmUpSeconds { get; init; }

    /// <summary>The works to run, as letters.</summary>
    public IReadOnlySet<string> Works { get; init; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>Members on the board that is read.</summary>
    public int Members { get; init; } = 100_000;

    /// <summary>Employees that sell in the works that only write.</summary>
    public int Sellers { get; init; } = 10_000;

    /// <summary>Connections of the works with one request at a time.</summary>
    public required int Connections { get; init; }

    /// <summary>Connected viewers.</summary>
    public int Watchers { get; init; } = 1_000;

    /// <summary>Sales a second while viewers watch.</summary>
    public int WatchedRate { get; init; } = 200;

    /// <summary>Sales a second while boards are read.</summary>
    public int ReadRate { get; init; } = 1_000;

    /// <summary>How many times the sustainable rate is offered in the overload.</summary>
    public int OverloadFactor { get; init; } = 2;

    /// <summary>Connections over which it is offered.</summary>
    public int OfferConnections { get; init; } = 8_000;

    /// <summary>Viewers that never read.</summary>
    public int SlowWatchers { get; init; } = 200;

    /// <summary>Where the figures go as JSON; null for nowhere.</summary>
    public string? JsonFile { get; init; }

    /// <summary>What is measured, one after the other; never none.</summary>
    public IReadOnlyList<Setup> Setups { get; init; } = [Setup.All[0]];

    /// <summary>What is measured now.</summary>
    public Setup Setup => Setups[0];

    /// <summary>A server that runs already; null to start one.</summary>
    public Uri? Url { get; init; }

    /// <summary>The key of that server.</summary>
    public string? Key { get; init; }

    /// <summary>In which folder the temporary data directory is made; its disk is what is measured.</summary>
    public required string DataFolder { get; init; }

    /// <summary>Warm-up and measuring together.</summary>
    public TimeSpan WarmUp => TimeSpan.FromSeconds(WarmUpSeconds);

    /// <summary>For how long a limit of the machine is measured.</summary>
    public TimeSpan LimitTime => TimeSpan.FromSeconds(Math.Clamp(Seconds / 2.0, 1, 10));

    /// <summary>The measured time.</summary>
    public TimeSpan Measured => TimeSpan.FromSeconds(Seconds);
}
