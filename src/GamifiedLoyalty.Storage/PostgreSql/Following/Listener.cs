using Npgsql;

namespace GamifiedLoyalty.Storage.PostgreSql.Following;

/// <summary>
/// Listens to what other nodes tell, on a connection of its own outside of the pool. When it breaks, it is opened again,
/// later each time up to <see cref="LongestPause"/>; what was told meanwhile is lost, which is why it is only a hint.
/// </summary>
internal sealed class Listener : IAsyncDisposable
{
    /// <summary>A connection on which nothing comes is asked whether it lives; the network may lose it without a word.</summary>
    private const int KeepAliveSeconds = 15;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    private readonly string _connectionString;
    private readonly string _node;
    private readonly TimeProvider _time;
    private readonly Action<string> _onNotice;
    private readonly Action<Exception>? _onFault;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _loop;
    private TimeSpan _pause = FirstPause;

    /// <summary>Begins to listen.</summary>
    /// <param name="connectionString">Where the database is.</param>
    /// <param name="node">This node, whose own notices are passed over.</param>
    /// <param name="time">The clock.</param>
    /// <param name="onNotice">Told the slug of a program to which another node has committed, or <see cref="Notifier.Revocation"/>.</param>
    /// <param name="onFault">Told why the connection broke.</param>
    public Listener(string connectionString, string node, TimeProvider time, Action<string> onNotice, Action<Exception>? onFault)
    {
        (_node, _time, _onNotice, _onFault) = (node, time, onNotice, onFault);
        _connectionString = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false, KeepAlive = KeepAliveSeconds }.ToString();
        _loop = Task.Run(RunAsync);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _loop;
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await ListenAsync();
            }
            catch (Exception) when (_stop.IsCancellationRequested)
            {
                // The end.
            }
            catch (Exception error)
            {
                _onFault?.Invoke(error);
                await PauseAsync();
            }
        }
    }

    private async Task ListenAsync()
    {
        await using var connection = new NpgsqlConnection(_connectionString);
        connection.Notification += (_, notice) => Take(notice.Payload);
        await connection.OpenAsync(_stop.Token);
        await using (var command = new NpgsqlCommand("LISTEN " + Notifier.Channel, connection))
        {
            await command.ExecuteNonQueryAsync(_stop.Token);
        }

        _pause = FirstPause;
        while (true)
        {
            await connection.WaitAsync(_stop.Token);
        }
    }

    private void Take(string notice)
    {
        var space = notice.IndexOf(' ', StringComparison.Ordinal);
        if (space <= 0 || notice.AsSpan(0, space).SequenceEqual(_node))
        {
            return;
        }

        try
        {
            _onNotice(notice[(space + 1)..]);
        }
        catch (Exception error)
        {
            // Whoever fails at being told does not end the telling.
            _onFault?.Invoke(error);
        }
    }

    private async Task PauseAsync()
    {
        try
        {
            await Task.Delay(_pause, _time, _stop.Token);
        }
        catch (OperationCanceledException)
        {
            // The end.
        }

        _pause = _pause * 2 < LongestPause ? _pause * 2 : LongestPause;
    }
}
