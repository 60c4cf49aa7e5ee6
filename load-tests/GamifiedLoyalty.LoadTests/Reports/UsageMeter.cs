using System.Globalization;

namespace GamifiedLoyalty.LoadTests.Reports;

/// <summary>What a process used while a work ran.</summary>
/// <param name="CpuSeconds">Processor time, user and system.</param>
/// <param name="PeakMegabytes">The most resident memory.</param>
internal readonly record struct ProcessUsage(double CpuSeconds, long PeakMegabytes);

/// <summary>What a work used.</summary>
/// <param name="Seconds">How long it ran, warm-up included.</param>
/// <param name="Generator">This process.</param>
/// <param name="Server">The server's process; null when it is not ours.</param>
internal readonly record struct Usage(double Seconds, ProcessUsage Generator, ProcessUsage? Server);

/// <summary>Reads what the processes use from <c>/proc</c>.</summary>
internal sealed class UsageMeter
{
    private const double TicksPerSecond = 100;
    private readonly int _generator = Environment.ProcessId;
    private long _startedAt;
    private double _generatorCpu;
    private double _serverCpu;

    /// <summary>The server's process; null when it is not ours or has not started.</summary>
    public int? Server { get; set; }

    /// <summary>Starts to measure; what came before no longer counts, also as a peak.</summary>
    public void Start()
    {
        ForgetPeak(_generator);
        _generatorCpu = CpuSeconds(_generator);
        if (Server is { } server)
        {
            ForgetPeak(server);
            _serverCpu = CpuSeconds(server);
        }

        _startedAt = Clock.Now;
    }

    /// <summary>What was used since the start.</summary>
    public Usage Stop() => new(
        Clock.Seconds(_startedAt, Clock.Now),
        new ProcessUsage(CpuSeconds(_generator) - _generatorCpu, PeakMegabytes(_generator)),
        Server is { } server ? new ProcessUsage(CpuSeconds(server) - _serverCpu, PeakMegabytes(server)) : null);

    // The fields are counted after the name in brackets, which may itself contain spaces: user time is the 12th from there.
    private static double CpuSeconds(int process)
    {
        var stat = File.ReadAllText($"/proc/{process}/stat");
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return (Number(fields[11]) + Number(fields[12])) / TicksPerSecond;
    }

    private static long PeakMegabytes(int process)
    {
        var line = File.ReadLines($"/proc/{process}/status").First(l => l.StartsWith("VmHWM:", StringComparison.Ordinal));
        return Number(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2]) / 1_024;
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
