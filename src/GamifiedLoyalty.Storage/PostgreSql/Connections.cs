using GamifiedLoyalty.Engine.Ports;
using Npgsql;

namespace GamifiedLoyalty.Storage.PostgreSql;

/// <summary>
/// The pooled connections of a node. Reads are tried again when a connection broke; what writes is sent once. Every failure
/// comes out as an exception of the ports.
/// </summary>
internal sealed class Connections : IAsyncDisposable
{
    private const int ReadTries = 4;
    private const int PreparedStatements = 100;

    /// <summary>
    /// Every query here is meant for an index. A plan that was made while a table was small must not go through all of it
    /// later, so plans that do are never worth their price.
    /// </summary>
    private const string IndexesOnly = "-c enable_seqscan=off";
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);

    private readonly TimeProvider _time;
    private readonly NpgsqlDataSource _source;

    public Connections(PostgreSqlStoreOptions options, TimeProvider time)
    {
        _time = time;
        ConnectionString = Complete(options);
        _source = NpgsqlDataSource.Create(ConnectionString);
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
            [new NpgsqlBatchCommand("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"), .. statements, new NpgsqlBatchCommand("COMMIT")],
            read, ReadTries, cancellationToken);

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

    /// <summary>Works on a connection of its own, translating failures.</summary>
    public async Task<T> UseAsync<T>(Func<NpgsqlConnection, Task<T>> work, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await OpenAsync(cancellationToken);
            return await work(connection);
        }
        catch (Exception error) when (PostgreSqlErrors.IsKnown(error, cancellationToken))
        {
            throw Translate(error);
        }
    }

    public ValueTask DisposeAsync() => _source.DisposeAsync();

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
                await using var connection = await OpenAsync(cancellationToken);
                await using var batch = new NpgsqlBatch(connection);
                foreach (var statement in statements)
                {
                    batch.BatchCommands.Add(statement);
                }

                await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
                return await read(reader);
            }
            catch (Exception error) when (PostgreSqlErrors.IsConnectionLost(error) && tries > 1)
            {
                _source.Clear();
                await Task.Delay(pause, _time, cancellationToken);
            }
            catch (Exception error) when (PostgreSqlErrors.IsKnown(error, cancellationToken))
            {
                throw Translate(error);
            }
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
