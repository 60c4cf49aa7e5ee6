using GamifiedLoyalty.Storage.PostgreSql;
using GamifiedLoyalty.Testing.Services;
using Xunit;

namespace GamifiedLoyalty.Storage.Tests.PostgreSql;

/// <summary>A database for a test; without PostgreSQL the test is skipped.</summary>
public static class PostgreSqlDatabase
{
    /// <summary>Tables of its own in a database that other tests use as well.</summary>
    public static async Task<string> CreateSchemaAsync() => await (await ServerAsync(PostgreSqlServer.SharedAsync)).CreateSchemaAsync();

    /// <summary>A database of its own, for tests that look at what belongs to a whole database.</summary>
    public static async Task<string> CreateAsync() => await (await ServerAsync(PostgreSqlServer.SharedAsync)).CreateDatabaseAsync();

    public static async Task<PostgreSqlServer> ServerAsync(Func<Task<PostgreSqlServer>> start)
    {
        var missing = PostgreSqlServer.WhyMissing;
        Assert.SkipWhen(missing is not null, missing ?? "");
        return await start();
    }

    /// <summary>A store on a database; it folds at every commit when asked for few bytes.</summary>
    public static PostgreSqlStore Open(string database, long? foldBytes = null, Action<Exception>? onFault = null)
    {
        // Few connections: many tests run at once, each with stores of its own.
        var options = new PostgreSqlStoreOptions(database) { MaxConnections = 8, OnFault = onFault };
        return new PostgreSqlStore(options with { FoldBytes = foldBytes ?? options.FoldBytes });
    }
}
