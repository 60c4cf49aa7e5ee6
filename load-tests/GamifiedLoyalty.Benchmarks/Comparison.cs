using System.Globalization;

namespace GamifiedLoyalty.Benchmarks;

/// <summary>Something that differs from the baselines.</summary>
/// <param name="Fails">Whether it is an error; else it is a remark.</param>
/// <param name="Text">What, and what to do about it.</param>
internal sealed record Finding(bool Fails, string Text);

/// <summary>Compares measurements with baselines: allocations are exact and fail, times are noisy and warn.</summary>
internal static class Comparison
{
    /// <summary>How the allocations of the baselines are renewed.</summary>
    public const string Renew = "dotnet run --project load-tests/GamifiedLoyalty.Benchmarks -c Release -- --write-baselines --allocations";

    private const double SlowerThan = 1.5;
    private const int ToleratedPercent = 2;

    // Less than the smallest object, so that one more object per call is seen where little is allocated.
    private const int ToleratedBytes = 16;

    /// <summary>The most that is not more than a baseline.</summary>
    public static long Allowed(long baseline) => baseline + (baseline * ToleratedPercent / 100) + ToleratedBytes;

    /// <summary>What one operation's allocation says; null when it is as known.</summary>
    public static Finding? Allocation(string operation, long bytes, Baselines baselines)
    {
        if (!baselines.Operations.TryGetValue(operation, out var baseline))
        {
            return new(Fails: true, $"{operation} allocates {Text(bytes)} bytes and has no baseline. Add it with: {Renew}");
        }

        if (bytes > Allowed(baseline.Bytes))
        {
            return new(Fails: true,
                $"{operation} allocates {Text(bytes)} bytes a call; its baseline is {Text(baseline.Bytes)}, so at most {Text(Allowed(baseline.Bytes))}. "
                + $"Mend it, or when it is worth its price renew the baselines with: {Renew}");
        }

        return Allowed(bytes) < baseline.Bytes
            ? new(Fails: false, $"{operation} allocates {Text(bytes)} bytes a call, less than its baseline of {Text(baseline.Bytes)}. Keep that with: {Renew}")
            : null;
    }

    /// <summary>What one operation's time says; null when it is about as known.</summary>
    public static Finding? Time(string operation, double nanoseconds, Baselines baselines) =>
        baselines.Operations.GetValueOrDefault(operation)?.Nanoseconds is { } known && nanoseconds > known * SlowerThan
            ? new(Fails: false, $"{operation} took {Text(nanoseconds)} ns, {(nanoseconds / known).ToString("N1", CultureInfo.InvariantCulture)} times as long as on {baselines.Machine} ({Text(known)} ns).")
            : null;

    /// <summary>Baselines of operations that do not exist any more.</summary>
    public static IEnumerable<Finding> Left(IEnumerable<string> operations, Baselines baselines) =>
        baselines.Operations.Keys.Except(operations, StringComparer.Ordinal)
            .Select(name => new Finding(Fails: true, $"{name} has a baseline but is not measured. Remove it with: {Renew}"));

    private static string Text(double value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
