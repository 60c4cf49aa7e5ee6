using GamifiedLoyalty.Engine.Challenges;
using GamifiedLoyalty.Engine.Ports;
using GamifiedLoyalty.Engine.Programs;

namespace GamifiedLoyalty.Server.Viewing;

/// <summary>
/// Boards as viewers may see them: live, but while a contest is frozen those that could betray it stand still: the first rows
/// as they were, and of histories the days before. Everything reads boards here, except managers over the API.
/// </summary>
/// <param name="boards">The live boards.</param>
/// <param name="programs">The programs, which know what is frozen.</param>
internal sealed class ViewerBoards(ILiveBoards boards, ProgramHost programs) : IBoardReads
{
    /// <inheritdoc/>
    public async ValueTask<BoardPage?> ReadAsync(BoardQuery query, int offset, int limit, CancellationToken cancellationToken)
    {
        var live = await boards.ReadAsync(query, offset, limit, cancellationToken);
        return await FindPinAsync(query, live?.Version ?? 0, cancellationToken) is { } pinned ? pinned.Board.Page(offset, limit) : live;
    }

    /// <inheritdoc/>
    public async ValueTask<BoardAround?> AroundAsync(BoardQuery query, string subject, int span, CancellationToken cancellationToken)
    {
        var live = await boards.AroundAsync(query, subject, span, cancellationToken);
        return await FindPinAsync(query, live?.Version ?? 0, cancellationToken) is { } pinned ? pinned.Board.Around(subject, span) : live;
    }

    /// <inheritdoc/>
    public async ValueTask<BoardHistory?> HistoryAsync(BoardQuery query, string subject, CancellationToken cancellationToken)
    {
        var live = await boards.HistoryAsync(query, subject, cancellationToken);
        if (await FindPinAsync(query, live?.Version ?? 0, cancellationToken) is not { } pinned)
        {
            return live;
        }

        var now = await boards.AroundAsync(query, subject, 0, cancellationToken);
        return pinned.Board.History(subject, live, FirstHiddenDay(pinned, now?.EarlierVersion ?? long.MaxValue));
    }

    // The days before the freeze are told as now corrected. When one of them has changed since, a sale that was recorded late
    // would show there: then nothing is told of the window.
    private static DateOnly FirstHiddenDay(Pinned pinned, long earlierVersion)
    {
        var begun = pinned.Calendar.DayOf(pinned.Frozen.Challenges.Min(c => c.Start));
        return earlierVersion <= pinned.Board.Version || pinned.Frozen.Day < begun ? pinned.Frozen.Day : begun;
    }

    private async ValueTask<Pinned?> FindPinAsync(BoardQuery query, long shown, CancellationToken cancellationToken)
    {
        if (programs.FindOpen(query.Program) is not { } engine)
        {
            throw new BoardsUnavailableException($"The program {query.Program} is not open.");
        }

        // Boards in Redis may be ahead of this node, which then does not know yet what was frozen before.
        if (!await engine.WaitForAsync(shown, FreezeGate.CatchUpWait, cancellationToken))
        {
            throw new BoardsUnavailableException($"The program {query.Program} is behind its boards.");
        }

        var definition = engine.Current.Definition;
        return engine.Frozen is { } frozen && definition.Board(query.Board) is { } board && frozen.FindPin(board, query.Period) is { } pin
            ? new Pinned(frozen, new PinnedBoard(pin.Version, pin.Total, pin.Rows, board.SharedTies), definition.Calendar)
            : null;
    }

    private sealed record Pinned(FrozenView Frozen, PinnedBoard Board, Domain.Time.ProgramCalendar Calendar);
}
