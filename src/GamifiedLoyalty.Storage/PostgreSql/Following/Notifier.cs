using System.Collections.Concurrent;
using static GamifiedLoyalty.Storage.PostgreSql.Binding;

namespace GamifiedLoyalty.Storage.PostgreSql.Following;

/// <summary>
/// Tells the other nodes to which programs this one has committed, and that it has revoked something. After the commits and not in them: a transaction that
/// notifies holds a lock of the whole server until it is durable, and commits of different programs would wait for each
/// other. What comes while a notice is under way is told by the next one; a notice that is lost is only a hint less.
/// </summary>
internal sealed class Notifier : IAsyncDisposable
{
    /// <summary>The channel that every node listens to; a notice is a node's id, a space, and a slug or <see cref="Revocation"/>.</summary>
    public const string Channel = "gamifiedloyalty_commit";

    /// <summary>Stands for a revocation; no program has this slug.</summary>
    public const string Revocation = "!revoked";

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    private readonly Connections _connections;
    private readonly string _node;
    private readonly TimeProvider _time;
    private readonly Action<Exception>? _onFault;
    private readonly ConcurrentDictionary<string, bool> _waiting = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _signal = new(0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _loop;

    public Notifier(Connections connections, string node, TimeProvider time, Action<Exception>? onFault)
    {
        (_connections, _node, _time, _onFault) = (connections, node, time, onFault);
        _loop = RunAsync();
    }

    /// <summary>Tells of a program, or of a <see cref="Revocation"/>, soon.</summary>
    public void Tell(string subject)
    {
        if (_waiting.TryAdd(subject, true))
        {
            _signal.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _loop;
        _signal.Dispose();
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await _signal.WaitAsync(_stop.Token);
                while (_signal.Wait(0, _stop.Token))
                {
                    // One notice tells of all that wait.
                }

                await TellAsync();
                await Task.Delay(Pause, _time, _stop.Token);
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                // The end.
            }
            catch (Exception error)
            {
                _onFault?.Invoke(error);
            }
        }
    }

    private async Task TellAsync()
    {
        var notices = new List<string>();
        foreach (var program in _waiting.Keys)
        {
            _waiting.TryRemove(program, out _);
            notices.Add($"{_node} {program}");
        }

        if (notices.Count > 0)
        {
            await _connections.WriteAsync(
                Statement("SELECT pg_notify($1, n) FROM unnest($2) AS n").Bind(Channel).Bind(notices.ToArray()), _stop.Token);
        }
    }
}
