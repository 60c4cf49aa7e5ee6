using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace GamifiedLoyalty.Testing.Services;

/// <summary>
/// A real PostgreSQL on a free port of the loopback, in a temporary directory. It ends with the process that started it,
/// however that ends. Its databases sort text by a language, so that a comparison that forgets to ask for bytes is noticed.
/// </summary>
public sealed class PostgreSqlServer : IAsyncDisposable
{
    private const string Account = "postgres";
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);
    private static readonly Lazy<Task<PostgreSqlServer>> SharedServer = new(StartAsync);

    private readonly string _directory;
    private readonly string _programs;
    private readonly int _port;
    private Process? _process;
    private int _databases;

    private PostgreSqlServer(string programs)
    {
        _programs = programs;
        _directory = Directory.CreateTempSubdirectory("gl-pg-").FullName;
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        _port = ((IPEndPoint)free.LocalEndpoint).Port;
    }

    /// <summary>Where the newest installed version has its programs; null when PostgreSQL is not installed.</summary>
    public static string? Programs { get; } = Find();

    /// <summary>Why a test that needs it has to be skipped; null when PostgreSQL is installed.</summary>
    /// <exception cref="InvalidOperationException">It is not, and <c>REQUIRE_ALL=1</c> says that nothing may be skipped.</exception>
    public static string? WhyMissing => Programs is not null ? null
        : Environment.GetEnvironmentVariable("REQUIRE_ALL") == "1" ? throw new InvalidOperationException("PostgreSQL is required and was not found.")
        : "PostgreSQL was not found; install the package postgresql.";

    /// <summary>The server that all tests of this process share; each has a database of its own there.</summary>
    public static Task<PostgreSqlServer> SharedAsync() => SharedServer.Value;

    /// <summary>Starts a server that one test has for itself.</summary>
    public static async Task<PostgreSqlServer> StartAsync()
    {
        var server = new PostgreSqlServer(Programs ?? throw new InvalidOperationException("PostgreSQL is not installed."));
        await server.InitializeAsync();
        await server.RunAsync();
        return server;
    }

    /// <summary>
    /// Makes an empty schema in a database that others use as well, which is much quicker than a database; answers its
    /// connection string. Who listens hears of the others there, too.
    /// </summary>
    public async Task<string> CreateSchemaAsync()
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"test{Interlocked.Increment(ref _databases)}");
        await ExecuteAsync($"CREATE SCHEMA {name}");
        return ConnectionString("postgres") + ";Search Path=" + name;
    }

    /// <summary>Makes an empty database; answers its connection string.</summary>
    public async Task<string> CreateDatabaseAsync()
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"test{Interlocked.Increment(ref _databases)}");
        await ExecuteAsync($"CREATE DATABASE {name}");
        return ConnectionString(name);
    }

    /// <summary>Stops the server at once, as a crash of the machine would, and starts it again.</summary>
    public async Task RestartAsync()
    {
        await StopAsync();
        await RunAsync();
    }

    /// <summary>Stops the server; connections break, and its data stays.</summary>
    public Task StopAsync() => EndAsync("keep");

    /// <summary>Starts the server after <see cref="StopAsync"/>, on the same port.</summary>
    public async Task RunAsync()
    {
        // The shell ends the server and removes its data when its own input ends, which it does with this process.
        var command = string.Create(CultureInfo.InvariantCulture, $"""
            "{_programs}/postgres" -D "{_directory}/data" -p {_port} -c listen_addresses=127.0.0.1 -c unix_socket_directories="{_directory}" \
                -c fsync=off -c max_connections=300 -c shared_buffers=64MB -c log_min_messages=fatal >>"{_directory}/log" 2>&1 &
            server=$!
            read -r word
            kill -QUIT $server
            wait $server
            [ "$word" = keep ] || rm -rf "{_directory}"
            """);
        _process = Start(command);
        var since = Stopwatch.StartNew();
        while (!await AnswersAsync())
        {
            if (_process.HasExited || since.Elapsed > Deadline)
            {
                throw new InvalidOperationException("PostgreSQL does not start: " + await File.ReadAllTextAsync(Path.Combine(_directory, "log")));
            }

            await Task.Delay(50);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await EndAsync("");
        }
        else if (Directory.Exists(_directory))
        {
            Directory.Delete(_directory, recursive: true);
        }
    }

    private static string? Find()
    {
        const string Packages = "/usr/lib/postgresql";
        var candidates = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).AsEnumerable();
        if (Directory.Exists(Packages))
        {
            var versions = Directory.GetDirectories(Packages).OrderByDescending(
                d => int.TryParse(Path.GetFileName(d), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : 0);
            candidates = versions.Select(d => Path.Combine(d, "bin")).Concat(candidates);
        }

        return candidates.FirstOrDefault(d => File.Exists(Path.Combine(d, "postgres")) && File.Exists(Path.Combine(d, "initdb")));
    }

    private async Task InitializeAsync()
    {
        if (Environment.IsPrivilegedProcess)
        {
            using var owner = Process.Start("chown", [Account, _directory]);
            await owner.WaitForExitAsync();
        }

        using var process = Start(
            $"""exec "{_programs}/initdb" -D "{_directory}/data" -U {Account} -A trust -E UTF8 --locale=C.UTF-8 --locale-provider=icu --icu-locale=en --no-sync >"{_directory}/log" 2>&1""");
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException("initdb failed: " + await File.ReadAllTextAsync(Path.Combine(_directory, "log")));
        }
    }

    /// <summary>Runs a shell; the server refuses to run as root, so root becomes the account of the package.</summary>
    private static Process Start(string command)
    {
        string[] shell = ["sh", "-c", command];
        string[] line = Environment.IsPrivilegedProcess ? ["setpriv", "--reuid", Account, "--regid", Account, "--init-groups", .. shell] : shell;
        var start = new ProcessStartInfo(line[0], line[1..]) { RedirectStandardInput = true, UseShellExecute = false, WorkingDirectory = Path.GetTempPath() };
        return Process.Start(start)!;
    }

    private async Task<bool> AnswersAsync()
    {
        try
        {
            await ExecuteAsync("SELECT 1");
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(ConnectionString("postgres") + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private string ConnectionString(string database) =>
        string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={_port};Username={Account};Database={database}");

    private async Task EndAsync(string word)
    {
        await _process!.StandardInput.WriteLineAsync(word);
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _process = null;
    }
}
