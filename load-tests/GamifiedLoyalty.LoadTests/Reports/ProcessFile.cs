using System.Globalization;

namespace GamifiedLoyalty.LoadTests.Reports;

/// <summary>What the kernel tells of a process in <c>/proc</c>.</summary>
internal static class ProcessFile
{
    private const double TicksPerSecond = 100;
    private const double BytesPerMegabyte = 1 << 20;
    private const double KilobytesPerMegabyte = 1 << 10;

    /// <summary>Processor time, user and system.</summary>
    public static double CpuSeconds(int process) => CpuSeconds(process, fields: 2);

    /// <summary>A field of the memory status, such as <c>VmRSS:</c>.</summary>
    public static double Megabytes(int process, string name) => Field($"/proc/{process}/status", name) / KilobytesPerMegabyte;

    /// <summary>Written to the disk since the process started.</summary>
    public static double WrittenMegabytes(int process) => Field($"/proc/{process}/io", "write_bytes:") / BytesPerMegabyte;

    /// <summary>
    /// A process and its children together, also those that ended: the kernel adds what they used to their parent. Memory
    /// that several share counts once.
    /// </summary>
    public static ProcessUsage Family(int process)
    {
        var usage = new ProcessUsage(CpuSeconds(process, fields: 4), ProportionalMegabytes(process), WrittenMegabytes(process));
        foreach (var child in File.ReadAllText($"/proc/{process}/task/{process}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            try
            {
                var id = int.Parse(child, CultureInfo.InvariantCulture);
                var (cpu, megabytes, written) = (CpuSeconds(id), ProportionalMegabytes(id), WrittenMegabytes(id));
                usage = new(usage.CpuSeconds + cpu, usage.PeakMegabytes + megabytes, usage.WrittenMegabytes + written);
            }
            catch (Exception gone) when (gone is IOException or InvalidOperationException)
            {
                // It ended meanwhile; its parent has what it used.
            }
        }

        return usage;
    }

    private static double ProportionalMegabytes(int process) => Field($"/proc/{process}/smaps_rollup", "Pss:") / KilobytesPerMegabyte;

    // The fields are counted after the name in brackets, which may itself contain spaces: the 12th and 13th from there are
    // user and system time, the next two those of children that ended.
    private static double CpuSeconds(int process, int fields)
    {
        var stat = File.ReadAllText($"/proc/{process}/stat");
        return stat[(stat.LastIndexOf(')') + 2)..].Split(' ').Skip(11).Take(fields).Sum(Number) / TicksPerSecond;
    }

    private static long Field(string file, string name)
    {
        var line = File.ReadLines(file).First(l => l.StartsWith(name, StringComparison.Ordinal));
        return Number(line[name.Length..].Replace("kB", "", StringComparison.Ordinal));
    }

    private static long Number(string text) => long.Parse(text.Trim(), CultureInfo.InvariantCulture);
}
