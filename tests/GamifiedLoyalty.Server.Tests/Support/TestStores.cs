using System.Collections.Concurrent;
using System.Globalization;
using GamifiedLoyalty.Engine.Ports;
using GamifiedLoyalty.Storage.PostgreSql;
using GamifiedLoyalty.Storage.Sqlite;
using GamifiedLoyalty.Testing.Services;
using Microsoft.Extensions.DependencyInjection;

namespace GamifiedLoyalty.Server.Tests.Support;

/// <summary>
/// What test servers keep their data in: files and memory of their own, or, with <c>TEST_STORES=shared</c> in the environment,
/// PostgreSQL and Redis, so that everything is tested on both.
/// </summary>
internal static class TestStores
{
    private static readonly ConcurrentDictionary<string, Lazy<Task<string[]>>> OfFolders = new(StringComparer.Ordinal);
    private static int _databases;

    /// <summary>Whether it is PostgreSQL and Redis.</summary>
    public static bool AreShared { get; } = Environment.GetEnvironmentVariable("TEST_STORES") == "shared";

    /// <summary>Settings for a server with a data directory; the same for the same directory.</summary>
    public static Task<string[]> SettingsAsync(string folder) =>
        AreShared ? OfFolders.GetOrAdd(folder, _ => new Lazy<Task<string[]>>(MakeAsync)).Value : Task.FromResult<string[]>([]);

    /// <summary>The store that a server with these settings opens.</summary>
    public static ICommitStore Open(IServiceProvider services) =>
        AreShared ? services.GetRequiredService<PostgreSqlStore>() : services.GetRequiredService<SqliteStore>();

    private static async Task<string[]> MakeAsync()
    {
        var database = await (await PostgreSqlServer.SharedAsync()).CreateSchemaAsync();
        var redis = await RedisServer.SharedAsync();
        var number = Interlocked.Increment(ref _databases);
        return
        [
            "--Storage:Provider=postgresql", $"--Storage:ConnectionString={database}", "--Storage:MaxConnections=20", "--Boards:Provider=redis",
            string.Create(CultureInfo.InvariantCulture, $"--Boards:ConnectionString={redis.ConnectionString},defaultDatabase={number}"),
        ];
    }
}
