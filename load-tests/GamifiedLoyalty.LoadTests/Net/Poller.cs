using System.Buffers.Binary;
using System.ComponentModel;
using System.Runtime.InteropServices;

namespace GamifiedLoyalty.LoadTests.Net;

/// <summary>
/// Waits for many connections on one thread. The kernel's own interface is used because the generator shares two cores
/// with the server: one wait returns everything that is ready, and nothing is handed from thread to thread.
/// </summary>
internal sealed class Poller : IDisposable
{
    private const int ControlAdd = 1;
    private const int Readable = 1;
    private const int MostEvents = 256;
    private const int InterruptedCall = 4;

    // The structure of an event is packed on x64 only.
    private static readonly int DataOffset = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 4 : 8;
    private static readonly int EventSize = DataOffset + 8;

    private readonly int _handle;
    private readonly List<Link> _links = [];
    private readonly byte[] _events = new byte[MostEvents * EventSize];

    public Poller() => _handle = Check(EpollCreate(0), "epoll_create1");

    /// <summary>Adds a connection; it stays until the poller ends, which closes it.</summary>
    public void Add(Link link)
    {
        var request = new byte[EventSize];
        BinaryPrimitives.WriteInt32LittleEndian(request, Readable);
        BinaryPrimitives.WriteInt64LittleEndian(request.AsSpan(DataOffset), _links.Count);
        _links.Add(link);
        Check(EpollControl(_handle, ControlAdd, link.Descriptor, request), "epoll_ctl");
    }

    /// <summary>Waits for answers and handles those that came.</summary>
    /// <param name="milliseconds">The longest wait; 0 for none.</param>
    public void Wait(int milliseconds)
    {
        var count = EpollWait(_handle, _events, MostEvents, milliseconds);
        if (count < 0 && Marshal.GetLastPInvokeError() != InterruptedCall)
        {
            Check(count, "epoll_wait");
        }

        for (var i = 0; i < count; i++)
        {
            var index = BinaryPrimitives.ReadInt64LittleEndian(_events.AsSpan((i * EventSize) + DataOffset));
            _links[(int)index].OnReadable();
        }
    }

    /// <summary>Waits until something is so; false when the time is over before.</summary>
    public bool WaitUntil(Func<bool> isSo, TimeSpan patience, CancellationToken cancellationToken)
    {
        var end = Clock.Add(Clock.Now, patience);
        while (!isSo())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (Clock.Now >= end)
            {
                return false;
            }

            Wait(milliseconds: 10);
        }

        return true;
    }

    public void Dispose()
    {
        _links.ForEach(l => l.Dispose());
        _ = Close(_handle);
    }

    private static int Check(int result, string call) =>
        result >= 0 ? result : throw new LoadTestException($"{call}: {new Win32Exception(Marshal.GetLastPInvokeError()).Message}");

    [DllImport("libc", EntryPoint = "epoll_create1", SetLastError = true)]
    private static extern int EpollCreate(int flags);

    [DllImport("libc", EntryPoint = "epoll_ctl", SetLastError = true)]
    private static extern int EpollControl(int epoll, int operation, int descriptor, byte[] request);

    [DllImport("libc", EntryPoint = "epoll_wait", SetLastError = true)]
    private static extern int EpollWait(int epoll, [Out] byte[] events, int most, int milliseconds);

    [DllImport("libc", EntryPoint = "close", SetLastError = true)]
    private static extern int Close(int descriptor);
}
