using GamifiedLoyalty.Engine.Ports;
using GamifiedLoyalty.Storage.Sqlite;

namespace GamifiedLoyalty.Storage.Tests;

public class SqliteStoreTests : CommitStoreCompliance
{
    private readonly TemporaryDirectory _directory = new();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _directory.Dispose();
    }

    protected virtual long BacklogBytes => new SqliteStoreOptions("").BacklogBytes;

    protected override ICommitStore Open() =>
        new SqliteStore(new SqliteStoreOptions(_directory.File("store.db")) { BacklogBytes = BacklogBytes });
}

/// <summary>The same store when every commit begins or continues a fold.</summary>
public sealed class AlwaysFoldingSqliteStoreTests : SqliteStoreTests
{
    protected override long BacklogBytes => 1;
}
