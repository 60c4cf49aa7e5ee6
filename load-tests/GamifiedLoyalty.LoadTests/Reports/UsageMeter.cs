namespace GamifiedLoyalty.LoadTests.Reports;

/// <summary>What a process used while a work ran.</summary>
/// <param name="CpuSeconds">Processor time, user and system.</param>
/// <param name="PeakMegabytes">The most resident memory.</param>
/// <param name="WrittenMegabytes">What was written to the disk.</param>
internal readonly record struct ProcessUsage(double CpuSeconds, double PeakMegabytes, double WrittenMegabytes);

/// <summary>What a work used.</summary>
/// <param name="Seconds">How long it ran, warm-up included.</param>
/// <param name="Generator">This process.</param>
/// <param name="Server">The server's process; null when it is not ours.</param>
internal readonly record struct Usage(double Seconds, ProcessUsage Generator, ProcessUsage? Server);

/// <summary>Reads what the processes use from <c>/proc</c>.</summary>
internal sealed class UsageMeter
{
    private readonly int _generator = Environment.ProcessId;
    private long _startedAt;
    private ProcessUsage _generatorBefore;
    private ProcessUsage _serverBefore;

    /// <summary>The server's process; null when it is not ours or has not started.</summary>
    public int? Server { get; set; }

    /// <summary>The server's resident memory now; null when it is not ours.</summary>
    public double? ServerMegabytes => Server is { } server ? ProcessFile.Megabytes(server, "VmRSS:") : null;

    /// <summary>Starts to measure; what came before no longer counts, also as a peak.</summary>
    public void Start()
    {
        ForgetPeak(_generator);
        _generatorBefore = UsageOf(_generator);
        if (Server is { } server)
        {
            ForgetPeak(server);
            _serverBefore = UsageOf(server);
        }

        _startedAt = Clock.Now;
    }

    /// <summary>What was used since the start.</summary>
    public Usage Stop() => new(
        Clock.Seconds(_startedAt, Clock.Now),
        Since(_generatorBefore, UsageOf(_generator)),
        Server is { } server ? Since(_serverBefore, UsageOf(server)) : null);

    private static ProcessUsage Since(ProcessUsage before, ProcessUsage now) =>
        new(now.CpuSeconds - before.CpuSeconds, now.PeakMegabytes, now.WrittenMegabytes - before.WrittenMegabytes);

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
