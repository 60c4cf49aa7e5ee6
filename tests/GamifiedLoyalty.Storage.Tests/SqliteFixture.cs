using GamifiedLoyalty.Storage.Sqlite;

namespace GamifiedLoyalty.Storage.Tests;

/// <summary>A SQLite store in a directory of its own.</summary>
public sealed class SqliteFixture : IAsyncDisposable
{
    public SqliteFixture() => Store = new SqliteStore(new SqliteStoreOptions(File));

    public TemporaryDirectory Directory { get; } = new();

    public string File => Directory.File("store.db");

    public SqliteStore Store { get; }

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        Directory.Dispose();
    }
}
