namespace GamifiedLoyalty.Server.Api.Activities;

/// <summary>The limits of activity ingestion, in one place.</summary>
internal static class IngestLimits
{
    /// <summary>Most items of a JSON array or batch of events.</summary>
    public const int ArrayItems = 10_000;

    /// <summary>Largest JSON body that is not a stream, in bytes.</summary>
    public const int BodyBytes = 16 * 1024 * 1024;

    /// <summary>Longest line of a stream, in bytes without its line break.</summary>
    public const int LineBytes = 1024 * 1024;

    /// <summary>Most commands sent to the engine in one call.</summary>
    public const int BatchItems = 1_000;

    /// <summary>Calls to the engine that a stream keeps waiting for their commit while it is read on.</summary>
    public const int BatchesInFlight = 4;

    /// <summary>Most errors told in a summary.</summary>
    public const int SummaryErrors = 1_000;

    /// <summary>Answers kept in memory for a client that sends without reading; the rest goes to a temporary file.</summary>
    public const int SpoolBytes = 4 * 1024 * 1024;
}
