using GamifiedLoyalty.Engine.Ports;
using GamifiedLoyalty.Engine.Programs;
using GamifiedLoyalty.Server.Hosting;
using GamifiedLoyalty.Storage;

namespace GamifiedLoyalty.Server.CommandLine;

/// <summary>
/// The store and engine in this process, without listening. An embedded store is taken for it alone; a database server may
/// serve other nodes meanwhile.
/// </summary>
internal sealed class LocalServices : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly IDisposable? _alone;

    private LocalServices(WebApplication app, IDisposable? alone)
    {
        _app = app;
        _alone = alone;
    }

    /// <summary>The store.</summary>
    public ICommitStore Store => _app.Services.GetRequiredService<ICommitStore>();

    /// <summary>What makes copies of the store.</summary>
    public IStoreBackup Copies => DataDirectory.DemandCopies(_app);

    /// <summary>The programs.</summary>
    public ProgramHost Host => _app.Services.GetRequiredService<ProgramHost>();

    /// <summary>Takes the data directory, if the store is there, and brings the schema up to date.</summary>
    /// <exception cref="CommandException">Another process has the directory.</exception>
    public static async Task<LocalServices> OpenAsync(string[] configuration, CancellationToken cancellationToken)
    {
        var app = BuildQuietly(configuration);
        var alone = default(IDisposable);
        try
        {
            alone = app.Configuration.IsPostgreSql() ? null : DataDirectoryLock.Acquire(DataDirectory.Of(app));
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
        _alone?.Dispose();
    }
}
