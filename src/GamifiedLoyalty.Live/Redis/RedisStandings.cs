using GamifiedLoyalty.Engine.Ports;
using GamifiedLoyalty.Live.Memory;
using StackExchange.Redis;

namespace GamifiedLoyalty.Live.Redis;

/// <summary>One board's standings in Redis as a node knows them: what to bring there next, and how to read them. Thread-safe.</summary>
internal sealed class RedisStandings
{
    private const int SubjectsAtOnce = 2_000;

    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly RedisProgram _program;
    private readonly RedisLink _link;
    private readonly RedisBoardsOptions _options;
    private readonly StandingsRebuild _rebuild;
    private readonly TimeProvider _time;
    private long _version;
    private long _headsVersion;
    private long _lastRead;
    private volatile bool _isFollowing;
    private volatile bool _isKnown;

    public RedisStandings(StandingsKey key, RedisProgram program, RedisLink link, RedisBoardsOptions options, TimeProvider time)
    {
        Key = key;
        Keys = new RedisKeys(options.Prefix, program.Name, key);
        (_program, _link, _options, _time) = (program, link, options, time);
        _rebuild = new StandingsRebuild(this, program, link, options, time);
    }

    /// <summary>Which standings.</summary>
    public StandingsKey Key { get; }

    /// <summary>Their keys in Redis.</summary>
    public RedisKeys Keys { get; }

    /// <summary>Whether updates are brought there as they come.</summary>
    public bool IsFollowing => _isFollowing;

    /// <summary>The version that Redis was last seen to have.</summary>
    public long Version => Math.Min(Volatile.Read(ref _version), Volatile.Read(ref _headsVersion));

    /// <summary>When they were last asked for, in the time provider's timestamps.</summary>
    public long LastRead
    {
        get => Volatile.Read(ref _lastRead);
        set => Volatile.Write(ref _lastRead, value);
    }

    /// <summary>Brings to Redis what the node was given through a version.</summary>
    /// <returns>False when that is not possible, because they are gone, of another history or too far behind.</returns>
    public async Task<bool> CatchUpAsync(long through)
    {
        await _turn.WaitAsync();
        try
        {
            while (_isFollowing && Version < through)
            {
                _isFollowing = NextBatch() is { } updates && await SendAsync(updates);
            }

            return _isFollowing;
        }
        catch (Exception fault) when (fault is not BoardsUnavailableException)
        {
            _isFollowing = false;
            throw;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Takes over what was seen in Redis, and follows from there.</summary>
    public async Task FollowAsync(long version, long headsVersion)
    {
        await _turn.WaitAsync();
        See(version, headsVersion);
        _isFollowing = true;
        _turn.Release();
    }

    /// <summary>Reads rows that contain everything the node was given before, or says that it cannot.</summary>
    /// <param name="today">The local day now.</param>
    /// <param name="request">The last arguments of <see cref="RedisScript.Read"/>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What is there, and whether it is final; null when nothing is there that may be shown.</returns>
    public async Task<(StandingsReply? Reply, bool IsFinal)> ReadAsync(DateOnly today, RedisValue[] request, CancellationToken cancellationToken)
    {
        var target = _program.Log.Last;
        var start = _time.GetTimestamp();
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (_isFollowing && Version < target)
            {
                await WaitForUpdatesAsync(target, start, cancellationToken);
            }

            var reply = await ReadOnceAsync(today, request);
            var isForeign = reply is not null && await IsForeignAsync(reply);
            if (reply is not null && !isForeign && IsComplete(reply, target))
            {
                _isKnown = true;
                await EnsureFollowingAsync(reply);
                return (reply, true);
            }

            var shown = isForeign ? null : reply;
            var waited = _time.GetElapsedTime(start);
            if (waited >= _options.RebuildPatience)
            {
                return (shown, false);
            }

            if (!await TryFollowAsync(shown, target, waited))
            {
                await _rebuild.WaitAsync(today, isForeign ? reply : null, _options.RebuildPatience - waited, cancellationToken);
                target = Math.Max(target, _program.Log.Last);
            }
        }
    }

    /// <summary>Reads what is there, after moving on to a later day where that is needed; null when nothing is there.</summary>
    public async Task<StandingsReply?> ReadOnceAsync(DateOnly today, RedisValue[] request)
    {
        var keep = Key.Period.Contains(today) ? _options.KeepCurrent : _options.KeepUnread;
        while (true)
        {
            var reply = new StandingsReply(await _link.RunAsync(
                RedisScript.Read, Keys.All, [today.DayNumber, (long)keep.TotalMilliseconds, .. request]));
            if (reply.Status != "day")
            {
                return reply.Status == "ok" ? reply : null;
            }

            await AdvanceAsync(today);
        }
    }

    private static bool IsComplete(StandingsReply reply, long target) =>
        reply.Version >= target && reply.HeadsVersion >= target && reply.Version == reply.HeadsVersion;

    private async Task EnsureFollowingAsync(StandingsReply reply)
    {
        if (!_isFollowing)
        {
            await FollowAsync(reply.Version, reply.HeadsVersion);
        }
    }

    private async Task WaitForUpdatesAsync(long target, long start, CancellationToken cancellationToken)
    {
        var left = _options.RebuildPatience - _time.GetElapsedTime(start);
        try
        {
            await CatchUpAsync(target).WaitAsync(left > TimeSpan.Zero ? left : TimeSpan.Zero, _time, cancellationToken);
        }
        catch (TimeoutException)
        {
            // Too much is on the way; what is there is told as what it is, older.
        }
    }

    /// <summary>Tries to bring what is there up to date without rebuilding it.</summary>
    private async Task<bool> TryFollowAsync(StandingsReply? reply, long target, TimeSpan waited)
    {
        if (reply is null)
        {
            return false;
        }

        await FollowAsync(reply.Version, reply.HeadsVersion);
        var follows = await CatchUpAsync(target);
        if (follows && (reply.Version, reply.HeadsVersion) != (Volatile.Read(ref _version), Volatile.Read(ref _headsVersion)))
        {
            return true;
        }

        if (!follows && waited >= _options.GapPatience)
        {
            return false;
        }

        // Another node may bring what this one was not given, or this one is about to be given what others brought.
        await Task.Delay(_options.RetryPause, _time);
        return true;
    }

    /// <summary>Whether what is there comes from another history, such as that before a backup was restored.</summary>
    private async Task<bool> IsForeignAsync(StandingsReply reply)
    {
        var own = _program.Log.HashAt(reply.Version);
        if (own.Length > 0 && reply.Hash.Length > 0)
        {
            return own != reply.Hash;
        }

        // What is ahead of this node may come from other nodes, but then it is stored.
        return !_isKnown && reply.Version > _program.Log.Last && reply.Version > await _rebuild.StoredVersionAsync();
    }

    private List<BoardUpdate>? NextBatch()
    {
        var (version, heads) = (_version, _headsVersion);
        var most = version == heads ? long.MaxValue : Math.Max(version, heads);
        return _program.Log.After(Version, most, _options.ChangesAtOnce);
    }

    private async Task<bool> SendAsync(List<BoardUpdate> updates)
    {
        var prior = _program.Log.HashAt(updates[0].FirstVersion - 1);
        var reply = new StandingsReply(await _link.RunAsync(
            RedisScript.Apply, Keys.All, StandingsBatch.Arguments(Key, updates, prior)));
        if (reply.Status is "missing" or "foreign")
        {
            return false;
        }

        See(reply.Version, reply.HeadsVersion);
        return true;
    }

    private void See(long version, long headsVersion)
    {
        Volatile.Write(ref _version, version);
        Volatile.Write(ref _headsVersion, headsVersion);
    }

    private async Task AdvanceAsync(DateOnly today)
    {
        RedisValue cursor = "0", pass = "0";
        while (true)
        {
            var reply = await _link.RunAsync(
                RedisScript.Advance, Keys.All, [today.DayNumber, Key.Period.End.DayNumber, cursor, pass, SubjectsAtOnce]);
            if ((string)reply[0]! != "more")
            {
                return;
            }

            (cursor, pass) = ((string)reply[1]!, (string)reply[2]!);
        }
    }
}
