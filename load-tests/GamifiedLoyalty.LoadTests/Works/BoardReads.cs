using System.Globalization;
using System.Text;
using GamifiedLoyalty.LoadTests.Net;
using GamifiedLoyalty.LoadTests.Reports;

namespace GamifiedLoyalty.LoadTests.Works;

/// <summary>(c) Reads of a board that everybody is on, while sales go on; and how far the answers lag behind.</summary>
internal static class BoardReads
{
    private const int Span = 5;
    private const int Top = 100;

    public static async Task RunAsync(WorkContext context)
    {
        var members = context.Options.Members;
        var sales = await context.PrepareAsync("reads", members);
        await Console.Error.WriteLineAsync("reads: one sale of each seller");
        Fill(context, sales);
        var board = $"/api/v1/programs/{sales.Program}/boards/revenue";
        Measure(context, sales, $"c  top {Top} of {members:N0}", new ReadText(context.Api, $"{board}?limit={Top}"));
        Measure(context, sales, $"c  around me, {Span}, of {members:N0}", new ReadText(context.Api, $"{board}/around/{ReadText.Subject}?span={Span}"));
    }

    private static void Fill(WorkContext context, Sales sales)
    {
        using var stream = new BulkStream(context.Api, sales);
        for (var left = sales.Sellers; left > 0;)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            left -= stream.SendBlock(left);
        }

        stream.Finish();
    }

    private static void Measure(WorkContext context, Sales sales, string name, ReadText text)
    {
        var options = context.Options;
        var (latency, lag) = (new Histogram(), new Histogram());
        var acknowledged = new Acknowledgements();
        var reads = 0L;
        using var poller = new Poller();
        context.Meter.Start();
        var window = Window.StartingNow(options);
        var steady = new SteadySales(context, poller, sales, options.ReadRate, window, (version, _) => acknowledged.Add(version, Clock.Now));
        var links = context.Connect(poller, options.Connections, OnAnswer);
        Array.ForEach(links, Send);
        while (Clock.Now < window.End)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            poller.Wait(steady.SendDue());
        }

        context.Drain(poller, [.. links, .. steady.Links]);
        var usage = context.Meter.Stop();
        context.Rows.Add(Row.Of(name, latency.Count / window.Seconds, latency, usage));
        context.Rows.Add(Row.Of("   lag of the version shown", rate: null, lag));
        context.Rows.Add(Row.Of("   sales meanwhile", steady.Latency.Count / window.Seconds, steady.Latency));

        void Send(HttpLink link)
        {
            var seller = sales.SellerOf(++reads);
            link.Send(text.For(seller), Clock.Now, seller);
        }

        void OnAnswer(HttpLink link, HttpAnswer answer)
        {
            var now = Clock.Now;
            Check(answer, text, link.Tag);
            if (window.Contains(now))
            {
                latency.Record(Clock.Microseconds(link.StartedAt, now));
                lag.Record(acknowledged.Lag(answer.Number("\"version\":"u8), now));
            }

            if (now < window.End)
            {
                Send(link);
            }
        }
    }

    private static void Check(in HttpAnswer answer, ReadText text, long seller)
    {
        var holds = text.HasSubject ? answer.Body.IndexOf(ReadText.Quoted((int)seller)) >= 0 : answer.Contains("\"rank\":1,"u8);
        if (answer.Status != 200 || !holds)
        {
            throw answer.Unexpected("A read");
        }
    }
}

/// <summary>When sales were acknowledged, by version.</summary>
internal sealed class Acknowledgements
{
    private readonly Dictionary<long, long> _at = [];

    /// <summary>A sale was acknowledged.</summary>
    public void Add(long version, long at) => _at[version] = at;

    /// <summary>
    /// For how long, in microseconds, the first sale that an answer does not show had been acknowledged when the answer
    /// was read; 0 when it shows everything.
    /// </summary>
    public long Lag(long shown, long now) => _at.TryGetValue(shown + 1, out var at) ? Clock.Microseconds(at, now) : 0;
}

/// <summary>The text of a read, prepared once.</summary>
internal sealed class ReadText
{
    /// <summary>Stands for the subject in a path.</summary>
    public const string Subject = "e0000000";

    private readonly byte[] _text;
    private readonly int _subject;

    public ReadText(Api api, string path)
    {
        var text = $"GET {path} HTTP/1.1\r\nHost: {api.Server.Authority}\r\nAuthorization: Bearer {api.Key}\r\n\r\n";
        _text = Encoding.ASCII.GetBytes(text);
        _subject = text.IndexOf(Subject, StringComparison.Ordinal);
    }

    /// <summary>Whether it asks for somebody.</summary>
    public bool HasSubject => _subject >= 0;

    /// <summary>The text that asks for a seller; valid until the next call.</summary>
    public ReadOnlySpan<byte> For(int seller)
    {
        if (HasSubject)
        {
            seller.TryFormat(_text.AsSpan(_subject + 1), out _, "D7", CultureInfo.InvariantCulture);
        }

        return _text;
    }

    /// <summary>A seller's id as answers show it.</summary>
    public static ReadOnlySpan<byte> Quoted(int seller)
    {
        var text = "\"e0000000\""u8.ToArray();
        seller.TryFormat(text.AsSpan(2), out _, "D7", CultureInfo.InvariantCulture);
        return text;
    }
}
