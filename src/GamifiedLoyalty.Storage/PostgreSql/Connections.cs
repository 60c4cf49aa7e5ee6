using System.Data;
using GamifiedLoyalty.Engine.Ports;
using Npgsql;

namespace GamifiedLoyalty.Storage.PostgreSql;

/// <summary>
/// The pooled connections of a node. Reads are tried again when a connection broke; what writes is sent once. Every failure
/// comes out as an exception of the ports.
/// </summary>
internal sealed class Connections : IAsyncDisposable
{
    private const string BeginSnapshot = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
    private const int ReadTries = 4;
    private const int LeisureSeconds = 900;
    private const int PreparedStatements = 100;

    /// <summary>
    /// Every query here is meant for an index. A plan that was made while a table was small must not go through all of it
    /// later, so plans that do are never worth their price.
    /// </summary>
    private const string IndexesOnly = "-c enable_seqscan=off";
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);

    private readonly TimeProvider _time;
    private readonly NpgsqlDataSource _source;
    private readonly PinnedSnapshot? _pinned;

    public Connections(PostgreSqlStoreOptions options, TimeProvider time)
    {
        _time = time;
        ConnectionString = Complete(options);
        _source = NpgsqlDataSource.Create(ConnectionString);
    }

    private Connections(Connections pool, PinnedSnapshot pinned)
    {
        (_time, _source, ConnectionString, _pinned) = (pool._time, pool._source, pool.ConnectionString, pinned);
    }

    /// <summary>Where the database is, with the password.</summary>
    public string ConnectionString { get; }

    /// <summary>Reads what one statement answers.</summary>
    public Task<T> ReadAsync<T>(NpgsqlBatchCommand statement, Func<NpgsqlDataReader, Task<T>> read, CancellationToken cancellationToken) =>
        RunAsync([statement], read, ReadTries, cancellationToken);

    /// <summary>Reads the answers of several statements in one snapshot and one round trip; the reader stands at the first answer.</summary>
    public Task<T> ReadSnapshotAsync<T>(
        IReadOnlyList<NpgsqlBatchCommand> statements, Func<NpgsqlDataReader, Task<T>> read, CancellationToken cancellationToken) =>
        RunAsync(
            _pinned is null ? [new NpgsqlBatchCommand(BeginSnapshot), .. statements, new NpgsqlBatchCommand("COMMIT")] : statements,
            read, ReadTries, cancellationToken);

    /// <summary>Works in one snapshot over several round trips; it only reads, and so holds nothing that others wait for.</summary>
    public Task<T> ReadTogetherAsync<T>(Func<NpgsqlConnection, Task<T>> read, CancellationToken cancellationToken) => UseAsync(
        async connection =>
        {
            await using var transaction = _pinned is null
                ? await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken)
                : null;
            return await read(connection);
        },
        cancellationToken);

    /// <summary>Takes a connection out of the pool on which everything is read in the snapshot of now.</summary>
    public async Task<Connections> PinAsync(CancellationToken cancellationToken) =>
        new(this, new PinnedSnapshot(await UseNewAsync(BeginSnapshot, cancellationToken)));

    /// <summary>Like <see cref="ReadSnapshotAsync"/>, but once: what is read is handed on as it comes.</summary>
    public Task<T> StreamSnapshotAsync<T>(
        IReadOnlyList<NpgsqlBatchCommand> statements, Func<NpgsqlDataReader, Task<T>> read, CancellationToken cancellationToken)
    {
        var began = false;
        return ReadSnapshotAsync(
            statements,
            reader =>
            {
                if (began)
                {
                    throw new StoreUnavailableException("The connection broke while rows were read.");
                }

                began = true;
                return read(reader);
            },
            cancellationToken);
    }

    /// <summary>Runs a statement that writes; tried again only while no connection can be had.</summary>
    public Task<T> WriteAsync<T>(NpgsqlBatchCommand statement, Func<NpgsqlDataReader, Task<T>> read, CancellationToken cancellationToken) =>
        RunAsync([statement], read, tries: 1, cancellationToken);

    /// <summary>Runs a statement that writes; answers how many rows it changed.</summary>
    public Task<int> WriteAsync(NpgsqlBatchCommand statement, CancellationToken cancellationToken) =>
        WriteAsync(statement, reader => Task.FromResult(reader.RecordsAffected), cancellationToken);

    /// <summary>Runs a statement that writes and for which nobody waits, so that it may take long.</summary>
    public Task WriteAtLeisureAsync(NpgsqlBatchCommand statement, CancellationToken cancellationToken) => UseAsync(
        async connection =>
        {
            await using var batch = new NpgsqlBatch(connection) { BatchCommands = { statement }, Timeout = LeisureSeconds };
            return await batch.ExecuteNonQueryAsync(cancellationToken);
        },
        cancellationToken);

    /// <summary>Works on a connection of its own, translating failures.</summary>
    public async Task<T> UseAsync<T>(Func<NpgsqlConnection, Task<T>> work, CancellationToken cancellationToken)
    {
        try
        {
            await using var rented = await RentAsync(cancellationToken);
            return await work(rented.Connection);
        }
        catch (Exception error) when (PostgreSqlErrors.IsKnown(error, cancellationToken))
        {
            throw Translate(error);
        }
    }

    public ValueTask DisposeAsync() => _pinned?.DisposeAsync() ?? _source.DisposeAsync();

    /// <summary>The connection string with what the store relies on.</summary>
    private static string Complete(PostgreSqlStoreOptions options)
    {
        var given = new NpgsqlConnectionStringBuilder(options.ConnectionString);
        var builder = new NpgsqlConnectionStringBuilder
        {
            ApplicationName = "GamifiedLoyalty",
            MaxPoolSize = options.MaxConnections,
            Timeout = options.ConnectTimeoutSeconds,
            CommandTimeout = options.StatementTimeoutSeconds,
        };
        foreach (var key in given.Keys)
        {
            builder[key] = given[key];
        }

        // Statements are the same few for good; nothing that a user of a connection leaves behind has to be cleaned up.
        builder.MaxAutoPrepare = PreparedStatements;
        builder.AutoPrepareMinUsages = 2;
        builder.NoResetOnClose = true;
        builder.Options = string.IsNullOrEmpty(given.Options) ? IndexesOnly : given.Options + " " + IndexesOnly;
        return builder.ToString();
    }

    private async Task<T> RunAsync<T>(
        IReadOnlyList<NpgsqlBatchCommand> statements, Func<NpgsqlDataReader, Task<T>> read, int tries, CancellationToken cancellationToken)
    {
        for (var pause = FirstPause; ; pause *= 2, tries--)
        {
            try
            {
                await using var rented = await RentAsync(cancellationToken);
                await using var batch = new NpgsqlBatch(rented.Connection);
                foreach (var statement in statements)
                {
                    batch.BatchCommands.Add(statement);
                }

                await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
                return await read(reader);
            }
            catch (Exception error) when (PostgreSqlErrors.IsConnectionLost(error) && tries > 1 && _pinned is null)
            {
                _source.Clear();
                statements = [.. statements.Select(Binding.Copy)];
                await Task.Delay(pause, _time, cancellationToken);
            }
            catch (Exception error) when (PostgreSqlErrors.IsKnown(error, cancellationToken))
            {
                throw Translate(error);
            }
        }
    }

    private async ValueTask<RentedConnection> RentAsync(CancellationToken cancellationToken) =>
        _pinned is null ? new RentedConnection(await OpenAsync(cancellationToken), null) : await _pinned.RentAsync(cancellationToken);

    /// <summary>A connection that stays out of the pool, after a statement.</summary>
    private async Task<NpgsqlConnection> UseNewAsync(string statement, CancellationToken cancellationToken)
    {
        var connection = await OpenAsync(cancellationToken);
        try
        {
            await using var begin = new NpgsqlCommand(statement + "; SELECT 1", connection);
            await begin.ExecuteNonQueryAsync(cancellationToken);
            return connection;
        }
        catch (Exception error) when (PostgreSqlErrors.IsKnown(error, cancellationToken))
        {
            await connection.DisposeAsync();
            throw Translate(error);
        }
    }

    /// <summary>Nothing is sent before there is a connection, so waiting for one does no harm to writes either.</summary>
    private async Task<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken)
    {
        for (var (pause, tries) = (FirstPause, ReadTries); ; pause *= 2, tries--)
        {
            try
            {
                return await _source.OpenConnectionAsync(cancellationToken);
            }
            catch (Exception error) when (PostgreSqlErrors.IsConnectionLost(error) && tries > 1)
            {
                await Task.Delay(pause, _time, cancellationToken);
            }
            catch (Exception error) when (PostgreSqlErrors.IsKnown(error, cancellationToken))
            {
                throw PostgreSqlErrors.Translate(error);
            }
        }
    }

    private Exception Translate(Exception error)
    {
        if (PostgreSqlErrors.IsConnectionLost(error))
        {
            // The connections that lie ready are most likely broken as well, and each would fail one more call.
            _source.Clear();
        }

        return PostgreSqlErrors.Translate(error);
    }
}
