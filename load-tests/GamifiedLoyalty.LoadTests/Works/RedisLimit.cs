using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using GamifiedLoyalty.LoadTests.Reports;

namespace GamifiedLoyalty.LoadTests.Works;

/// <summary>The machine's own limit with Redis: ZADD on one sorted set over one connection, many sent before the first is answered.</summary>
internal static class RedisLimit
{
    private const int Members = 100_000;
    private const int Pipeline = 500;
    private const string Key = "raw-limit";

    /// <summary>Measures, and removes the sorted set.</summary>
    public static void Measure(WorkContext context, IPEndPoint server)
    {
        Console.Error.WriteLine($"limit: ZADD, {Pipeline} at a time");
        using var socket = new Socket(server.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, ReceiveTimeout = 30_000 };
        socket.Connect(server);
        context.Meter.Start();
        var latency = new Histogram();
        var sales = new Sales("limit", Members);
        var (count, from) = (0L, Clock.Now);
        var end = Clock.Add(from, context.Options.LimitTime);
        for (var start = from; start < end; start = Clock.Now, count += Pipeline)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            Send(socket, Enumerable.Range(0, Pipeline).Select(_ => sales.Take()).Select(n => Add(n, sales)), Pipeline);
            latency.Record(Clock.Microseconds(start, Clock.Now));
        }

        context.Rows.Add(Row.Of($"raw ZADD, {Pipeline} at a time", count / Clock.Seconds(from, Clock.Now), latency, context.Meter.Stop()));
        Send(socket, [$"DEL {Key}\r\n"], 1);
    }

    private static string Add(long number, Sales sales) =>
        string.Create(CultureInfo.InvariantCulture, $"ZADD {Key} {Sales.AmountOf(number)} e{sales.SellerOf(number):D7}\r\n");

    // Each command is answered with a number in a line of its own.
    private static void Send(Socket socket, IEnumerable<string> commands, int answers)
    {
        ReadOnlySpan<byte> bytes = Encoding.ASCII.GetBytes(string.Concat(commands));
        while (!bytes.IsEmpty)
        {
            bytes = bytes[socket.Send(bytes)..];
        }

        Span<byte> buffer = stackalloc byte[4_096];
        while (answers > 0)
        {
            var received = buffer[..socket.Receive(buffer)];
            if (received.IsEmpty || received.Contains((byte)'-'))
            {
                throw new LoadTestException("Redis refused a command: " + Encoding.ASCII.GetString(received));
            }

            answers -= received.Count((byte)'\n');
        }
    }
}
