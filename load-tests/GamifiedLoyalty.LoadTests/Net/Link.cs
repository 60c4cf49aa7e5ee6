using System.Net;
using System.Net.Sockets;

namespace GamifiedLoyalty.LoadTests.Net;

/// <summary>One connection to the server. Used by one thread.</summary>
internal abstract class Link : IDisposable
{
    // One address has some 28,000 ports to connect from; every 20,000 connections use another one of this machine's own.
    private const int LinksPerAddress = 20_000;

    /// <summary>Connects.</summary>
    /// <param name="server">Where to.</param>
    /// <param name="number">Which of many connections this is, from 0.</param>
    /// <param name="receiveBuffer">How much the kernel keeps of what is not read, in bytes; 0 for what it likes.</param>
    protected Link(Uri server, int number = 0, int receiveBuffer = 0)
    {
        Socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, SendTimeout = 30_000, ReceiveTimeout = 30_000 };
        if (receiveBuffer > 0)
        {
            Socket.ReceiveBufferSize = receiveBuffer;
        }

        if (number >= LinksPerAddress && server.IsLoopback)
        {
            Socket.Bind(new IPEndPoint(new IPAddress([127, 0, 0, (byte)(1 + (number / LinksPerAddress))]).MapToIPv6(), 0));
        }

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
