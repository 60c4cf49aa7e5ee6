using System.Globalization;

namespace GamifiedLoyalty.LoadTests.Reports;

/// <summary>What a process used while a work ran.</summary>
/// <param name="CpuSeconds">Processor time, user and system.</param>
/// <param name="PeakMegabytes">The most resident memory.</param>
/// <param name="WrittenMegabytes">What was written to the disk.</param>
internal readonly record struct ProcessUsage(double CpuSeconds, long PeakMegabytes, double WrittenMegabytes);

/// <summary>What a work used.</summary>
/// <param name="Seconds">How long it ran, warm-up included.</param>
/// <param name="Generator">This process.</param>
/// <param name="Server">The server's process; null when it is not ours.</param>
internal readonly record struct Usage(double Seconds, ProcessUsage Generator, ProcessUsage? Server);

/// <summary>Reads what the processes use from <c>/proc</c>.</summary>
internal sealed class UsageMeter
{
    private const double TicksPerSecond = 100;
    private const double Megabyte = 1 << 20;
    private readonly int _generator = Environment.ProcessId;
    private long _startedAt;
    private ProcessUsage _generatorBefore;
    private ProcessUsage _serverBefore;

    /// <summary>The server's process; null when it is not ours or has not started.</summary>
    public int? Server { get; set; }

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
        CpuSeconds(process),
        Field($"/proc/{process}/status", "VmHWM:") / 1_024,
        Field($"/proc/{process}/io", "write_bytes:") / Megabyte);

    // The fields are counted after the name in brackets, which may itself contain spaces: user time is the 12th from there.
    private static double CpuSeconds(int process)
    {
        var stat = File.ReadAllText($"/proc/{process}/stat");
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return (Number(fields[11]) + Number(fields[12])) / TicksPerSecond;
    }

    private static long Field(string file, string name)
    {
        var line = File.ReadLines(file).First(l => l.StartsWith(name, StringComparison.Ordinal));
        return Number(line[name.Length..].Replace("kB", "", StringComparison.Ordinal));
    }

    private static long Number(string text) => long.Parse(text.Trim(), CultureInfo.InvariantCulture);

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
