using GamifiedLoyalty.Storage.Sqlite;

namespace GamifiedLoyalty.Storage.Tests;

/// <summary>A SQLite store in a directory of its own.</summary>
public sealed class SqliteFixture : IAsyncDisposable
{
    private readonly SqliteStoreOptions _options;

    public SqliteFixture(long? backlogBytes = null)
    {
        var options = new SqliteStoreOptions(File);
        _options = options with { BacklogBytes = backlogBytes ?? options.BacklogBytes };
        Store = new SqliteStore(_options);
    }

    public TemporaryDirectory Directory { get; } = new();

    public string File => Directory.File("store.db");

    public SqliteStore Store { get; private set; }

    public async Task ReopenAsync()
    {
        await Store.DisposeAsync();
        Store = new SqliteStore(_options);
    }

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        Directory.Dispose();
    }
}
