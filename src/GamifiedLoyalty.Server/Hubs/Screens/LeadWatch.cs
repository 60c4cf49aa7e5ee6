using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Domain.Time;
using GamifiedLoyalty.Engine.Ports;
using GamifiedLoyalty.Engine.Programs;
using GamifiedLoyalty.Server.Api.Screens;
using GamifiedLoyalty.Server.Api.Screens.Scenes;

namespace GamifiedLoyalty.Server.Hubs.Screens;

/// <summary>
/// Watches the first places of a screen's boards. A first place is taken by whoever sold a moment ago and now stands above
/// the score that led before; who merely comes up because another's sale was taken back has not taken it.
/// </summary>
internal sealed class LeadWatch(IBoardReads boards)
{
    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(10);

    private readonly Dictionary<string, ScreenSale> _sellers = new(StringComparer.Ordinal);
    private Dictionary<string, BoardRow> _leads = new(StringComparer.Ordinal);

    /// <summary>Forgets everything; the next look finds nothing taken.</summary>
    public void Clear()
    {
        _sellers.Clear();
        _leads.Clear();
    }

    /// <summary>Reads who leads each board now, and the newest version that this shows.</summary>
    public async Task<(IReadOnlyList<Lead> Leads, long Version)> ReadAsync(ProgramEngine engine, ScreenSettings settings, DateOnly today)
    {
        var leads = new List<Lead>();
        var version = engine.Version;
        foreach (var shown in settings.ShownBoards.DistinctBy(b => (b.Board, b.Period)))
        {
            if (engine.Current.Definition.Board(shown.Board) is not { } board)
            {
                continue;
            }

            var period = shown.PeriodOn(today, board);
            var page = await ReadFirstAsync(new BoardQuery(engine.Program, board.Id, period, today));
            if (page is { Rows.Count: > 0 })
            {
                leads.Add(new(board.Id, period, board.RanksPartners ? OwnerKind.Partner : OwnerKind.Employee, page.Rows[0]));
            }

            version = Math.Max(version, page?.Version ?? 0);
        }

        return (leads, version);
    }

    /// <summary>Compares with the look before, knowing who sold since.</summary>
    public List<ScreenMoment> Compare(
        ScreenNames names, IReadOnlyList<Lead> leads, IReadOnlyList<LoggedSale> sales, long version, DateTimeOffset now)
    {
        Remember(sales, now);
        var taken = new List<ScreenMoment>();
        var next = new Dictionary<string, BoardRow>(StringComparer.Ordinal);
        foreach (var lead in leads)
        {
            next[lead.Key] = lead.Row;
            var isTaken = _leads.TryGetValue(lead.Key, out var before) && before.Subject != lead.Row.Subject && lead.Row.Score > before.Score;
            if (isTaken && _sellers.TryGetValue(lead.Row.Subject, out var sale))
            {
                taken.Add(MomentOf(names, lead, sale, version));
            }
        }

        _leads = next;
        return taken;
    }

    /// <summary>The first row; null when it cannot be told for sure, so that nothing is celebrated by mistake.</summary>
    private async Task<BoardPage?> ReadFirstAsync(BoardQuery query)
    {
        try
        {
            return await boards.ReadAsync(query, 0, 1, CancellationToken.None) is { IsRebuilding: false } page ? page : null;
        }
        catch (BoardsUnavailableException)
        {
            return null;
        }
    }

    private void Remember(IReadOnlyList<LoggedSale> sales, DateTimeOffset now)
    {
        foreach (var gone in _sellers.Where(s => now - s.Value.At > Remembered).Select(s => s.Key).ToList())
        {
            _sellers.Remove(gone);
        }

        foreach (var logged in sales.Where(s => s.IsToday && s.Sale is not null))
        {
            foreach (var seller in logged.Sellers)
            {
                _sellers[seller] = logged.Sale!;
            }
        }
    }

    private static ScreenMoment MomentOf(ScreenNames names, Lead lead, ScreenSale sale, long version)
    {
        var member = new OwnerRef(lead.Kind, lead.Row.Subject);
        var shown = new ScreenLead(lead.Board, lead.Period.ToString(), names.Name(member), names.Company(member), lead.Row.Score);
        return new(version, sale.At, $"first/{lead.Key}/{sale.Activity}", sale, shown);
    }
}

/// <summary>Who leads a board.</summary>
/// <param name="Board">The board.</param>
/// <param name="Period">The period.</param>
/// <param name="Kind">Whether employees or partners are ranked.</param>
/// <param name="Row">The first row.</param>
internal sealed record Lead(string Board, Period Period, OwnerKind Kind, BoardRow Row)
{
    /// <summary>The standings that it leads.</summary>
    public string Key => $"{Board}/{Period}";
}
