using GamifiedLoyalty.LoadTests.Reports;
using GamifiedLoyalty.LoadTests.Works;

namespace GamifiedLoyalty.LoadTests.Installations;

/// <summary>One server with everything embedded, on a data directory of its own.</summary>
internal sealed class EmbeddedServer : Installation
{
    private readonly ServerProcess _server;
    private readonly string _data;

    private EmbeddedServer(ServerProcess server, string data) =>
        (_server, _data, Nodes, Meter) = (server, data, [server.Url], new UsageMeter { Servers = [server.Id] });

    /// <inheritdoc/>
    public override IReadOnlyList<Uri> Nodes { get; }

    /// <inheritdoc/>
    public override string Key => _server.Key;

    /// <inheritdoc/>
    public override UsageMeter Meter { get; }

    /// <summary>Starts it.</summary>
    public static async Task<EmbeddedServer> StartAsync(string data, CancellationToken cancellationToken) =>
        new(await ServerProcess.StartAsync(data, cancellationToken), data);

    /// <inheritdoc/>
    public override Task MeasureLimitsAsync(WorkContext context, string folder)
    {
        RawLimit.MeasureBoth(context, folder);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override async Task<Check?> VerifyAsync(WorkContext context)
    {
        await _server.StopAsync();
        return await Checks.VerifyAsync(_data, context.Sales, context.Cancellation);
    }

    public override ValueTask DisposeAsync() => _server.DisposeAsync();
}

/// <summary>A server that somebody else runs.</summary>
internal sealed class ForeignServer(Uri url, string key) : Installation
{
    /// <inheritdoc/>
    public override IReadOnlyList<Uri> Nodes { get; } = [url];

    /// <inheritdoc/>
    public override string Key => key;

    /// <inheritdoc/>
    public override UsageMeter Meter { get; } = new();

    /// <inheritdoc/>
    public override Task MeasureLimitsAsync(WorkContext context, string folder)
    {
        RawLimit.MeasureBoth(context, folder);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override Task<Check?> VerifyAsync(WorkContext context) => Task.FromResult<Check?>(null);

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
