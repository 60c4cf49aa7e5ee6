using System.Collections.Concurrent;
using GamifiedLoyalty.Engine.Ports;
using GamifiedLoyalty.Live.History;
using GamifiedLoyalty.Live.Memory;

namespace GamifiedLoyalty.Live;

/// <summary>
/// Live boards in this process's memory. Standings are loaded from stored scores when first read and then follow the
/// updates; periods that are not current are let go when nobody reads them.
/// </summary>
/// <param name="time">Tells for how long standings were unread.</param>
/// <param name="options">Bounds; the defaults when null.</param>
public sealed class MemoryBoards(TimeProvider time, MemoryBoardsOptions? options = null) : ILiveBoards
{
    private readonly ConcurrentDictionary<string, ProgramBoards> _programs = new(StringComparer.Ordinal);
    private readonly MemoryBoardsOptions _options = options ?? new MemoryBoardsOptions();

    /// <inheritdoc/>
    public void Open(BoardSetup setup, IScoreSource scores)
    {
        ArgumentNullException.ThrowIfNull(setup);
        ArgumentNullException.ThrowIfNull(scores);
        _programs[setup.Program] = new ProgramBoards(setup, scores, time, _options);
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
        if (!_programs.TryGetValue(query.Program, out var boards) || boards.Board(query.Board) is not { } board)
        {
            return null;
        }

        var slot = await boards.StandingsAsync(query, cancellationToken);
        return slot.Read(
            query.Today,
            (board.SharedTies, offset, limit),
            static (s, ask) => StandingsReader.Page(s, ask.SharedTies, ask.offset, ask.limit));
    }

    /// <inheritdoc/>
    public async ValueTask<BoardAround?> AroundAsync(
        BoardQuery query, string subject, int span, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(subject);
        ArgumentOutOfRangeException.ThrowIfNegative(span);
        if (!_programs.TryGetValue(query.Program, out var boards) || boards.Board(query.Board) is not { } board)
        {
            return null;
        }

        var slot = await boards.StandingsAsync(query, cancellationToken);
        return slot.Read(
            query.Today,
            (board.SharedTies, subject, span),
            static (s, ask) => StandingsReader.Around(s, ask.SharedTies, ask.subject, ask.span));
    }

    /// <inheritdoc/>
    public async ValueTask<BoardHistory?> HistoryAsync(BoardQuery query, string subject, CancellationToken cancellationToken)
    {
        if (await AroundAsync(query, subject, 0, cancellationToken) is not { } around
            || !_programs.TryGetValue(query.Program, out var boards) || boards.Board(query.Board) is null)
        {
            return null;
        }

        return await HistoryAnswer.ComposeAsync(
            query, subject, around, last => boards.HistoryAsync(query, last, around.EarlierVersion, cancellationToken));
    }

    /// <summary>How many standings of a program are held.</summary>
    internal int Held(string program) => _programs.TryGetValue(program, out var boards) ? boards.Held : 0;
}
