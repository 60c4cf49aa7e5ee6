using System.Globalization;

namespace GamifiedLoyalty.LoadTests.Reports;

/// <summary>Writes a report as text.</summary>
internal static class Table
{
    private static readonly (string Title, int Width, Func<Row, string> Cell)[] Columns =
    [
        ("work", -40, r => r.Work),
        ("rate/s", 9, r => Text(r.Rate, "N0")),
        ("p50 ms", 8, r => Text(r.P50, "N2")),
        ("p95 ms", 8, r => Text(r.P95, "N2")),
        ("p99 ms", 8, r => Text(r.P99, "N2")),
        ("max ms", 8, r => Text(r.Max, "N1")),
        ("limit/s", 9, r => Text(r.Limit, "N0")),
        ("ratio", 6, r => Text(r.Ratio, "P0")),
        ("secs", 5, r => Text(r.Usage?.Seconds, "N1")),
        ("srv us each", 11, r => Text(r.ServerMicroseconds, "N0")),
        ("srv cpu s", 9, r => Text(r.Usage?.Server?.CpuSeconds, "N1")),
        ("srv MB", 6, r => Text(r.Usage?.Server?.PeakMegabytes, "N0")),
        ("srv disk MB", 11, r => Text(r.Usage?.Server?.WrittenMegabytes, "N0")),
        ("pg cpu s", 8, r => Text(r.Usage?.PostgreSql?.CpuSeconds, "N1")),
        ("pg MB", 6, r => Text(r.Usage?.PostgreSql?.PeakMegabytes, "N0")),
        ("pg disk MB", 10, r => Text(r.Usage?.PostgreSql?.WrittenMegabytes, "N0")),
        ("redis cpu s", 11, r => Text(r.Usage?.Redis?.CpuSeconds, "N1")),
        ("redis MB", 8, r => Text(r.Usage?.Redis?.PeakMegabytes, "N0")),
        ("gen cpu s", 9, r => Text(r.Usage?.Generator.CpuSeconds, "N1")),
        ("gen MB", 6, r => Text(r.Usage?.Generator.PeakMegabytes, "N0")),
        ("gen disk MB", 11, r => Text(r.Usage?.Generator.WrittenMegabytes, "N0")),
    ];

    /// <summary>Writes it.</summary>
    public static void Write(TextWriter output, Report report)
    {
        output.WriteLine();
        output.WriteLine($"{report.Setup}; {report.Machine}; load average before: {report.LoadBefore}; {report.Seconds} s measured each");
        output.WriteLine();

        // Of processes that did not run there is nothing to say.
        var columns = Columns.Where(c => report.Rows.Any(r => c.Cell(r).Length > 0)).ToArray();
        output.WriteLine(Line(columns, c => c.Title));
        foreach (var row in report.Rows)
        {
            output.WriteLine(Line(columns, c => c.Cell(row)));
        }

        WriteNotes(output, report.Findings, report.Checks);
    }

    /// <summary>Writes what stands below a table.</summary>
    public static void WriteNotes(TextWriter output, IEnumerable<Finding> findings, IEnumerable<Check> checks)
    {
        output.WriteLine();
        foreach (var finding in findings)
        {
            output.WriteLine($"{finding.Name}: {Text(finding.Value, "#,0.##")} {finding.Unit}");
        }

        output.WriteLine();
        foreach (var check in checks)
        {
            output.WriteLine($"{(check.IsRight ? "right" : "WRONG")}: {check.Name}: {check.Detail}");
        }
    }

    /// <summary>A number as text; nothing when it is not known.</summary>
    public static string Text(double? value, string format) =>
        value is { } known ? known.ToString(format, CultureInfo.InvariantCulture) : "";

    private static string Line(
        (string Title, int Width, Func<Row, string> Cell)[] columns, Func<(string Title, int Width, Func<Row, string> Cell), string> text) =>
        string.Join("  ", columns.Select(c => c.Width < 0 ? text(c).PadRight(-c.Width) : text(c).PadLeft(c.Width))).TrimEnd();
}
