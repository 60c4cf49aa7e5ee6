using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;

namespace GamifiedLoyalty.LoadTests;

/// <summary>The built server as a process of its own, on a data directory and a port of its own.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private const string Listening = "Listening on ";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(300);
    private readonly Process _process;

    private ServerProcess(Process process, Uri url, string key) => (_process, Url, Key) = (process, url, key);

    /// <summary>Where it listens.</summary>
    public Uri Url { get; }

    /// <summary>When its process was started.</summary>
    public long StartedAt { get; private init; }

    /// <summary>Its admin key.</summary>
    public string Key { get; }

    /// <summary>Its process id.</summary>
    public int Id => _process.Id;

    /// <summary>The repository that this assembly was built in.</summary>
    public static string RepositoryRoot => Own.Parent!.Parent!.Parent!.Parent!.Parent!.FullName;

    /// <summary>The server, which the same build made in the same configuration.</summary>
    public static string ServerAssembly =>
        Path.Combine(RepositoryRoot, "src", "GamifiedLoyalty.Server", "bin", Own.Parent!.Name, Own.Name, "GamifiedLoyalty.Server.dll");

    private static DirectoryInfo Own => new(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));

    /// <summary>Starts it and waits until it listens.</summary>
    public static async Task<ServerProcess> StartAsync(string data, CancellationToken cancellationToken)
    {
        var startedAt = Clock.Now;
        var key = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));
        var process = Start(["serve", "--data", data, "--urls", "http://127.0.0.1:0"], key);
        try
        {
            using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            deadline.CancelAfter(Patience);
            while (await process.StandardOutput.ReadLineAsync(deadline.Token) is { } line)
            {
                if (line.StartsWith(Listening, StringComparison.Ordinal))
                {
                    _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
                    return new ServerProcess(process, new Uri(line[Listening.Length..].Split(' ', ',')[0]), key) { StartedAt = startedAt };
                }
            }

            throw new LoadTestException("The server ended without listening.");
        }
        catch
        {
            process.Kill();
            process.Dispose();
            throw;
        }
    }

    /// <summary>Runs <c>verify</c> on a data directory that nobody serves; returns what it said and whether all is well.</summary>
    /// <param name="data">The data directory.</param>
    /// <param name="environment">Variables, such as of a store elsewhere; null for none.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<(bool IsWell, string Output)> VerifyAsync(
        string data, IReadOnlyDictionary<string, string>? environment, CancellationToken cancellationToken)
    {
        using var process = Start(["verify", "--data", data], key: null, environment);
        await using var interrupted = cancellationToken.Register(process.Kill);
        var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return (process.ExitCode == 0, output);
    }

    /// <summary>Asks it to stop and waits until it has. Not by the signal of Ctrl-C, which a job in the background ignores.</summary>
    public async Task StopAsync()
    {
        if (_process.HasExited)
        {
            return;
        }

        using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        using var deadline = new CancellationTokenSource(Patience);
        try
        {
            await _process.WaitForExitAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            throw new LoadTestException($"The server did not stop within {Patience.TotalSeconds} seconds.");
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync(CancellationToken.None);
        }

        _process.Dispose();
    }

    private static Process Start(string[] arguments, string? key, IReadOnlyDictionary<string, string>? environment = null)
    {
        if (!File.Exists(ServerAssembly))
        {
            throw new LoadTestException($"The server is not built: {ServerAssembly}");
        }

        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [ServerAssembly, .. arguments])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        start.Environment["GAMIFIEDLOYALTY_ADMIN_KEY"] = key;
        foreach (var (name, value) in environment ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            start.Environment[name] = value;
        }

        return Process.Start(start) ?? throw new LoadTestException("The server could not be started.");
    }
}
