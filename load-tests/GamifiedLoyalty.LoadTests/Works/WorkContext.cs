using GamifiedLoyalty.LoadTests.Net;
using GamifiedLoyalty.LoadTests.Reports;

namespace GamifiedLoyalty.LoadTests.Works;

/// <summary>What the works share: the server, its processes, and what was found so far.</summary>
internal sealed class WorkContext(Options options, Api api, UsageMeter meter, CancellationToken cancellation)
{
    private int _retries;

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

    /// <summary>The raw limit in bulk where it is counted in rows a second; null where it is not.</summary>
    public double? CopyLimit { get; set; }

    /// <summary>Counts the rows that the database writes; null when nobody does.</summary>
    public WrittenRows? Written { get; init; }

    /// <summary>The sales of each program, to be checked at the end.</summary>
    public List<Sales> Sales { get; } = [];

    /// <summary>The rows of the table.</summary>
    public List<Row> Rows { get; } = [];

    /// <summary>Figures beside the table.</summary>
    public List<Finding> Findings { get; } = [];

    /// <summary>What was verified.</summary>
    public List<Check> Checks { get; } = [];

    /// <summary>Single sales a second at the fixed number of connections, when that was measured.</summary>
    public double? SingleSalesRate { get; set; }

    /// <summary>
    /// The longest time, in seconds, between two looks for answers, which are meant to be 10 ms apart: longer than a second,
    /// the machine stood still or had no time for the generator.
    /// </summary>
    public double LongestPause { get; private set; }

    /// <summary>How often sales or streams were sent again with the same ids.</summary>
    public int Retries => Volatile.Read(ref _retries);

    /// <summary>So many were sent again.</summary>
    public void CountRetries(int count) => Interlocked.Add(ref _retries, count);

    /// <summary>
    /// Sends a request again when one of several nodes refused it because the others kept writing to its program, as clients
    /// do, at once and with the same ids. Its time goes on.
    /// </summary>
    public bool SentAgain(HttpLink link, in HttpAnswer answer, ReadOnlySpan<byte> request)
    {
        if (answer.Status != 503 || api.Servers.Count == 1)
        {
            return false;
        }

        CountRetries(1);
        link.Send(request, link.StartedAt, link.Tag);
        return true;
    }

    /// <summary>Handles answers until a window ends, and lets senders send what is due.</summary>
    /// <param name="poller">Waits.</param>
    /// <param name="window">Until when.</param>
    /// <param name="due">Send what is due and say how many milliseconds there are until more is.</param>
    public void Run(Poller poller, Window window, params Func<int>[] due)
    {
        var last = Clock.Now;
        for (var now = last; now < window.End; last = now, now = Clock.Now)
        {
            LongestPause = Math.Max(LongestPause, Clock.Seconds(last, now));
            cancellation.ThrowIfCancellationRequested();
            var wait = 10;
            foreach (var send in due)
            {
                wait = Math.Min(wait, send());
            }

            poller.Wait(wait);
        }

        LongestPause = Math.Max(LongestPause, Clock.Seconds(last, Clock.Now));
    }

    /// <summary>Makes a program with sellers, and tells the person who waits.</summary>
    public async Task<Sales> PrepareAsync(string name, int sellers)
    {
        await Console.Error.WriteLineAsync($"{name}: preparing {sellers:N0} sellers");
        var sales = new Sales(api.ProgramName(name), sellers);
        await api.PrepareAsync(sales, boards: null, cancellation);
        Sales.Add(sales);
        return sales;
    }

    /// <summary>Measures a work, and counts the rows that each of its activities wrote where they are counted.</summary>
    /// <param name="measure">Measures.</param>
    /// <param name="compare">Puts the row, with these rows an activity, beside the machine's limit.</param>
    public async Task<Row> CountedAsync(Func<Task<Row>> measure, Func<Row, RowsPerActivity, (Row Row, Finding Ratio)> compare)
    {
        if (Written is null)
        {
            return await measure();
        }

        var before = await Written.ReadAsync(cancellation);
        var row = await measure();
        var rows = RowsPerActivity.Of(before, await Written.ReadAsync(cancellation), row.Items!.Value);
        var work = row.Work[0];
        Findings.Add(new($"{work}  rows written an activity", rows.Tables, $"({rows.Detail}), and {Table.Text(rows.Toast, "N3")} of TOAST"));
        var (compared, ratio) = compare(row, rows);
        Findings.Add(ratio);
        return compared;
    }

    /// <summary>The request that posts a sale.</summary>
    public SaleText Request(Sales sales) => SaleText.Request(api.Server, api.Key, sales.Program, api.OccurredAt);

    /// <summary>Connects.</summary>
    public HttpLink[] Connect(Poller poller, int count, AnswerHandler handler)
    {
        var links = new HttpLink[count];
        for (var i = 0; i < count; i++)
        {
            links[i] = new HttpLink(api.ServerOf(i), handler);
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

    /// <summary>Reads the answer to a sale, of that number, that has to be recorded; returns its version.</summary>
    public static long Recorded(long number, in HttpAnswer answer, Sales sales)
    {
        if (answer.Status != 200 || !answer.Contains("\"status\":\"recorded\""u8))
        {
            throw answer.Unexpected("A sale");
        }

        sales.Acknowledge(1, LoadTests.Sales.AmountOf(number));
        return answer.Number("\"version\":"u8);
    }
}
