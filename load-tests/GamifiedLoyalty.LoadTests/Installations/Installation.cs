using GamifiedLoyalty.LoadTests.Reports;
using GamifiedLoyalty.LoadTests.Works;

namespace GamifiedLoyalty.LoadTests.Installations;

/// <summary>What is measured: nodes that serve the same programs, and what they keep them in.</summary>
internal abstract class Installation : IAsyncDisposable
{
    /// <summary>Where the nodes listen; never none.</summary>
    public abstract IReadOnlyList<Uri> Nodes { get; }

    /// <summary>Their admin key.</summary>
    public abstract string Key { get; }

    /// <summary>Measures what its processes use.</summary>
    public abstract UsageMeter Meter { get; }

    /// <summary>Counts the rows that its database writes; null when it has none.</summary>
    public virtual WrittenRows? Written => null;

    /// <summary>Starts what the options ask for, in a folder.</summary>
    public static async Task<Installation> StartAsync(Options options, string folder, CancellationToken cancellationToken)
    {
        if (options.Url is { } url)
        {
            return new ForeignServer(url, options.Key!);
        }

        return options.Setup.Store == Setup.PostgreSql
            ? await LocalCluster.StartAsync(options.Setup, Path.Combine(folder, "cluster"), cancellationToken)
            : await EmbeddedServer.StartAsync(Path.Combine(folder, "data"), cancellationToken);
    }

    /// <summary>Measures the machine's own limits of what it keeps everything in.</summary>
    public abstract Task MeasureLimitsAsync(WorkContext context, string folder);

    /// <summary>Stops the nodes and lets the server's own command verify what they left; null when that is not ours to do.</summary>
    public abstract Task<Check?> VerifyAsync(WorkContext context);

    public abstract ValueTask DisposeAsync();
}
