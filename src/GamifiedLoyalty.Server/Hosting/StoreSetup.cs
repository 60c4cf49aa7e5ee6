using GamifiedLoyalty.Engine.Ports;
using GamifiedLoyalty.Storage;
using GamifiedLoyalty.Storage.PostgreSql;
using GamifiedLoyalty.Storage.Sqlite;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace GamifiedLoyalty.Server.Hosting;

/// <summary>Which store the server keeps everything in.</summary>
internal static class StoreSetup
{
    /// <summary>A file in the data directory, which belongs to one process.</summary>
    public const string Sqlite = "sqlite";

    /// <summary>A database that any number of nodes share.</summary>
    public const string PostgreSql = "postgresql";

    /// <summary>Whether the configuration names the shared database.</summary>
    public static bool IsPostgreSql(this IConfiguration configuration) =>
        string.Equals(configuration["Storage:Provider"], PostgreSql, StringComparison.Ordinal);

    /// <summary>Adds the store that the configuration names, with the keys that seal cookies.</summary>
    public static void AddStorage(this IServiceCollection services, IConfiguration configuration)
    {
        if (configuration.IsPostgreSql())
        {
            services.TryAddSingleton(OpenPostgreSql);
            services.TryAddSingleton<ISharedKeys>(provider => provider.GetRequiredService<PostgreSqlStore>());
            AddPorts<PostgreSqlStore>(services);
            services.AddOptions<KeyManagementOptions>().Configure<ISharedKeys>((keys, shared) => keys.XmlRepository = new SharedKeyRepository(shared));
            return;
        }

        services.TryAddSingleton(OpenSqlite);
        services.TryAddSingleton<IStoreBackup>(provider => provider.GetRequiredService<SqliteStore>());
        AddPorts<SqliteStore>(services);
        services.AddOptions<KeyManagementOptions>().Configure<IOptions<DataOptions>, ILoggerFactory>(KeepKeys);
    }

    /// <summary>The data directory's full path.</summary>
    public static string DataDirectory(IOptions<DataOptions> data) => Path.GetFullPath(data.Value.Directory);

    private static void AddPorts<TStore>(IServiceCollection services)
        where TStore : class, ICommitStore, IAccessStore, IPictureStore
    {
        services.TryAddSingleton<ICommitStore>(provider => provider.GetRequiredService<TStore>());
        services.TryAddSingleton<IAccessStore>(provider => provider.GetRequiredService<TStore>());
        services.TryAddSingleton<IPictureStore>(provider => provider.GetRequiredService<TStore>());
    }

    private static SqliteStore OpenSqlite(IServiceProvider provider)
    {
        var directory = DataDirectory(provider.GetRequiredService<IOptions<DataOptions>>());
        PrivateFiles.CreateDirectory(directory);
        return new SqliteStore(new SqliteStoreOptions(Path.Combine(directory, "loyalty.db")));
    }

    private static PostgreSqlStore OpenPostgreSql(IServiceProvider provider)
    {
        var logger = provider.GetRequiredService<ILogger<PostgreSqlStore>>();
        var options = provider.GetRequiredService<IOptions<StorageOptions>>().Value;
        return new PostgreSqlStore(new PostgreSqlStoreOptions(options.ConnectionString ?? "")
        {
            MaxConnections = options.MaxConnections,
            OnFault = error => logger.LogWarning(error, "Work beside the store's commits failed; it is tried again."),
        });
    }

    private static void KeepKeys(KeyManagementOptions keys, IOptions<DataOptions> data, ILoggerFactory logging) =>
        keys.XmlRepository = new FileSystemXmlRepository(PrivateFiles.CreateDirectory(Path.Combine(DataDirectory(data), "keys")), logging);
}
