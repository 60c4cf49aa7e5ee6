using GamifiedLoyalty.LoadTests.Net;
using GamifiedLoyalty.LoadTests.Reports;

namespace GamifiedLoyalty.LoadTests.Works;

/// <summary>What the works share: the server, its processes, and what was found so far.</summary>
internal sealed class WorkContext(Options options, Api api, UsageMeter meter, CancellationToken cancellation)
{
    /// <summary>What the command line asks for.</summary>
    public Options Options => options;

    /// <summary>The server, for everything that is not measured.</summary>
    public Api Api => api;

    /// <summary>The processes' use of the machine.</summary>
    public UsageMeter Meter => meter;

    /// <summary>Ends the run.</summary>
    public CancellationToken Cancellation => cancellation;

    /// <summary>The raw limit in single sales (small commits), activities a second; null when not measured.</summary>
    public double? SmallCommitLimit { get; set; }

    /// <summary>The raw limit in bulk (large commits), activities a second; null when not measured.</summary>
    public double? LargeCommitLimit { get; set; }

    /// <summary>The sales of each program, to be checked at the end.</summary>
    public List<Sales> Sales { get; } = [];

    /// <summary>The rows of the table.</summary>
    public List<Row> Rows { get; } = [];

    /// <summary>Makes a program with sellers, and tells the person who waits.</summary>
    public async Task<Sales> PrepareAsync(string name, int sellers)
    {
        await Console.Error.WriteLineAsync($"{name}: preparing {sellers:N0} sellers");
        var sales = new Sales(api.ProgramName(name), sellers);
        await api.PrepareAsync(sales, cancellation);
        Sales.Add(sales);
        return sales;
    }

    /// <summary>The request that posts a sale.</summary>
    public SaleText Request(Sales sales) => SaleText.Request(api.Server, api.Key, sales.Program, api.OccurredAt);

    /// <summary>Connects.</summary>
    public HttpLink[] Connect(Poller poller, int count, AnswerHandler handler)
    {
        var links = new HttpLink[count];
        for (var i = 0; i < count; i++)
        {
            links[i] = new HttpLink(api.Server, handler);
            poller.Add(links[i]);
        }

        return links;
    }

    /// <summary>Waits until no request is under way.</summary>
    public void Drain(Poller poller, IReadOnlyList<HttpLink> links)
    {
        if (!poller.WaitUntil(() => links.All(l => !l.IsBusy), TimeSpan.FromSeconds(30), cancellation))
        {
            throw new LoadTestException("Requests were not answered within 30 seconds.");
        }
    }

    /// <summary>Reads the answer to a sale that has to be recorded; returns its version.</summary>
    public static long Recorded(HttpLink link, in HttpAnswer answer, Sales sales)
    {
        if (answer.Status != 200 || !answer.Contains("\"status\":\"recorded\""u8))
        {
            throw answer.Unexpected("A sale");
        }

        sales.Acknowledge(1, LoadTests.Sales.AmountOf(link.Tag));
        return answer.Number("\"version\":"u8);
    }
}
