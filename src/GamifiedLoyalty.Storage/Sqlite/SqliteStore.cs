using GamifiedLoyalty.Engine.Ports;
using GamifiedLoyalty.Storage.Sqlite.Backlogs;

namespace GamifiedLoyalty.Storage.Sqlite;

/// <summary>
/// Everything durable in one SQLite file, in WAL mode with <c>synchronous=FULL</c>. One thread writes and shares a sync
/// among all that waits; reads run beside it. Safe for concurrent use; a second process that writes the same file is
/// arbitrated by the heads of the programs.
/// </summary>
public sealed partial class SqliteStore : ICommitStore, IAccessStore, IStoreBackup
{
    private readonly SqliteStoreOptions _options;
    private readonly BacklogOverlay _overlay = new();
    private readonly Writer _writer;
    private readonly ReaderPool _readers;

    /// <summary>Prepares a store; the file is opened by the first call, and created by a write such as <see cref="MigrateAsync"/>.</summary>
    public SqliteStore(SqliteStoreOptions options)
    {
        if (options is not { File.Length: > 0, Readers: > 0, QueuedWrites: > 0, CheckpointPages: > 0, BacklogBytes: > 0, BusyTimeoutMilliseconds: >= 0 })
        {
            throw new ArgumentException("The store needs a file and positive numbers.", nameof(options));
        }

        _options = options;
        _writer = new Writer(() => new WriteSession(options, _overlay), options.QueuedWrites);
        _readers = new ReaderPool(() => Database.OpenReader(options.File, options), options.Readers);
    }

    /// <inheritdoc/>
    /// <remarks>Never: the data directory belongs to one process.</remarks>
    public bool IsShared => false;

    /// <inheritdoc/>
    public event Action<string>? CommittedElsewhere
    {
        add { }
        remove { }
    }

    /// <inheritdoc/>
    public async Task MigrateAsync(CancellationToken cancellationToken)
    {
        await _writer.RunAsync(
            session =>
            {
                SchemaRunner.BuiltIn.Migrate(session.Database);
                return true;
            },
            cancellationToken,
            alone: true);

        // Reads of owners are quickest when the writer knows what is left over from the last run.
        await _writer.RunAsync(
            session =>
            {
                session.LoadBacklog();
                return true;
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task CommitAsync(Commit commit, CancellationToken cancellationToken)
    {
        CommitChecks.DemandVersions(commit);
        return _writer.RunAsync(
            session =>
            {
                session.Commits.Write(commit);
                return true;
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task BackupAsync(string file, IProgress<double>? progress, CancellationToken cancellationToken) =>
        Offload(() => SqliteBackup.Write(_options, file, progress, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public async Task RestoreAsync(string file, CancellationToken cancellationToken)
    {
        if (SqliteBackup.IsSame(file, _options.File))
        {
            throw new SchemaException($"'{file}' is the live database and not a backup of it.");
        }

        var staged = _options.File + ".restoring";
        try
        {
            await Offload(() => SqliteBackup.Stage(file, staged, SchemaRunner.BuiltIn), cancellationToken);
            await _writer.RunAsync(
                session =>
                {
                    SqliteBackup.Replace(session.Database, staged);
                    session.ContentReplaced();
                    return true;
                },
                cancellationToken,
                alone: true);
            _readers.Reset();
        }
        finally
        {
            SqliteBackup.DeleteDatabase(staged);
        }
    }

    /// <inheritdoc/>
    public Task PingAsync(CancellationToken cancellationToken) =>
        _readers.ReadAsync(database => database.Scalar("SELECT count(*) FROM schema_migration"), cancellationToken);

    /// <summary>Finishes the writes that wait and closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        // Readers first: the last connection to close empties the write-ahead log, and it should be the writer's.
        _readers.Dispose();
        await _writer.DisposeAsync();
    }

    /// <summary>Puts everything that is committed into its tables.</summary>
    private Task SettleAsync(CancellationToken cancellationToken) => _writer.RunAsync(
        session =>
        {
            session.Settle();
            return true;
        },
        cancellationToken);

    /// <summary>A setting of the connection that writes, for tests and operators: <c>PRAGMA name</c>.</summary>
    internal Task<string?> ReadWriterSettingAsync(string name, CancellationToken cancellationToken) =>
        _writer.RunAsync(session => session.Database.Scalar("PRAGMA " + name), cancellationToken, alone: true);

    private static async Task Offload(Action work, CancellationToken cancellationToken)
    {
        try
        {
            await Task.Factory.StartNew(
                work, cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }
        catch (Exception error) when (error is Microsoft.Data.Sqlite.SqliteException or IOException or UnauthorizedAccessException)
        {
            throw SqliteErrors.Translate(error);
        }
    }
}
