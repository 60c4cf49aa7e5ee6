using Npgsql;

namespace GamifiedLoyalty.Storage.PostgreSql;

/// <summary>A connection with an open transaction that only reads, used by one read at a time.</summary>
internal sealed class PinnedSnapshot(NpgsqlConnection connection) : IAsyncDisposable
{
    private readonly SemaphoreSlim _free = new(1);

    public async ValueTask<RentedConnection> RentAsync(CancellationToken cancellationToken)
    {
        await _free.WaitAsync(cancellationToken);
        return new RentedConnection(connection, _free);
    }

    /// <summary>Ends the transaction with the connection's return to the pool.</summary>
    public async ValueTask DisposeAsync()
    {
        await connection.DisposeAsync();
        _free.Dispose();
    }
}

/// <summary>A connection for as long as it is used: from the pool, or pinned, when it is only let go of.</summary>
internal readonly struct RentedConnection(NpgsqlConnection connection, SemaphoreSlim? free) : IAsyncDisposable
{
    public NpgsqlConnection Connection => connection;

    public ValueTask DisposeAsync()
    {
        if (free is null)
        {
            return connection.DisposeAsync();
        }

        free.Release();
        return ValueTask.CompletedTask;
    }
}
