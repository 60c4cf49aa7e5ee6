using System.Numerics;

namespace GamifiedLoyalty.LoadTests;

/// <summary>
/// Counts of durations in microseconds, in buckets whose width is a 64th of their power of two: any quantile is known to
/// within 1.6 % however many values there were. Not safe for concurrent use.
/// </summary>
internal sealed class Histogram
{
    private const int SubBits = 6;
    private const int SubBuckets = 1 << SubBits;
    private readonly long[] _counts = new long[(64 - SubBits) * SubBuckets];

    /// <summary>How many values were recorded.</summary>
    public long Count { get; private set; }

    /// <summary>The largest value, exactly; 0 when there is none.</summary>
    public long Max { get; private set; }

    /// <summary>Records a duration; a negative one counts as 0.</summary>
    public void Record(long microseconds)
    {
        var value = Math.Max(0, microseconds);
        _counts[BucketOf(value)]++;
        Count++;
        Max = Math.Max(Max, value);
    }

    /// <summary>The value that a share of all values do not exceed; null when there is none.</summary>
    /// <param name="share">From 0 to 1.</param>
    public long? Quantile(double share)
    {
        if (Count == 0)
        {
            return null;
        }

        var wanted = (long)Math.Ceiling(share * Count);
        var bucket = -1;
        for (long seen = 0; seen < wanted; seen += _counts[bucket])
        {
            bucket++;
        }

        return Math.Min(Max, UpperEnd(Math.Max(bucket, 0)));
    }

    // Values below SubBuckets have a bucket each; above, the exponent selects a row of SubBuckets / 2 buckets.
    private static int BucketOf(long value)
    {
        var shift = Math.Max(0, BitOperations.Log2((ulong)value | 1) - SubBits + 1);
        return (shift * SubBuckets / 2) + (int)(value >> shift);
    }

    private static long UpperEnd(int bucket)
    {
        if (bucket < SubBuckets)
        {
            return bucket;
        }

        var shift = (bucket / (SubBuckets / 2)) - 1;
        var top = (long)bucket - (shift * (SubBuckets / 2));
        return ((top + 1) << shift) - 1;
    }
}
