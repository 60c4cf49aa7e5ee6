using System.Globalization;
using GamifiedLoyalty.Engine;
using GamifiedLoyalty.Live.Redis;
using GamifiedLoyalty.Storage.PostgreSql;

namespace GamifiedLoyalty.Server.Hosting;

/// <summary>Says what is wrong with a configuration, in words for the person who wrote it.</summary>
public static class ConfigurationCheck
{
    private const int GoodKeyLength = 16;
    private const string BoardsConnection = "Boards:ConnectionString";
    private const string StorageConnection = "Storage:ConnectionString";

    /// <summary>The server's own sections, each with its defaults.</summary>
    internal static IReadOnlyList<(string Section, object Defaults)> Sections { get; } =
    [
        ("Data", new DataOptions()),
        ("Storage", new StorageOptions()),
        ("Boards", new BoardsOptions()),
        ("Server", new ReachOptions()),
        ("Limits", new LimitsOptions()),
        ("Engine", new EngineOptions()),
        ("Telemetry", new TelemetryOptions()),
    ];

    /// <summary>Problems, then warnings, which begin with <c>Warning:</c>; empty when nothing is wrong.</summary>
    public static IReadOnlyList<string> Run(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return [.. Problems(configuration), .. Warnings(configuration).Select(w => $"Warning: {w}")];
    }

    /// <summary>What the server starts with all the same.</summary>
    internal static IReadOnlyList<string> Warnings(IConfiguration configuration)
    {
        var warnings = UnknownKeys(configuration).Select(key => $"{key} is read by nothing.").ToList();
        if (!string.IsNullOrEmpty(configuration[StorageConnection]) && !configuration.IsPostgreSql())
        {
            warnings.Add($"{StorageConnection} is not used: everything is kept in Data:Directory.");
        }

        if (!string.IsNullOrEmpty(configuration[BoardsConnection]) && !KeepsBoardsInRedis(configuration))
        {
            warnings.Add($"{BoardsConnection} is not used: Boards:Provider is memory.");
        }

        if (configuration[Security.AdminKey.Setting] is { Length: > 0 and < GoodKeyLength })
        {
            warnings.Add(string.Create(CultureInfo.InvariantCulture,
                $"{Security.AdminKey.Setting} is short; {GoodKeyLength} random characters or more are hard to guess."));
        }

        return warnings;
    }

    /// <summary>Refuses to start with a wrong configuration.</summary>
    /// <exception cref="InvalidOperationException">Something is wrong; the message says what.</exception>
    internal static void Demand(IConfiguration configuration)
    {
        var problems = Problems(configuration);
        if (problems.Count > 0)
        {
            throw new InvalidOperationException("The configuration cannot be used:\n- " + string.Join("\n- ", problems));
        }
    }

    private static List<string> Problems(IConfiguration configuration)
    {
        var problems = new List<string>();
        CheckProvider(configuration, "Storage:Provider", [StoreSetup.Sqlite, StoreSetup.PostgreSql], problems);
        CheckProvider(configuration, "Boards:Provider", [BoardsOptions.Memory, BoardsOptions.Redis], problems);
        CheckStorage(configuration, problems);
        CheckBoards(configuration, problems);
        CheckNumber(configuration, "Limits:BodyBytes", 1_024, 1L << 30, problems);
        CheckNumber(configuration, "Limits:RequestsPerSecondPerKey", 0, int.MaxValue, problems);
        CheckNumber(configuration, "Limits:FailedAuthenticationsPerMinute", 0, int.MaxValue, problems);
        CheckNumber(configuration, "Limits:MessagesPerSecond", 1, int.MaxValue, problems);
        CheckNumber(configuration, "Limits:LinkEntriesPerMinute", 0, int.MaxValue, problems);
        foreach (var property in typeof(EngineOptions).GetProperties())
        {
            CheckNumber(configuration, $"Engine:{property.Name}", 1, 10_000_000, problems);
        }

        CheckNumber(configuration, "Server:DrainSeconds", 0, 300, problems);
        CheckNumber(configuration, "Telemetry:TracePercent", 0, 100, problems);
        CheckFlag(configuration, "Server:TrustForwardedHeaders", problems);
        CheckUrl(configuration, "Server:PublicUrl", "https://loyalty.example.org", problems);
        CheckUrl(configuration, "Telemetry:Endpoint", "http://collector:4317", problems);
        CheckUrl(configuration, Operations.Telemetry.EndpointSetting, "http://collector:4317", problems);
        if (configuration[Security.AdminKey.Setting] is { Length: > Security.Secrets.MaxLength })
        {
            problems.Add(string.Create(CultureInfo.InvariantCulture,
                $"{Security.AdminKey.Setting} is longer than {Security.Secrets.MaxLength} characters."));
        }

        return problems;
    }

    /// <summary>Keys of the server's own sections that nothing reads, most likely misspelt.</summary>
    internal static IReadOnlyList<string> UnknownKeys(IConfiguration configuration) =>
        [.. Sections.SelectMany(s => configuration.GetSection(s.Section).GetChildren()
            .Where(c => s.Defaults.GetType().GetProperties().All(p => !string.Equals(p.Name, c.Key, StringComparison.OrdinalIgnoreCase)))
            .Select(c => c.Path))];

    private static bool KeepsBoardsInRedis(IConfiguration configuration) => configuration["Boards:Provider"] == BoardsOptions.Redis;

    private static void CheckProvider(IConfiguration configuration, string key, string[] known, List<string> problems)
    {
        if (configuration[key] is { } value && !known.Contains(value, StringComparer.Ordinal))
        {
            problems.Add($"{key} is \"{value}\"; this version knows {string.Join(" and ", known)} only.");
        }
    }

    private static void CheckStorage(IConfiguration configuration, List<string> problems)
    {
        CheckNumber(configuration, "Storage:MaxConnections", 2, 1_000, problems);
        if (configuration.IsPostgreSql() && PostgreSqlStoreOptions.Fault(configuration[StorageConnection]) is { } fault)
        {
            problems.Add($"{StorageConnection} cannot be used: {fault}");
        }
    }

    private static void CheckBoards(IConfiguration configuration, List<string> problems)
    {
        if (KeepsBoardsInRedis(configuration) && (configuration[BoardsConnection] is not { Length: > 0 } text || !RedisBoards.IsConnectionString(text)))
        {
            // The value is not repeated, because it may hold a password.
            problems.Add($"{BoardsConnection} cannot be understood; something such as redis1:6379,password=secret is expected.");
        }
    }

    private static void CheckNumber(IConfiguration configuration, string key, long min, long max, List<string> problems)
    {
        if (configuration[key] is { } text
            && !(long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max))
        {
            problems.Add(string.Create(CultureInfo.InvariantCulture, $"{key} is \"{text}\"; a whole number from {min} to {max} is expected."));
        }
    }

    private static void CheckFlag(IConfiguration configuration, string key, List<string> problems)
    {
        if (configuration[key] is { } text && !bool.TryParse(text, out _))
        {
            problems.Add($"{key} is \"{text}\"; true or false is expected.");
        }
    }

    private static void CheckUrl(IConfiguration configuration, string key, string example, List<string> problems)
    {
        if (configuration[key] is { Length: > 0 } text
            && !(Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"))
        {
            problems.Add($"{key} is \"{text}\"; an address such as {example} is expected.");
        }
    }
}
