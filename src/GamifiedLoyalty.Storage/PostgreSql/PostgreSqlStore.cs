using System.Collections.Concurrent;
using GamifiedLoyalty.Engine.Ports;
using GamifiedLoyalty.Storage.PostgreSql.Commits;
using GamifiedLoyalty.Storage.PostgreSql.Folding;
using GamifiedLoyalty.Storage.PostgreSql.Following;
using static GamifiedLoyalty.Storage.PostgreSql.Binding;

namespace GamifiedLoyalty.Storage.PostgreSql;

/// <summary>
/// Everything durable in a PostgreSQL database that any number of nodes share. The heads of the programs arbitrate: a
/// commit is one statement that the server has whole before it runs, so no node holds a lock while another waits for
/// it. Safe for concurrent use.
/// </summary>
public sealed partial class PostgreSqlStore : ICommitStore, IAccessStore, ISharedKeys, IStoreSnapshots
{
    private readonly PostgreSqlStoreOptions _options;
    private readonly TimeProvider _time;
    private readonly string _node = Guid.NewGuid().ToString("N");
    private readonly Connections _connections;
    private readonly CommitLines _lines = new();
    private readonly ConcurrentDictionary<int, OwnerOverlay> _overlays = new();
    private readonly Folder _folder;
    private readonly Notifier _notifier;
    private readonly Lock _lock = new();
    private Action<string>? _committedElsewhere;
    private Listener? _listener;
    private bool _closed;

    /// <summary>Prepares a store; the first call connects.</summary>
    /// <param name="options">How it is set up.</param>
    /// <param name="time">The clock for pauses between tries; the machine's when null.</param>
    /// <exception cref="ArgumentException">The options cannot be used.</exception>
    public PostgreSqlStore(PostgreSqlStoreOptions options, TimeProvider? time = null)
        : this(Checked(options), time ?? TimeProvider.System, connections: null)
    {
    }

    private PostgreSqlStore(PostgreSqlStoreOptions options, TimeProvider time, Connections? connections)
    {
        _options = options;
        _time = time;
        _connections = connections ?? new Connections(options, time);
        _folder = new Folder(_connections, options);
        _notifier = new Notifier(_connections, _node, _time, options.OnFault);
    }

    /// <summary>Where the database is, for tests.</summary>
    internal string ConnectionString => _connections.ConnectionString;

    /// <inheritdoc/>
    public bool IsShared => true;

    /// <inheritdoc/>
    /// <remarks>The first to ask begins to listen.</remarks>
    public event Action<string>? CommittedElsewhere
    {
        add
        {
            lock (_lock)
            {
                _committedElsewhere += value;
                if (!_closed)
                {
                    _listener ??= new Listener(_connections.ConnectionString, _node, _time, p => _committedElsewhere?.Invoke(p), _options.OnFault);
                }
            }
        }

        remove
        {
            lock (_lock)
            {
                _committedElsewhere -= value;
            }
        }
    }

    /// <inheritdoc/>
    public Task MigrateAsync(CancellationToken cancellationToken) => _connections.UseAsync(
        async connection =>
        {
            await SchemaRunner.BuiltIn.MigrateAsync(connection, cancellationToken);
            return true;
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task CommitAsync(Commit commit, CancellationToken cancellationToken)
    {
        CommitChecks.DemandVersions(commit);
        CommitChecks.DemandRange(commit);
        return _lines.RunAsync(commit.Program, () => WriteAsync(commit, cancellationToken));
    }

    /// <inheritdoc/>
    public async Task<ICommitStore> OpenSnapshotAsync(CancellationToken cancellationToken) =>
        new PostgreSqlStore(_options, _time, await _connections.PinAsync(cancellationToken));

    /// <inheritdoc/>
    public Task PingAsync(CancellationToken cancellationToken) =>
        _connections.ListAsync(Statement("SELECT 1"), row => row.GetInt32(0), cancellationToken);

    /// <summary>Ends what goes on beside commits and closes the connections.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_lock)
        {
            if (_closed)
            {
                return;
            }

            _closed = true;
        }

        if (_listener is not null)
        {
            await _listener.DisposeAsync();
        }

        await _notifier.DisposeAsync();
        await _folder.DisposeAsync();
        await _connections.DisposeAsync();
    }

    /// <summary>Folds one portion of a program's changes, for tests; answers whether this node did.</summary>
    internal Task<bool> FoldAsync(int program, CancellationToken cancellationToken) => _folder.FoldAsync(program, cancellationToken);

    private static PostgreSqlStoreOptions Checked(PostgreSqlStoreOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options.Fault() is { } fault ? throw new ArgumentException(fault, nameof(options)) : options;
    }

    private async Task WriteAsync(Commit commit, CancellationToken cancellationToken)
    {
        var program = commit.ExpectedHead == 0 ? await NewNumberAsync(cancellationToken) : commit.ProgramNumber;
        var waiting = await AppendAsync(commit, program, cancellationToken);
        Overlay(program).Committed(commit, folded: waiting[0]);
        _folder.Committed(program, waiting[1]);
        _notifier.Committed(commit.Program);
    }

    /// <summary>Drawn before the commit, because every row of it carries the number; drawing holds no lock.</summary>
    private async Task<int> NewNumberAsync(CancellationToken cancellationToken) => await _connections.ReadAsync(
        Statement("SELECT nextval('program_number')::integer"),
        async reader =>
        {
            await reader.ReadAsync(cancellationToken);
            return reader.GetInt32(0);
        },
        cancellationToken);

    private OwnerOverlay Overlay(int program) => _overlays.GetOrAdd(program, _ => new OwnerOverlay());
}
