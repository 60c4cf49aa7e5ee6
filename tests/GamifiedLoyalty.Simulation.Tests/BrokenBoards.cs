using GamifiedLoyalty.Engine.Ports;

namespace GamifiedLoyalty.Simulation.Tests;

/// <summary>A mirror that shows the boards as they are.</summary>
internal class Mirror(ILiveBoards inner) : ILiveBoards
{
    public virtual void Open(BoardSetup setup, IScoreSource scores) => inner.Open(setup, scores);

    public virtual void Apply(string program, BoardUpdate update) => inner.Apply(program, update);

    public long Version(string program) => inner.Version(program);

    public virtual ValueTask<BoardPage?> ReadAsync(BoardQuery query, int offset, int limit, CancellationToken cancellationToken) =>
        inner.ReadAsync(query, offset, limit, cancellationToken);

    public ValueTask<BoardAround?> AroundAsync(BoardQuery query, string subject, int span, CancellationToken cancellationToken) =>
        inner.AroundAsync(query, subject, span, cancellationToken);

    public ValueTask<BoardHistory?> HistoryAsync(BoardQuery query, string subject, CancellationToken cancellationToken) =>
        inner.HistoryAsync(query, subject, cancellationToken);
}

/// <summary>Takes what an old update says over what a newer one said: no version guards its rows.</summary>
internal sealed class OverwritingMirror(ILiveBoards inner) : Mirror(inner)
{
    private readonly Dictionary<BoardQuery, BoardPage> _shown = [];
    private readonly Dictionary<BoardQuery, BoardPage> _old = [];

    public override void Apply(string program, BoardUpdate update)
    {
        if (update.LastVersion <= Version(program))
        {
            foreach (var (query, page) in _shown)
            {
                _old[query] = page;
            }
        }

        base.Apply(program, update);
    }

    public override async ValueTask<BoardPage?> ReadAsync(BoardQuery query, int offset, int limit, CancellationToken cancellationToken)
    {
        var page = await base.ReadAsync(query, offset, limit, cancellationToken);
        if (page is null)
        {
            return null;
        }

        if (_old.TryGetValue(query, out var old))
        {
            return old with { Version = page.Version };
        }

        _shown[query] = page;
        return page;
    }
}

/// <summary>Orders equal scores by id alone, as a sorted set does by itself.</summary>
internal sealed class MirrorWithOtherTies(ILiveBoards inner) : Mirror(inner)
{
    public override async ValueTask<BoardPage?> ReadAsync(BoardQuery query, int offset, int limit, CancellationToken cancellationToken)
    {
        var page = await base.ReadAsync(query, offset, limit, cancellationToken);
        return page is null || page.Rows.Zip(page.Rows.Skip(1)).Any(p => p.First.Rank == p.Second.Rank) ? page : page with
        {
            Rows = [.. page.Rows.OrderByDescending(r => r.Score).ThenBy(r => r.Subject, StringComparer.Ordinal).Select((r, i) => r with { Rank = i + 1 })],
        };
    }
}
