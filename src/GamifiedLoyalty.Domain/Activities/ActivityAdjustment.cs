using GamifiedLoyalty.Domain.Earning;

namespace GamifiedLoyalty.Domain.Activities;

/// <summary>
/// What corrections have made of a recorded activity: the lines that remain and the awards that now stand. Absent for
/// the many activities that were never corrected.
/// </summary>
/// <param name="Version">The recorded activity.</param>
/// <param name="Lines">What remains of each line that still has something; empty when all is reversed.</param>
/// <param name="Awards">The awards as they stand now.</param>
/// <param name="Reversals">The reversals applied, oldest first.</param>
public sealed record ActivityAdjustment(
    long Version,
    IReadOnlyList<ActivityLine> Lines,
    IReadOnlyList<Award> Awards,
    IReadOnlyList<AppliedReversal> Reversals);

/// <summary>A reversal that was applied, with what identifies it for retries.</summary>
/// <param name="Request">What was asked.</param>
/// <param name="Version">The version that applied it.</param>
/// <param name="At">When.</param>
public sealed record AppliedReversal(ReversalRequest Request, long Version, DateTimeOffset At);

/// <summary>A wish to take back an activity, wholly or in part.</summary>
/// <param name="ExternalId">The sender's id of the reversal, unique per activity.</param>
/// <param name="Reason">Why.</param>
/// <param name="Lines">Parts of lines; null when not by line.</param>
/// <param name="Amount">An amount to spread over the lines by value; null when not by amount.</param>
public sealed record ReversalRequest(
    string ExternalId, string Reason, IReadOnlyList<LineReversal>? Lines, decimal? Amount)
{
    /// <summary>Whether two requests ask the same, for retries.</summary>
    public bool SameContent(ReversalRequest other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Reason == other.Reason && Amount == other.Amount
            && (Lines is null) == (other.Lines is null)
            && (Lines is null || Lines.SequenceEqual(other.Lines!));
    }
}

/// <summary>What to take back of one line; neither quantity nor amount takes all of it.</summary>
/// <param name="Id">The line.</param>
/// <param name="Quantity">Units to take back; the amount follows in proportion.</param>
/// <param name="Amount">Amount to take back, in the activity's currency.</param>
public sealed record LineReversal(string Id, long? Quantity, decimal? Amount);
