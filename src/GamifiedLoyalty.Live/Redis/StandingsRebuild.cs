using GamifiedLoyalty.Engine.Diagnostics;
using GamifiedLoyalty.Engine.Ports;
using StackExchange.Redis;

namespace GamifiedLoyalty.Live.Redis;

/// <summary>
/// Fills standings anew from stored scores. A node does it once for all who wait; other nodes are kept from doing the same
/// by a hint, and where that fails the newer result stays. Thread-safe.
/// </summary>
internal sealed class StandingsRebuild(
    RedisStandings standings, RedisProgram program, RedisLink link, RedisBoardsOptions options, TimeProvider time)
{
    private const int Tries = 3;

    private readonly Lock _gate = new();
    private Task? _running;

    /// <summary>Starts or joins the rebuild, and waits for it for a while.</summary>
    /// <param name="today">The local day now.</param>
    /// <param name="foreign">What is there and may be replaced whatever its version; null for none.</param>
    /// <param name="patience">How long to wait.</param>
    /// <param name="cancellationToken">Gives up waiting; the rebuild goes on.</param>
    /// <exception cref="StoreUnavailableException">The scores cannot be read.</exception>
    /// <exception cref="BoardsUnavailableException">Redis cannot be reached.</exception>
    public async Task WaitAsync(DateOnly today, StandingsReply? foreign, TimeSpan patience, CancellationToken cancellationToken)
    {
        var running = Start(today, foreign);
        try
        {
            await running.WaitAsync(patience, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            // It goes on; whoever reads next joins it. Its failure is told to those who wait then.
        }
    }

    /// <summary>The version that the store has now.</summary>
    public Task<long> StoredVersionAsync()
    {
        var nothing = standings.Key.Period.Start;
        return program.Scores.ReadScoresAsync(standings.Key.Series, nothing, nothing, (_, _) => { }, CancellationToken.None);
    }

    private Task Start(DateOnly today, StandingsReply? foreign)
    {
        lock (_gate)
        {
            if (_running is not { IsCompleted: false })
            {
                _running = Task.Run(() => RunAsync(today, foreign));
                _ = _running.ContinueWith(t => t.Exception, TaskContinuationOptions.OnlyOnFaulted);
            }

            return _running;
        }
    }

    private async Task RunAsync(DateOnly today, StandingsReply? foreign)
    {
        using var more = program.KeepMore();
        var turn = Guid.NewGuid();
        while (!await TakeTurnAsync(turn))
        {
            await Task.Delay(options.RetryPause, time);
            if (foreign is null && await IsDoneByOtherAsync(today))
            {
                return;
            }
        }

        try
        {
            await BoardMetrics.RebuildAsync(program.Name, "redis", () => FillAsync(today, foreign, turn));
        }
        finally
        {
            await EndTurnAsync(turn);
        }
    }

    // Redis may be flushed, or evict, while it is filled. When that goes on, whoever waits is told that it is being rebuilt.
    private async Task FillAsync(DateOnly today, StandingsReply? foreign, Guid turn)
    {
        for (var attempt = 1; attempt <= Tries && !await TryAsync(today, foreign, turn); attempt++)
        {
        }
    }

    private async Task<bool> TryAsync(DateOnly today, StandingsReply? foreign, Guid rebuild)
    {
        var image = new StandingsImage(standings.Key, today);
        var version = await program.Scores.ReadScoresAsync(
            standings.Key.Series, standings.Key.Period.Start, standings.Key.Period.End, image.Add, CancellationToken.None);
        var (heads, headsVersion) = standings.Key.PerHead ? program.CopyHeads() : ([], version);
        var temporary = standings.Keys.Temporary(rebuild);
        var sizes = await new ImageWriter(link, standings.Key, temporary, heads).WriteAsync(image);
        var keep = standings.Key.Period.Contains(today) ? options.KeepCurrent : options.KeepUnread;
        var reply = new StandingsReply(await link.RunAsync(
            RedisScript.Install,
            [.. standings.Keys.All, .. temporary],
            [
                version, headsVersion, program.Log.HashAt(version), today.DayNumber, image.HasBefore ? 1 : 0, standings.Key.SharedTies ? 1 : 0,
                standings.Key.MinimumHeadcount, (long)keep.TotalMilliseconds, sizes, foreign?.Version ?? -1, foreign?.Hash ?? "",
            ]));
        if (reply.Status == "broken")
        {
            return false;
        }

        await standings.FollowAsync(reply.Version, reply.HeadsVersion);
        await standings.CatchUpAsync(program.Log.Last);
        return true;
    }

    private async Task<bool> IsDoneByOtherAsync(DateOnly today) =>
        await standings.ReadOnceAsync(today, ["page", 0, 0]) is { } reply && program.Log.After(reply.Version, long.MaxValue, 1) is not null;

    private Task<bool> TakeTurnAsync(Guid turn) => link.DoAsync(
        redis => redis.StringSetAsync(standings.Keys.Turn, turn.ToString("n"), options.RebuildTurn, When.NotExists));

    private async Task EndTurnAsync(Guid turn)
    {
        try
        {
            await link.DoAsync(async redis =>
                await redis.StringGetAsync(standings.Keys.Turn) == turn.ToString("n") && await redis.KeyDeleteAsync(standings.Keys.Turn));
        }
        catch (BoardsUnavailableException)
        {
            // It ends by itself.
        }
    }
}
