using GamifiedLoyalty.Engine.Ports;
using GamifiedLoyalty.Storage.Sqlite;

namespace GamifiedLoyalty.Storage.Tests;

public sealed class SqliteStoreTests : CommitStoreCompliance
{
    private readonly TemporaryDirectory _directory = new();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _directory.Dispose();
    }

    protected override ICommitStore Open() => new SqliteStore(new SqliteStoreOptions(_directory.File("store.db")));

    protected override string NewFile(string name) => _directory.File(name);
}
