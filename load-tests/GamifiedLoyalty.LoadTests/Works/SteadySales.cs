using GamifiedLoyalty.LoadTests.Net;

namespace GamifiedLoyalty.LoadTests.Works;

/// <summary>Sales at a fixed rate, one a request.</summary>
/// <param name="context">The server.</param>
/// <param name="poller">Waits for the answers.</param>
/// <param name="sales">Which sales.</param>
/// <param name="rate">How many a second.</param>
/// <param name="window">When to measure, and when to end.</param>
/// <param name="recorded">Told the version of each sale and when it was due.</param>
internal sealed class SteadySales(WorkContext context, Poller poller, Sales sales, int rate, Window window, Action<long, long> recorded)
    : SteadyRequests(context, poller, Connections, rate, window)
{
    private const int Connections = 64;
    private readonly WorkContext _context = context;
    private readonly SaleText _text = context.Request(sales);

    /// <inheritdoc/>
    protected override void Send(HttpLink link, long dueAt)
    {
        var number = sales.Take();
        link.Send(_text.For(sales, number), dueAt, number);
    }

    /// <inheritdoc/>
    protected override bool HasToWait(HttpLink link, HttpAnswer answer) => _context.SentAgain(link, answer, _text.For(sales, link.Tag));

    /// <inheritdoc/>
    protected override void Handle(HttpLink link, HttpAnswer answer) => recorded(WorkContext.Recorded(link.Tag, answer, sales), link.StartedAt);
}
