using System.Collections.Concurrent;
using GamifiedLoyalty.Engine.Ports;
using GamifiedLoyalty.Storage.PostgreSql;
using Shouldly;
using Xunit;

namespace GamifiedLoyalty.Storage.Tests.PostgreSql;

public class PostgreSqlStoreTests : CommitStoreCompliance
{
    private readonly ConcurrentQueue<Exception> _faults = new();
    private string _database = "";

    protected virtual long? FoldBytes => null;

    public override async ValueTask InitializeAsync()
    {
        _database = await PostgreSqlDatabase.CreateSchemaAsync();
        await base.InitializeAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        if (_database.Length > 0)
        {
            await base.DisposeAsync();
            _faults.ShouldBeEmpty();
        }
    }

    protected override ICommitStore Open() => PostgreSqlDatabase.Open(_database, FoldBytes, _faults.Enqueue);
}

/// <summary>The same store when every commit begins a fold.</summary>
public sealed class AlwaysFoldingPostgreSqlStoreTests : PostgreSqlStoreTests
{
    protected override long? FoldBytes => 1;
}

public sealed class PostgreSqlAccessStoreTests : AccessStoreCompliance
{
    private PostgreSqlStore? _store;

    protected override IAccessStore Store => _store!;

    public override async ValueTask InitializeAsync()
    {
        _store = PostgreSqlDatabase.Open(await PostgreSqlDatabase.CreateSchemaAsync());
        await _store.MigrateAsync(TestContext.Current.CancellationToken);
    }

    public override ValueTask DisposeAsync() => _store?.DisposeAsync() ?? ValueTask.CompletedTask;
}

public sealed class PostgreSqlPictureStoreTests : PictureStoreCompliance
{
    private PostgreSqlStore? _store;

    protected override IPictureStore Store => _store!;

    public override async ValueTask InitializeAsync()
    {
        _store = PostgreSqlDatabase.Open(await PostgreSqlDatabase.CreateSchemaAsync());
        await _store.MigrateAsync(TestContext.Current.CancellationToken);
    }

    public override ValueTask DisposeAsync() => _store?.DisposeAsync() ?? ValueTask.CompletedTask;
}
