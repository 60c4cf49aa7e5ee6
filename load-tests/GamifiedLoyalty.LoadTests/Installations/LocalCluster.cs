using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using GamifiedLoyalty.LoadTests.Reports;
using GamifiedLoyalty.LoadTests.Works;
using Npgsql;

namespace GamifiedLoyalty.LoadTests.Installations;

/// <summary>
/// PostgreSQL, Redis and nodes as <c>deploy/local-cluster.sh</c> starts them on the loopback, all of it in a directory of
/// its own. The database flushes at every commit.
/// </summary>
internal sealed class LocalCluster : Installation
{
    private readonly Setup _setup;
    private readonly string _directory;
    private readonly string _database;
    private readonly IPEndPoint _redis;

    private LocalCluster(Setup setup, string directory, IReadOnlyDictionary<string, string> found)
    {
        (_setup, _directory) = (setup, directory);
        _database = found["POSTGRES"];
        _redis = IPEndPoint.Parse(found["REDIS"]);
        Key = found["ADMIN_KEY"];
        var numbers = Enumerable.Range(1, setup.Nodes).ToArray();
        Nodes = [.. numbers.Select(n => new Uri(found[Text($"NODE_{n}")]))];
        Written = new WrittenRows(_database);
        Meter = new UsageMeter
        {
            Servers = [.. numbers.Select(n => FirstNumber(Text($"node{n}.pid")))],
            PostgreSql = FirstNumber(Path.Combine("postgres", "data", "postmaster.pid")),
            Redis = setup.Boards == Setup.Redis ? FirstNumber("redis.pid") : null,
        };
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Uri> Nodes { get; }

    /// <inheritdoc/>
    public override string Key { get; }

    /// <inheritdoc/>
    public override UsageMeter Meter { get; }

    /// <inheritdoc/>
    public override WrittenRows? Written { get; }

    private static string Script => Path.Combine(ServerProcess.RepositoryRoot, "deploy", "local-cluster.sh");

    /// <summary>Starts it and waits until all nodes are ready.</summary>
    public static async Task<LocalCluster> StartAsync(Setup setup, string directory, CancellationToken cancellationToken)
    {
        var key = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));
        await Console.Error.WriteLineAsync($"starting {setup.Name}");
        await CallAsync(directory, ["start", "--nodes", Text($"{setup.Nodes}"), "--admin-key", key, "--set", $"Boards__Provider={setup.Boards}"]);
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            return new LocalCluster(setup, directory, Read(await File.ReadAllLinesAsync(Path.Combine(directory, "cluster.env"), cancellationToken)));
        }
        catch
        {
            await CallAsync(directory, ["stop"]);
            throw;
        }
    }

    /// <inheritdoc/>
    public override async Task MeasureLimitsAsync(WorkContext context, string folder)
    {
        await PostgreSqlLimit.MeasureAsync(context, folder, _database);
        if (_setup.Boards == Setup.Redis)
        {
            RedisLimit.Measure(context, _redis);
        }
    }

    /// <inheritdoc/>
    public override async Task<Check?> VerifyAsync(WorkContext context)
    {
        for (var node = 1; node <= _setup.Nodes; node++)
        {
            await CallAsync(_directory, ["stop-node", Text($"{node}")]);
        }

        return await Checks.VerifyAsync(Path.Combine(_directory, "verify"), context.Sales, context.Cancellation, new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Storage__Provider"] = Setup.PostgreSql,
            ["Storage__ConnectionString"] = _database,
        });
    }

    public override async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        await CallAsync(_directory, ["stop"]);
    }

    // The script bounds every wait of its own, and undoes what it started when it is interrupted.
    private static async Task CallAsync(string directory, string[] arguments)
    {
        var start = new ProcessStartInfo("bash", [Script, .. arguments, "--dir", directory]) { RedirectStandardOutput = true, UseShellExecute = false };
        start.Environment["GAMIFIEDLOYALTY_SERVER"] = ServerProcess.ServerAssembly;
        using var script = Process.Start(start) ?? throw new LoadTestException($"{Script} could not be started.");
        await script.StandardOutput.ReadToEndAsync(CancellationToken.None);
        await script.WaitForExitAsync(CancellationToken.None);
        if (script.ExitCode != 0)
        {
            throw new LoadTestException($"local-cluster.sh {arguments[0]} failed.");
        }
    }

    // Assignments for a shell, which writes a backslash before what it would take for its own.
    private static Dictionary<string, string> Read(IEnumerable<string> lines) => lines
        .Select(l => l.Replace("\\", "", StringComparison.Ordinal).Split('=', 2))
        .ToDictionary(p => p[0], p => p[1], StringComparer.Ordinal);

    private int FirstNumber(string file) =>
        int.Parse(File.ReadLines(Path.Combine(_directory, file)).First(), CultureInfo.InvariantCulture);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
