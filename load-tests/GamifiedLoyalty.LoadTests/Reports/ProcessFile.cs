using System.Globalization;

namespace GamifiedLoyalty.LoadTests.Reports;

/// <summary>What the kernel tells of a process in <c>/proc</c>.</summary>
internal static class ProcessFile
{
    private const double TicksPerSecond = 100;
    private const double BytesPerMegabyte = 1 << 20;
    private const double KilobytesPerMegabyte = 1 << 10;

    /// <summary>Processor time, user and system.</summary>
    public static double CpuSeconds(int process)
    {
        // The fields are counted after the name in brackets, which may itself contain spaces: user time is the 12th from there.
        var stat = File.ReadAllText($"/proc/{process}/stat");
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return (Number(fields[11]) + Number(fields[12])) / TicksPerSecond;
    }

    /// <summary>A field of the memory status, such as <c>VmRSS:</c>.</summary>
    public static double Megabytes(int process, string name) => Field($"/proc/{process}/status", name) / KilobytesPerMegabyte;

    /// <summary>Written to the disk since the process started.</summary>
    public static double WrittenMegabytes(int process) => Field($"/proc/{process}/io", "write_bytes:") / BytesPerMegabyte;

    private static long Field(string file, string name)
    {
        var line = File.ReadLines(file).First(l => l.StartsWith(name, StringComparison.Ordinal));
        return Number(line[name.Length..].Replace("kB", "", StringComparison.Ordinal));
    }

    private static long Number(string text) => long.Parse(text.Trim(), CultureInfo.InvariantCulture);
}
