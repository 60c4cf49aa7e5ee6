using System.Diagnostics;
using System.Runtime.CompilerServices;
using GamifiedLoyalty.Testing.Services;

namespace GamifiedLoyalty.Cluster.Tests;

/// <summary>
/// Three nodes of the built server with PostgreSQL and Redis, started by <c>deploy/local-cluster.sh</c>, once for all tests.
/// It ends with the process of the tests, however that ends.
/// </summary>
public sealed class LocalCluster : IAsyncLifetime
{
    public const int NodeCount = 3;

    private const string AdminKey = "an-admin-key-for-tests-only";
    private static readonly string Source = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ThisFile())!, "..", ".."));
    private static readonly string Script = Path.Combine(Source, "deploy", "local-cluster.sh");
    private static readonly string Configuration = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar)).Parent!.Name;
    private static readonly string Server = Path.Combine(
        Source, "src", "GamifiedLoyalty.Server", "bin", Configuration, "net10.0", "GamifiedLoyalty.Server.dll");

    private readonly string _directory = Path.Combine(Path.GetTempPath(), "gl-cluster-" + Guid.NewGuid().ToString("N"));
    private Process? _guard;
    private string _database = "";

    /// <summary>The nodes, as clients see them.</summary>
    internal IReadOnlyList<Node> Nodes { get; private set; } = [];

    public async ValueTask InitializeAsync()
    {
        if (WhyMissing() is not null)
        {
            return;
        }

        _guard = Guard();
        await RunAsync("start", "--nodes", Invariant($"{NodeCount}"), "--admin-key", AdminKey);
        var values = (await File.ReadAllLinesAsync(Path.Combine(_directory, "cluster.env")))
            .Select(l => l.Split('=', 2)).ToDictionary(l => l[0], l => l[1].Replace("\\", "", StringComparison.Ordinal), StringComparer.Ordinal);
        _database = values["POSTGRES"];
        Nodes = [.. Enumerable.Range(1, NodeCount).Select(i => new Node(i, new Uri(values[Invariant($"NODE_{i}")]), AdminKey))];
    }

    /// <summary>Skips the test where the services are not installed, and makes every node serve.</summary>
    public async Task DemandAsync()
    {
        var missing = WhyMissing();
        Assert.SkipWhen(missing is not null, missing ?? "");
        foreach (var node in Nodes)
        {
            if (!await node.IsReadyAsync())
            {
                await RunAsync("resume-node", node).ContinueWith(_ => { }, TaskScheduler.Default);
                await RunAsync("kill-node", node).ContinueWith(_ => { }, TaskScheduler.Default);
                await RunAsync("start-node", node);
            }
        }
    }

    /// <summary>Runs a command of the script that concerns one node.</summary>
    internal Task RunAsync(string command, Node node) => RunAsync(command, Invariant($"{node.Number}"));

    /// <summary>Runs a command of the script.</summary>
    public async Task RunAsync(params string[] command)
    {
        var (code, output) = await ExecuteAsync(Script, [.. command, "--dir", _directory]);
        code.ShouldBe(0, $"{string.Join(' ', command)}: {output}");
    }

    /// <summary>Recomputes a program from what PostgreSQL holds.</summary>
    public async Task VerifyAsync(string program)
    {
        var (code, output) = await ExecuteAsync(
            Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet",
            Server, "verify", "--program", program, "--Storage:Provider=postgresql", $"--Storage:ConnectionString={_database}");
        code.ShouldBe(0, output);
        output.ShouldContain("all is well");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in Nodes)
        {
            node.Dispose();
        }

        if (_guard is not null)
        {
            _guard.StandardInput.Close();
            await _guard.WaitForExitAsync();
            _guard.Dispose();
        }
    }

    private static string? WhyMissing() =>
        OperatingSystem.IsWindows() ? "The scripts are for Unix."
        : PostgreSqlServer.WhyMissing ?? (RedisServer.IsInstalled ? null
        : Environment.GetEnvironmentVariable("REQUIRE_ALL") == "1" ? throw new InvalidOperationException(RedisServer.Missing)
        : RedisServer.Missing);

    // A shell in a session of its own stops everything when its input ends, which it does with this process.
    private Process Guard() => Start(
        "setsid", "bash", "-c", $"read -r _; [[ ! -d '{_directory}' ]] || '{Script}' stop --dir '{_directory}'");

    private static async Task<(int Code, string Output)> ExecuteAsync(string program, params string[] arguments)
    {
        using var process = Start(program, arguments);
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output + await errors);
    }

    private static Process Start(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment["GAMIFIEDLOYALTY_SERVER"] = Server;
        return Process.Start(start)!;
    }

    private static string ThisFile([CallerFilePath] string file = "") => file;
}
