namespace GamifiedLoyalty.Server.Hosting;

/// <summary>Where the embedded store keeps its files; section <c>Data</c>.</summary>
internal sealed class DataOptions
{
    /// <summary>The folder, relative to the working directory.</summary>
    public string Directory { get; set; } = "data";
}

/// <summary>Which commit store is used; section <c>Storage</c>.</summary>
internal sealed class StorageOptions
{
    /// <summary><c>sqlite</c>, a file in <see cref="DataOptions.Directory"/>, or <c>postgresql</c>, which several nodes share.</summary>
    public string Provider { get; set; } = StoreSetup.Sqlite;

    /// <summary>Where the <c>postgresql</c> database is, such as <c>Host=db;Database=loyalty;Username=loyalty;Password=…</c>; not used by <c>sqlite</c>.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>Most connections of this node to <c>postgresql</c>, 2 to 1,000; one more listens.</summary>
    public int MaxConnections { get; set; } = 32;
}

/// <summary>Which live boards are used; section <c>Boards</c>.</summary>
internal sealed class BoardsOptions
{
    /// <summary>The provider that keeps boards in the memory of each node.</summary>
    public const string Memory = "memory";

    /// <summary>The provider that keeps boards in Redis.</summary>
    public const string Redis = "redis";

    /// <summary><c>memory</c> of this node, or <c>redis</c>, which several nodes share.</summary>
    public string Provider { get; set; } = Memory;

    /// <summary>Where Redis is, such as <c>redis1:6379,password=…</c>; not used by <c>memory</c>, where setting it is a warning.</summary>
    public string? ConnectionString { get; set; }
}

/// <summary>How the server is reached; section <c>Server</c>.</summary>
internal sealed class ReachOptions
{
    /// <summary>The address that links carry, such as <c>https://loyalty.example.org</c>; null takes that of the request.</summary>
    public string? PublicUrl { get; set; }

    /// <summary>Whether <c>X-Forwarded-*</c> headers of a proxy in front are believed.</summary>
    public bool TrustForwardedHeaders { get; set; }

    /// <summary>
    /// For how long a stopping server goes on as before, except that it says that it is not ready: seconds, 0 to 300. A
    /// balancer needs as long to notice.
    /// </summary>
    public int DrainSeconds { get; set; }

    /// <summary><see cref="DrainSeconds"/> as a duration.</summary>
    internal TimeSpan Drain => TimeSpan.FromSeconds(DrainSeconds);
}

/// <summary>What is told to a collector of metrics and traces; section <c>Telemetry</c>.</summary>
internal sealed class TelemetryOptions
{
    /// <summary>The collector's OTLP address, such as <c>http://collector:4317</c>; null takes <c>OTEL_EXPORTER_OTLP_ENDPOINT</c>, and without both nothing is sent.</summary>
    public string? Endpoint { get; set; }

    /// <summary>Of how many requests in a hundred a trace is made, 0 to 100.</summary>
    public int TracePercent { get; set; } = 1;
}

/// <summary>The limits of requests; section <c>Limits</c>.</summary>
internal sealed class LimitsOptions
{
    /// <summary>Largest body of a request in bytes; activities have a fixed one, 16 MiB, and streams none.</summary>
    public long BodyBytes { get; set; } = 16 * 1024 * 1024;

    /// <summary>Requests a second that one key may make; 0 for no limit.</summary>
    public int RequestsPerSecondPerKey { get; set; } = 50_000;

    /// <summary>Requests with a wrong key that one address may make a minute; 0 for no limit.</summary>
    public int FailedAuthenticationsPerMinute { get; set; } = 120;

    /// <summary>
    /// Messages a second that the node sends to all its live viewers together; with more viewers than a tenth of it,
    /// channels send less often than ten times a second.
    /// </summary>
    public int MessagesPerSecond { get; set; } = 10_000 * Environment.ProcessorCount;

    /// <summary>Personal links that one address may open a minute; 0 for no limit.</summary>
    public int LinkEntriesPerMinute { get; set; } = 60;
}
