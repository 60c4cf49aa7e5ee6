namespace GamifiedLoyalty.LoadTests.Reports;

/// <summary>What a process used while a work ran.</summary>
/// <param name="CpuSeconds">Processor time, user and system.</param>
/// <param name="PeakMegabytes">The most resident memory.</param>
/// <param name="WrittenMegabytes">What was written to the disk.</param>
internal readonly record struct ProcessUsage(double CpuSeconds, double PeakMegabytes, double WrittenMegabytes);

/// <summary>What a work used.</summary>
/// <param name="Seconds">How long it ran, warm-up included.</param>
/// <param name="Generator">This process.</param>
/// <param name="Server">All nodes together; null when they are not ours.</param>
/// <param name="PostgreSql">All its processes together, with the memory they had at the end; null when it is not ours.</param>
/// <param name="Redis">Redis; null when it is not ours.</param>
internal readonly record struct Usage(
    double Seconds, ProcessUsage Generator, ProcessUsage? Server, ProcessUsage? PostgreSql, ProcessUsage? Redis);

/// <summary>Reads what the processes use from <c>/proc</c>.</summary>
internal sealed class UsageMeter
{
    private readonly int _generator = Environment.ProcessId;
    private long _startedAt;
    private Usage _before;

    /// <summary>The nodes' processes; empty when they are not ours.</summary>
    public IReadOnlyList<int> Servers { get; init; } = [];

    /// <summary>PostgreSQL's first process, of which all others are children; null when it is not ours.</summary>
    public int? PostgreSql { get; init; }

    /// <summary>The process of Redis; null when it is not ours.</summary>
    public int? Redis { get; init; }

    /// <summary>The nodes' resident memory now; null when they are not ours.</summary>
    public double? ServerMegabytes => Servers.Count > 0 ? Servers.Sum(server => ProcessFile.Megabytes(server, "VmRSS:")) : null;

    /// <summary>Starts to measure; what came before no longer counts, also as a peak.</summary>
    public void Start()
    {
        foreach (var process in Servers.Append(_generator).Concat(Redis is { } redis ? [redis] : []))
        {
            ForgetPeak(process);
        }

        _before = Now();
        _startedAt = Clock.Now;
    }

    /// <summary>What was used since the start.</summary>
    public Usage Stop()
    {
        var now = Now();
        return new(
            Clock.Seconds(_startedAt, Clock.Now),
            Since(_before.Generator, now.Generator)!.Value,
            Since(_before.Server, now.Server),
            Since(_before.PostgreSql, now.PostgreSql),
            Since(_before.Redis, now.Redis));
    }

    private Usage Now() => new(
        Seconds: 0,
        UsageOf(_generator),
        Servers.Count > 0 ? Servers.Select(UsageOf).Aggregate(Sum) : null,
        PostgreSql is { } first ? ProcessFile.Family(first) : null,
        Redis is { } redis ? UsageOf(redis) : null);

    private static ProcessUsage Sum(ProcessUsage one, ProcessUsage other) => new(
        one.CpuSeconds + other.CpuSeconds, one.PeakMegabytes + other.PeakMegabytes, one.WrittenMegabytes + other.WrittenMegabytes);

    private static ProcessUsage? Since(ProcessUsage? before, ProcessUsage? now) => before is { } from && now is { } to
        ? new(to.CpuSeconds - from.CpuSeconds, to.PeakMegabytes, to.WrittenMegabytes - from.WrittenMegabytes)
        : null;

    private static ProcessUsage UsageOf(int process) => new(
        ProcessFile.CpuSeconds(process), ProcessFile.Megabytes(process, "VmHWM:"), ProcessFile.WrittenMegabytes(process));

    private static void ForgetPeak(int process)
    {
        try
        {
            File.WriteAllText($"/proc/{process}/clear_refs", "5");
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            // A kernel may refuse it; then the peak is that of the process since its start.
        }
    }
}
