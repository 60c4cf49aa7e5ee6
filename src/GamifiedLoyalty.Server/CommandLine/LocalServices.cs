using GamifiedLoyalty.Engine.Ports;
using GamifiedLoyalty.Engine.Programs;
using GamifiedLoyalty.Server.Hosting;
using GamifiedLoyalty.Storage;

namespace GamifiedLoyalty.Server.CommandLine;

/// <summary>The store and engine of a data directory in this process, without listening; alone on the directory.</summary>
internal sealed class LocalServices : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly IDisposable _alone;

    private LocalServices(WebApplication app, IDisposable alone)
    {
        _app = app;
        _alone = alone;
    }

    /// <summary>The store.</summary>
    public ICommitStore Store => _app.Services.GetRequiredService<ICommitStore>();

    /// <summary>The programs.</summary>
    public ProgramHost Host => _app.Services.GetRequiredService<ProgramHost>();

    /// <summary>Takes the data directory and brings its schema up to date.</summary>
    /// <exception cref="CommandException">Another process has the directory.</exception>
    public static async Task<LocalServices> OpenAsync(string[] configuration, CancellationToken cancellationToken)
    {
        var app = BuildQuietly(configuration);
        var alone = default(IDisposable);
        try
        {
            alone = DataDirectoryLock.Acquire(DataDirectory.Of(app));
            await app.Services.GetRequiredService<ICommitStore>().MigrateAsync(cancellationToken);
            return new LocalServices(app, alone);
        }
        catch
        {
            await app.DisposeAsync();
            alone?.Dispose();
            throw;
        }
    }

    /// <summary>The server's services without its log on the terminal.</summary>
    public static WebApplication BuildQuietly(string[] configuration) =>
        ServerApp.Build(configuration, builder => builder.Logging.ClearProviders().AddConsole().SetMinimumLevel(LogLevel.Error));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _alone.Dispose();
    }
}
