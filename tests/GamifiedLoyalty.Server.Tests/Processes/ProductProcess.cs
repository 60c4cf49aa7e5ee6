using System.Diagnostics;
using System.Text;
using System.Threading.Channels;

namespace GamifiedLoyalty.Server.Tests.Processes;

/// <summary>The built product as a child process, as a person at a terminal starts it.</summary>
internal sealed class ProductProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);
    private readonly Process _process;
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _errors = new();

    private ProductProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, e) => Receive(e.Data);
        process.ErrorDataReceived += (_, e) => Append(_errors, e.Data);
    }

    /// <summary>The assembly that the build made, in the configuration of the tests.</summary>
    public static string Assembly { get; } = Path.Combine(
        SourceRoot(), "src", "GamifiedLoyalty.Server", "bin", Configuration(), "net10.0", "GamifiedLoyalty.Server.dll");

    public int Id => _process.Id;

    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    public string Errors
    {
        get
        {
            lock (_errors)
            {
                return _errors.ToString();
            }
        }
    }

    /// <summary>Starts the product; what comes before the assembly wraps it, as strace does.</summary>
    public static ProductProcess Start(IReadOnlyDictionary<string, string> environment, string[] wrapper, params string[] arguments)
    {
        string[] command = [.. wrapper, Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", Assembly, .. arguments];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            UseShellExecute = false,
            StandardOutputEncoding = Encoding.UTF8,
            WorkingDirectory = Path.GetTempPath(),
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var product = new ProductProcess(new Process { StartInfo = start });
        product._process.Start();
        product._process.BeginOutputReadLine();
        product._process.BeginErrorReadLine();
        product._process.StandardInput.Close();
        return product;
    }

    /// <summary>Runs a command to its end.</summary>
    public static async Task<(int ExitCode, string Output, string Errors)> RunAsync(params string[] arguments)
    {
        await using var product = Start(new Dictionary<string, string>(StringComparer.Ordinal), [], arguments);
        var code = await product.WaitForEndAsync();
        return (code, product.Output, product.Errors);
    }

    /// <summary>The first line of output, not read before, that contains a text.</summary>
    public async Task<string> WaitForLineAsync(string text)
    {
        using var deadline = new CancellationTokenSource(Patience);
        try
        {
            await foreach (var line in _lines.Reader.ReadAllAsync(deadline.Token))
            {
                if (line.Contains(text, StringComparison.Ordinal))
                {
                    return line;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Told below with what the process said instead.
        }

        throw new InvalidOperationException($"The process never said '{text}'. It said: {Output}{Errors}");
    }

    public async Task<int> WaitForEndAsync()
    {
        using var deadline = new CancellationTokenSource(Patience);
        await _process.WaitForExitAsync(deadline.Token);
        return _process.ExitCode;
    }

    /// <summary>SIGKILL: no handler runs.</summary>
    public async Task KillAsync()
    {
        _process.Kill(entireProcessTree: true);
        await WaitForEndAsync();
    }

    /// <summary>What Ctrl-C does.</summary>
    public async Task InterruptAsync(int? processId = null)
    {
        using var kill = Process.Start("kill", ["-INT", (processId ?? Id).ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
    }

    private static string SourceRoot([System.Runtime.CompilerServices.CallerFilePath] string file = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", "..", ".."));

    private static string Configuration() =>
        new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar)).Parent!.Name;

    private void Receive(string? line)
    {
        if (line is null)
        {
            _lines.Writer.TryComplete();
            return;
        }

        Append(_output, line);
        _lines.Writer.TryWrite(line);
    }

    private static void Append(StringBuilder text, string? line)
    {
        if (line is not null)
        {
            lock (text)
            {
                text.AppendLine(line);
            }
        }
    }
}
