using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace GamifiedLoyalty.Testing.Services;

/// <summary>A Redis server of its own on loopback, without files that stay; it can be stopped and started again.</summary>
public sealed class RedisServer : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly Lazy<Task<RedisServer>> OfProcess = new(() => StartAsync(stopAtExit: true));

    private readonly string _directory = Directory.CreateTempSubdirectory("loyalty-redis-").FullName;
    private Process? _process;

    private RedisServer(int port) => Port = port;

    /// <summary>Whether the program is installed.</summary>
    public static bool IsInstalled { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator)
        .Any(folder => File.Exists(Path.Combine(folder, "redis-server")));

    /// <summary>Why tests that need it are skipped.</summary>
    public static string Missing => "redis-server was not found; install it (apt-get install redis-server).";

    /// <summary>Where it listens.</summary>
    public int Port { get; }

    /// <summary>What to connect with.</summary>
    public string ConnectionString => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{Port}");

    /// <summary>The server that all tests of the process share; each takes keys of its own.</summary>
    public static Task<RedisServer> SharedAsync() => OfProcess.Value;

    /// <summary>Starts one.</summary>
    public static async Task<RedisServer> StartAsync(bool stopAtExit = false)
    {
        var server = new RedisServer(FreePort());
        if (stopAtExit)
        {
            AppDomain.CurrentDomain.ProcessExit += (_, _) => server.Kill();
        }

        await server.StartAgainAsync();
        return server;
    }

    /// <summary>Starts it on the same port, empty.</summary>
    public async Task StartAgainAsync()
    {
        var start = new ProcessStartInfo("redis-server")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = _directory,
        };
        foreach (var argument in new[]
        {
            "--port", Port.ToString(CultureInfo.InvariantCulture), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--databases", "10000", "--dir", _directory,
        })
        {
            start.ArgumentList.Add(argument);
        }

        _process = Process.Start(start) ?? throw new InvalidOperationException("redis-server did not start.");
        _process.OutputDataReceived += (_, _) => { };
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        var started = Stopwatch.StartNew();
        while (!(await SendAsync("PING")).StartsWith("+PONG", StringComparison.Ordinal))
        {
            if (_process.HasExited || started.Elapsed > Patience)
            {
                throw new InvalidOperationException("redis-server does not answer.");
            }

            await Task.Delay(20);
        }
    }

    /// <summary>Ends the process at once; what it held is gone.</summary>
    public async Task StopAsync()
    {
        Kill();
        await (_process?.WaitForExitAsync() ?? Task.CompletedTask);
    }

    /// <summary>Stops the process without ending it; connections stay open and nothing is answered.</summary>
    public void Pause() => Signal("-STOP");

    /// <summary>Lets a paused process go on.</summary>
    public void Resume() => Signal("-CONT");

    /// <summary>Sends one command and returns the first part of the answer; empty when nobody listens.</summary>
    public async Task<string> SendAsync(string command)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, Port);
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(command + "\r\n"));
            var answer = new byte[4_096];
            return Encoding.ASCII.GetString(answer, 0, await client.GetStream().ReadAsync(answer));
        }
        catch (Exception failure) when (failure is SocketException or IOException)
        {
            return "";
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _process?.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private void Signal(string signal)
    {
        using var kill = Process.Start("kill", [signal, _process!.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    private void Kill()
    {
        try
        {
            _process?.Kill();
        }
        catch (InvalidOperationException)
        {
            // It has ended already.
        }
    }
}
