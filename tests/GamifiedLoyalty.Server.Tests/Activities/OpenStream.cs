using System.Globalization;
using System.Net.Sockets;
using System.Text;
using GamifiedLoyalty.Server.Tests.Support;

namespace GamifiedLoyalty.Server.Tests.Activities;

/// <summary>
/// A request whose body goes on while its answer is read. HTTP/1.1 allows it; the platform's own client does not, so this
/// writes the protocol by hand.
/// </summary>
internal sealed class OpenStream : IDisposable
{
    private readonly TcpClient _socket = new();
    private StreamReader? _answers;

    public static async Task<OpenStream> ConnectAsync(Uri address, string path, string mediaType)
    {
        var open = new OpenStream();
        await open._socket.ConnectAsync(address.Host, address.Port, TestContext.Current.CancellationToken);
        await open.WriteAsync(
            $"POST {path} HTTP/1.1\r\nHost: {address.Authority}\r\nAuthorization: Bearer {TestServer.AdminKey}\r\n"
            + $"Content-Type: {mediaType}\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n");
        open._answers = new StreamReader(open._socket.GetStream(), Encoding.UTF8);
        return open;
    }

    public Task SendAsync(string part) => WriteAsync(string.Create(
        CultureInfo.InvariantCulture, $"{Encoding.UTF8.GetByteCount(part):x}\r\n{part}\r\n"));

    public Task EndAsync() => WriteAsync("0\r\n\r\n");

    /// <summary>The next line of the answer that is a JSON object; null at the end.</summary>
    public async Task<string?> ReadAsync()
    {
        while (await _answers!.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            if (line.StartsWith('{'))
            {
                return line;
            }
        }

        return null;
    }

    public void Dispose() => _socket.Dispose();

    private async Task WriteAsync(string text) =>
        await _socket.GetStream().WriteAsync(Encoding.UTF8.GetBytes(text), TestContext.Current.CancellationToken);
}
