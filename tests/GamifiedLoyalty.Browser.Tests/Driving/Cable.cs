using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace GamifiedLoyalty.Browser.Tests.Driving;

/// <summary>
/// The network between a browser and a server, which can be cut as venues do it: nothing gets through and nobody is told.
/// What was sent meanwhile arrives when it is mended, as TCP sends it again.
/// </summary>
internal sealed class Cable : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _ending = new();
    private readonly ConcurrentBag<Task> _work = [];
    private readonly int _server;
    private volatile TaskCompletionSource _mended = Mended();

    /// <summary>Lays a cable to the port of a server on this machine.</summary>
    public Cable(int server)
    {
        _server = server;
        _listener.Start();
        _work.Add(AcceptAsync());
    }

    /// <summary>The same address, at this end of the cable.</summary>
    public string Through(string url) =>
        new UriBuilder(url) { Port = ((IPEndPoint)_listener.LocalEndpoint).Port }.Uri.ToString();

    public void Cut() => _mended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Mend() => _mended.TrySetResult();

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        _listener.Stop();
        await Task.WhenAll(_work);
        _ending.Dispose();
    }

    private static TaskCompletionSource Mended()
    {
        var mended = new TaskCompletionSource();
        mended.SetResult();
        return mended;
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _work.Add(CarryAsync(await _listener.AcceptTcpClientAsync(_ending.Token)));
            }
        }
        catch (Exception fault) when (fault is OperationCanceledException or SocketException)
        {
            // The cable is taken away.
        }
    }

    private async Task CarryAsync(TcpClient browser)
    {
        using var near = browser;
        using var far = new TcpClient();
        try
        {
            await _mended.Task.WaitAsync(_ending.Token);
            await far.ConnectAsync(IPAddress.Loopback, _server, _ending.Token);
            await Task.WhenAny(CarryAsync(near.GetStream(), far.GetStream()), CarryAsync(far.GetStream(), near.GetStream()));
        }
        catch (Exception fault) when (fault is OperationCanceledException or SocketException)
        {
            // One of the two has gone, or the cable is taken away.
        }
    }

    private async Task CarryAsync(NetworkStream from, NetworkStream to)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            while (await from.ReadAsync(buffer, _ending.Token) is var count and > 0)
            {
                await _mended.Task.WaitAsync(_ending.Token);
                await to.WriteAsync(buffer.AsMemory(0, count), _ending.Token);
            }
        }
        catch (Exception fault) when (fault is OperationCanceledException or IOException or ObjectDisposedException)
        {
            // One of the two has gone, or the cable is taken away.
        }
    }
}
