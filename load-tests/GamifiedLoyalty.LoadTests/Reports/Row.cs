namespace GamifiedLoyalty.LoadTests.Reports;

/// <summary>A row of the table. Times are in milliseconds.</summary>
internal sealed record Row
{
    /// <summary>What was done.</summary>
    public required string Work { get; init; }

    /// <summary>How often a second; null where only times were measured.</summary>
    public double? Rate { get; init; }

    /// <summary>Half of the times are no longer than this.</summary>
    public double? P50 { get; init; }

    /// <summary>95 of 100 times are no longer than this.</summary>
    public double? P95 { get; init; }

    /// <summary>99 of 100 times are no longer than this.</summary>
    public double? P99 { get; init; }

    /// <summary>The longest time.</summary>
    public double? Max { get; init; }

    /// <summary>How many times were measured.</summary>
    public long Samples { get; init; }

    /// <summary>The machine's own limit, measured in the same run.</summary>
    public double? Limit { get; init; }

    /// <summary>The rate as a share of the limit.</summary>
    public double? Ratio => Rate / Limit;

    /// <summary>How many activities or reads the processes' use was for; null where that is not one kind.</summary>
    public long? Items { get; init; }

    /// <summary>The server's processor time for one of them, in microseconds.</summary>
    public double? ServerMicroseconds => Usage?.Server?.CpuSeconds * 1_000_000 / Items;

    /// <summary>What the processes used; null where another row says it.</summary>
    public Usage? Usage { get; init; }

    /// <summary>A row with the quantiles of the times.</summary>
    public static Row Of(string work, double? rate, Histogram? latency, Usage? usage = null) => new()
    {
        Work = work,
        Rate = rate,
        P50 = Milliseconds(latency?.Quantile(0.50)),
        P95 = Milliseconds(latency?.Quantile(0.95)),
        P99 = Milliseconds(latency?.Quantile(0.99)),
        Max = latency?.Count > 0 ? Milliseconds(latency.Max) : null,
        Samples = latency?.Count ?? 0,
        Usage = usage,
    };

    private static double? Milliseconds(long? microseconds) => microseconds / 1_000.0;
}

/// <summary>A figure that has no place in the table.</summary>
/// <param name="Name">What was measured.</param>
/// <param name="Value">How much.</param>
/// <param name="Unit">Of what.</param>
internal sealed record Finding(string Name, double Value, string Unit);

/// <summary>Something that has to be so, whatever the speed.</summary>
/// <param name="Name">What was checked.</param>
/// <param name="IsRight">Whether it is so.</param>
/// <param name="Detail">What was found.</param>
internal sealed record Check(string Name, bool IsRight, string Detail);
