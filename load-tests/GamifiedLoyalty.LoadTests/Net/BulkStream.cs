using System.Net.Sockets;
using System.Text;

namespace GamifiedLoyalty.LoadTests.Net;

/// <summary>One streamed post of sales. Used by one thread, which waits while the server takes no more.</summary>
internal sealed class BulkStream : IDisposable
{
    private const int BlockBytes = 64 * 1024;
    private const int HeadBytes = 8;

    // The whole block is one chunk: its length, in hexadecimal digits of fixed width, is written last.
    private readonly byte[] _block = new byte[HeadBytes + BlockBytes + 2];
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, SendBufferSize = BlockBytes, SendTimeout = 60_000, ReceiveTimeout = 60_000 };
    private readonly Sales _sales;
    private readonly SaleText _line;
    private readonly ByteQueue _answer = new();
    private long _sent;
    private long _minorUnits;

    /// <summary>Connects and sends the head of the request.</summary>
    /// <param name="api">The nodes.</param>
    /// <param name="number">Which of many streams this is, from 0: they are spread over the nodes.</param>
    /// <param name="sales">Which sales.</param>
    public BulkStream(Api api, int number, Sales sales)
    {
        var server = api.ServerOf(number);
        _sales = sales;
        _line = SaleText.Line(api.OccurredAt);
        _socket.Connect(server.Host, server.Port);
        Send(Encoding.ASCII.GetBytes(
            $"POST /api/v1/programs/{sales.Program}/activities?answer=summary HTTP/1.1\r\nHost: {server.Authority}\r\n"
            + $"Authorization: Bearer {api.Key}\r\nContent-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n\r\n"));
    }

    /// <summary>Sends one block of sales; returns how many.</summary>
    /// <param name="most">No more than so many.</param>
    public int SendBlock(int most)
    {
        var end = HeadBytes;
        var count = 0;
        for (; count < most && end + _line.Length <= HeadBytes + BlockBytes; count++)
        {
            var number = _sales.Take();
            _line.For(_sales, number).CopyTo(_block.AsSpan(end));
            end += _line.Length;
            _minorUnits += Sales.AmountOf(number);
        }

        Encoding.ASCII.GetBytes($"{end - HeadBytes:x6}\r\n", _block);
        "\r\n"u8.CopyTo(_block.AsSpan(end));
        Send(_block.AsSpan(0, end + 2));
        _sent += count;
        return count;
    }

    /// <summary>Ends the stream and reads the summary; returns how many were recorded, which are all.</summary>
    public long Finish()
    {
        Send("0\r\n\r\n"u8);
        HttpAnswer answer;
        while (!HttpAnswer.TryRead(_answer.Waiting, out answer))
        {
            var received = _socket.Receive(_answer.Free(4_096));
            if (received == 0)
            {
                throw new LoadTestException("The server closed a stream without a summary.");
            }

            _answer.Added(received);
        }

        var recorded = answer.Number("\"recorded\":"u8);
        if (answer.Status != 200 || recorded != _sent)
        {
            throw answer.Unexpected($"A stream of {_sent} sales");
        }

        _sales.Acknowledge(recorded, _minorUnits);
        return recorded;
    }

    public void Dispose() => _socket.Dispose();

    private void Send(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            bytes = bytes[_socket.Send(bytes)..];
        }
    }
}
