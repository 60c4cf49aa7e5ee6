namespace GamifiedLoyalty.Server.CommandLine;

/// <summary>What became of the rows of an import.</summary>
/// <param name="Import">Its id, for a reversal.</param>
/// <param name="Recorded">Newly recorded rows.</param>
/// <param name="Duplicate">Rows recorded before.</param>
/// <param name="Conflict">Rows whose id is taken by other content.</param>
/// <param name="Rejected">Faulty rows.</param>
internal sealed record ImportOutcome(string? Import, long Recorded, long Duplicate, long Conflict, long Rejected)
{
    /// <summary>Rows that were not taken.</summary>
    public long Refused => Conflict + Rejected;

    /// <summary>All rows.</summary>
    public long Total => Recorded + Duplicate + Refused;

    /// <summary>Whether the file of errors lacks some.</summary>
    public bool ErrorsTruncated { get; init; }
}
