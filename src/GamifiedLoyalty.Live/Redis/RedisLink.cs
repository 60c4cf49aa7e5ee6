using System.Diagnostics.CodeAnalysis;
using System.Net.Sockets;
using GamifiedLoyalty.Engine.Ports;
using StackExchange.Redis;

namespace GamifiedLoyalty.Live.Redis;

/// <summary>The connection to Redis: it reconnects by itself, and every command ends in time or fails. Thread-safe.</summary>
internal sealed class RedisLink : IAsyncDisposable
{
    private const int LoadTries = 3;

    private readonly Lock _gate = new();
    private readonly ConfigurationOptions _configuration;
    private readonly TimeSpan _patience;
    private readonly TimeProvider _time;
    private readonly Action<Exception> _onFault;
    private Task<ConnectionMultiplexer>? _connection;
    private volatile bool _isUp = true;

    /// <summary>Makes a link that connects with the first command.</summary>
    /// <param name="connectionString">A configuration of StackExchange.Redis, such as <c>redis1:6379,password=…</c>.</param>
    /// <param name="patience">How long a command may take.</param>
    /// <param name="time">Measures it.</param>
    /// <param name="onFault">Told once when Redis goes away.</param>
    /// <exception cref="ArgumentException">The configuration cannot be understood.</exception>
    public RedisLink(string connectionString, TimeSpan patience, TimeProvider time, Action<Exception> onFault)
    {
        if (!TryParse(connectionString, out var options))
        {
            throw new ArgumentException("The connection string of Redis cannot be understood.", nameof(connectionString));
        }

        options.AbortOnConnectFail = false;
        options.ConnectTimeout = 2_000;
        options.ReconnectRetryPolicy = new LinearRetry(500);
        _configuration = options;
        (_patience, _time, _onFault) = (patience, time, onFault);
    }

    /// <summary>Whether the last command got an answer.</summary>
    public bool IsUp => _isUp;

    /// <summary>Reads a connection string; false when it cannot be understood or names no server.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out ConfigurationOptions? options)
    {
        options = null;
        try
        {
            options = ConfigurationOptions.Parse(text);
        }
        catch (ArgumentException)
        {
            return false;
        }

        return options.EndPoints.Count > 0;
    }

    /// <summary>Runs a script by its hash; one that Redis does not know is loaded.</summary>
    public Task<RedisResult[]> RunAsync(RedisScript script, RedisKey[] keys, RedisValue[] values) => DoAsync(async redis =>
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return (RedisResult[])await redis.ScriptEvaluateAsync(script.Hash, keys, values);
            }
            catch (RedisServerException unknown) when (attempt < LoadTries && unknown.Message.StartsWith("NOSCRIPT", StringComparison.Ordinal))
            {
                // The driver may believe that it is loaded and fail once more; then it loads it. Commands that overtake this
                // one meanwhile do no harm: the scripts are guarded by version.
                await LoadAsync(redis, script);
            }
        }
    });

    /// <summary>Runs commands; failures of the connection become <see cref="BoardsUnavailableException"/>.</summary>
    public async Task<T> DoAsync<T>(Func<IDatabase, Task<T>> commands)
    {
        try
        {
            var connection = await ConnectAsync().WaitAsync(_patience, _time);
            var answer = await commands(connection.GetDatabase()).WaitAsync(_patience, _time);
            _isUp = true;
            return answer;
        }
        catch (Exception failure) when (IsAway(failure))
        {
            if (_isUp)
            {
                _isUp = false;
                _onFault(failure);
            }

            throw new BoardsUnavailableException("Redis cannot be reached.", failure);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_connection is { IsCompletedSuccessfully: true })
        {
            var connection = await _connection;
            await connection.CloseAsync(allowCommandsToComplete: false);
            connection.Dispose();
        }
    }

    // A connection comes back by itself, but one that was never made, because a name was not known yet, has to be tried anew.
    private Task<ConnectionMultiplexer> ConnectAsync()
    {
        lock (_gate)
        {
            return _connection is null or { IsFaulted: true } or { IsCanceled: true }
                ? _connection = ConnectionMultiplexer.ConnectAsync(_configuration)
                : _connection;
        }
    }

    private static async Task LoadAsync(IDatabase redis, RedisScript script)
    {
        var endpoints = redis.Multiplexer.GetEndPoints();
        foreach (var server in endpoints.Select(e => redis.Multiplexer.GetServer(e)).Where(s => s.IsConnected))
        {
            await server.ScriptLoadAsync(script.Text);
        }
    }

    // A server that is loading its data, is read-only after a failover or out of memory answers, but cannot serve boards.
    private static bool IsAway(Exception failure) =>
        failure is RedisConnectionException or TimeoutException or RedisServerException or RedisCommandException or ObjectDisposedException
            or TaskCanceledException or SocketException;
}
