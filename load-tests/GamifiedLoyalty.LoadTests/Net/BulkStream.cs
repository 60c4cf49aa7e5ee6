using System.Net.Sockets;
using System.Text;

namespace GamifiedLoyalty.LoadTests.Net;

/// <summary>
/// Sales in streamed posts. Used by one thread, which waits while the server takes no more. To a single node there is one post.
/// To one of several nodes there are shorter ones, and one that is refused because the others kept writing is sent again with
/// the same ids, as clients do.
/// </summary>
internal sealed class BulkStream : IDisposable
{
    private const int BlockBytes = 64 * 1024;
    private const int HeadBytes = 8;
    private const int MostInSharedPost = 5_000;
    private const int MostRetries = 1_000;

    // The whole block is one chunk: its length, in hexadecimal digits of fixed width, is written last.
    private readonly byte[] _block = new byte[HeadBytes + BlockBytes + 2];
    private readonly List<long> _numbers = [];
    private readonly Uri _server;
    private readonly byte[] _head;
    private readonly bool _isShared;
    private readonly Sales _sales;
    private readonly SaleText _line;
    private Socket? _socket;
    private long _recorded;

    /// <param name="api">The nodes.</param>
    /// <param name="number">Which of many streams this is, from 0: they are spread over the nodes.</param>
    /// <param name="sales">Which sales.</param>
    public BulkStream(Api api, int number, Sales sales)
    {
        (_server, _isShared, _sales, _line) = (api.ServerOf(number), api.Servers.Count > 1, sales, SaleText.Line(api.OccurredAt));
        _head = Encoding.ASCII.GetBytes(
            $"POST /api/v1/programs/{sales.Program}/activities?answer=summary HTTP/1.1\r\nHost: {_server.Authority}\r\n"
            + $"Authorization: Bearer {api.Key}\r\nContent-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n\r\n");
    }

    /// <summary>How often a post was sent again.</summary>
    public int Retries { get; private set; }

    private int LinesInBlock => BlockBytes / _line.Length;

    /// <summary>Sends one block of sales; returns how many.</summary>
    /// <param name="most">No more than so many.</param>
    public int SendBlock(int most)
    {
        var (first, count) = (_numbers.Count, Math.Min(most, LinesInBlock));
        for (var i = 0; i < count; i++)
        {
            _numbers.Add(_sales.Take());
        }

        if (!TrySendLines(first, count) || (_isShared && _numbers.Count >= MostInSharedPost))
        {
            FinishPost();
        }

        return count;
    }

    /// <summary>Ends the stream and reads the last summary; returns how many were recorded, which are all.</summary>
    public long Finish()
    {
        FinishPost();
        return _recorded;
    }

    public void Dispose() => _socket?.Dispose();

    private void FinishPost()
    {
        while (_numbers.Count > 0 && !TryFinish())
        {
            Close();
            if (++Retries > MostRetries)
            {
                throw new LoadTestException($"A post of {_numbers.Count} sales was refused {MostRetries} times.");
            }

            for (var first = 0; first < _numbers.Count && TrySendLines(first, Math.Min(LinesInBlock, _numbers.Count - first)); first += LinesInBlock)
            {
            }
        }

        Close();
        _sales.Acknowledge(_numbers.Count, _numbers.Sum(n => (long)Sales.AmountOf(n)));
        _recorded += _numbers.Count;
        _numbers.Clear();
    }

    private void Close()
    {
        _socket?.Dispose();
        _socket = null;
    }

    // False when the node closed the connection, which means that it refused the post.
    private bool TrySendLines(int first, int count)
    {
        var end = HeadBytes;
        for (var i = first; i < first + count; i++)
        {
            _line.For(_sales, _numbers[i]).CopyTo(_block.AsSpan(end));
            end += _line.Length;
        }

        Encoding.ASCII.GetBytes($"{end - HeadBytes:x6}\r\n", _block);
        "\r\n"u8.CopyTo(_block.AsSpan(end));
        try
        {
            Send(_block.AsSpan(0, end + 2));
            return true;
        }
        catch (SocketException) when (_isShared)
        {
            return false;
        }
    }

    private bool TryFinish()
    {
        var received = new ByteQueue();
        try
        {
            Send("0\r\n\r\n"u8);
            return IsRecorded(ReadAnswer(received));
        }
        catch (SocketException) when (_isShared)
        {
            return false;
        }
    }

    private bool IsRecorded(HttpAnswer answer)
    {
        var recorded = answer.Number("\"recorded\":"u8);
        var duplicates = Retries > 0 ? answer.Number("\"duplicate\":"u8) : 0;
        return (answer.Status == 200 && recorded + duplicates == _numbers.Count)
            || (answer.Status == 503 && _isShared ? false : throw answer.Unexpected($"A stream of {_numbers.Count} sales"));
    }

    private HttpAnswer ReadAnswer(ByteQueue received)
    {
        HttpAnswer answer;
        while (!HttpAnswer.TryRead(received.Waiting, out answer))
        {
            var count = _socket!.Receive(received.Free(4_096));
            if (count == 0)
            {
                throw _isShared ? new SocketException((int)SocketError.ConnectionReset) : new LoadTestException("The server closed a stream without a summary.");
            }

            received.Added(count);
        }

        return answer;
    }

    private void Send(ReadOnlySpan<byte> bytes)
    {
        if (_socket is null)
        {
            _socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, SendBufferSize = BlockBytes, SendTimeout = 60_000, ReceiveTimeout = 60_000 };
            _socket.Connect(_server.Host, _server.Port);
            SendAll(_head);
        }

        SendAll(bytes);
    }

    private void SendAll(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            bytes = bytes[_socket!.Send(bytes)..];
        }
    }
}
