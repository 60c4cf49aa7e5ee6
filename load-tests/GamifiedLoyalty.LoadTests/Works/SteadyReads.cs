using GamifiedLoyalty.LoadTests.Net;

namespace GamifiedLoyalty.LoadTests.Works;

/// <summary>Reads of the top 100 at a fixed rate.</summary>
internal sealed class SteadyReads(WorkContext context, Poller poller, Sales sales, int rate, Window window)
    : SteadyRequests(context, poller, Connections, rate, window)
{
    private const int Connections = 16;
    private readonly ReadText _text = ReadText.Top(context.Api, sales);

    /// <inheritdoc/>
    protected override void Send(HttpLink link, long dueAt) => link.Send(_text.For(seller: 0), dueAt, tag: 0);

    /// <inheritdoc/>
    protected override void Handle(HttpLink link, HttpAnswer answer) => _text.Check(answer, seller: 0);
}
