using System.Collections.Concurrent;
using GamifiedLoyalty.Engine.Ports;
using GamifiedLoyalty.Live.History;

namespace GamifiedLoyalty.Live.Redis;

/// <summary>
/// Live boards in Redis that several equal nodes share. Every node brings every update of a program there; scripts apply
/// exactly the next range of versions and ignore what is applied, so neither repetition nor a node that comes back late
/// does harm. What is missing, behind or of another history is rebuilt from stored scores.
/// </summary>
public sealed class RedisBoards : ILiveBoards, IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, RedisProgram> _programs = new(StringComparer.Ordinal);
    private readonly RedisLink _link;
    private readonly RedisBoardsOptions _options;
    private readonly TimeProvider _time;
    private readonly Action<Exception> _onFault;

    /// <summary>Makes boards that connect with the first command.</summary>
    /// <param name="connectionString">A configuration of StackExchange.Redis, such as <c>redis1:6379,password=…</c>.</param>
    /// <param name="time">Measures waits.</param>
    /// <param name="options">How to behave; the defaults when null.</param>
    /// <param name="onFault">Told when Redis goes away, and what else should not happen; for the log.</param>
    /// <exception cref="ArgumentException">The configuration cannot be understood.</exception>
    public RedisBoards(string connectionString, TimeProvider time, RedisBoardsOptions? options = null, Action<Exception>? onFault = null)
    {
        ArgumentNullException.ThrowIfNull(connectionString);
        ArgumentNullException.ThrowIfNull(time);
        _options = options ?? new RedisBoardsOptions();
        _time = time;
        _onFault = onFault ?? (_ => { });
        _link = new RedisLink(connectionString, _options.CommandPatience, time, _onFault);
    }

    /// <summary>Whether the text is a configuration of StackExchange.Redis that names a server.</summary>
    public static bool IsConnectionString(string text) => RedisLink.TryParse(text, out _);

    /// <inheritdoc/>
    public bool IsAvailable => _link.IsUp;

    /// <inheritdoc/>
    public void Open(BoardSetup setup, IScoreSource scores)
    {
        ArgumentNullException.ThrowIfNull(setup);
        ArgumentNullException.ThrowIfNull(scores);
        _programs.TryGetValue(setup.Program, out var before);
        before?.Close();

        // A program that was only loaded again continues where it was, and what waits to be brought to Redis stays known.
        var continues = before is not null && before.Log.Last == setup.Version
            && before.Log.HashAt(setup.Version) == UpdateLog.HashOf(setup.Hash);
        _programs[setup.Program] = new RedisProgram(setup, scores, _link, _options, _time, continues ? before!.Log : null, _onFault);
    }

    /// <inheritdoc/>
    public void Apply(string program, BoardUpdate update)
    {
        ArgumentNullException.ThrowIfNull(update);
        if (_programs.TryGetValue(program, out var boards))
        {
            boards.Apply(update);
        }
    }

    /// <inheritdoc/>
    public long Version(string program) => _programs.TryGetValue(program, out var boards) ? boards.Version : 0;

    /// <inheritdoc/>
    public async ValueTask<BoardPage?> ReadAsync(BoardQuery query, int offset, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfNegative(limit);
        if (!_programs.TryGetValue(query.Program, out var boards) || boards.Board(query.Board) is null)
        {
            return null;
        }

        var standings = boards.Standings(query);
        var (reply, isFinal) = await standings.ReadAsync(query.Today, ["page", offset, limit], cancellationToken);
        var page = reply?.Page(standings.Key) ?? new BoardPage(0, 0, []);
        return isFinal ? page : page with { IsRebuilding = true };
    }

    /// <inheritdoc/>
    public async ValueTask<BoardAround?> AroundAsync(BoardQuery query, string subject, int span, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(subject);
        ArgumentOutOfRangeException.ThrowIfNegative(span);
        if (!_programs.TryGetValue(query.Program, out var boards) || boards.Board(query.Board) is null)
        {
            return null;
        }

        var standings = boards.Standings(query);
        var (reply, isFinal) = await standings.ReadAsync(query.Today, ["around", subject, span], cancellationToken);
        var around = reply?.Around(standings.Key, subject);
        return isFinal ? around : (around ?? new BoardAround(reply?.Version ?? 0, 0, [], null, 0)) with { IsRebuilding = true };
    }

    /// <inheritdoc/>
    public async ValueTask<BoardHistory?> HistoryAsync(BoardQuery query, string subject, CancellationToken cancellationToken)
    {
        if (await AroundAsync(query, subject, 0, cancellationToken) is not { } around
            || !_programs.TryGetValue(query.Program, out var boards) || boards.Board(query.Board) is null)
        {
            return null;
        }

        if (around.Rows.Count == 0)
        {
            throw new BoardsUnavailableException("The board is being rebuilt.");
        }

        return await HistoryAnswer.ComposeAsync(
            query, subject, around, last => boards.HistoryAsync(query, last, around.EarlierVersion, cancellationToken));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var boards in _programs.Values)
        {
            boards.Close();
            await boards.Ended;
        }

        await _link.DisposeAsync();
    }
}
