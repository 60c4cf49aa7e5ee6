using System.Net.Sockets;

namespace GamifiedLoyalty.LoadTests.Net;

/// <summary>One connection to the server. Used by one thread.</summary>
internal abstract class Link : IDisposable
{
    /// <summary>Connects.</summary>
    protected Link(Uri server)
    {
        Socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, SendTimeout = 30_000, ReceiveTimeout = 30_000 };
        Socket.Connect(server.Host, server.Port);
    }

    /// <summary>The number the kernel knows the connection by.</summary>
    public int Descriptor => (int)Socket.SafeHandle.DangerousGetHandle();

    /// <summary>The connection.</summary>
    protected Socket Socket { get; }

    /// <summary>Reads what has come.</summary>
    public abstract void OnReadable();

    /// <summary>Sends all of it.</summary>
    protected void SendAll(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            bytes = bytes[Socket.Send(bytes)..];
        }
    }

    /// <summary>Appends what has come to a buffer.</summary>
    protected void ReceiveInto(ByteQueue buffer)
    {
        var received = Socket.Receive(buffer.Free(4_096));
        if (received == 0)
        {
            throw new LoadTestException("The server closed a connection.");
        }

        buffer.Added(received);
    }

    public virtual void Dispose() => Socket.Dispose();
}
