using GamifiedLoyalty.LoadTests.Reports;

namespace GamifiedLoyalty.LoadTests.Soak;

/// <summary>All that a soak found.</summary>
/// <param name="StartedAt">When it started.</param>
/// <param name="Machine">Where it ran.</param>
/// <param name="LoadBefore">The machine's load averages before the run.</param>
/// <param name="Rows">The minutes.</param>
/// <param name="Findings">What grew.</param>
/// <param name="Checks">What was verified.</param>
internal sealed record SoakReport(
    DateTimeOffset StartedAt, string Machine, string LoadBefore,
    IReadOnlyList<SoakRow> Rows, IReadOnlyList<Finding> Findings, IReadOnlyList<Check> Checks)
{
    private static readonly (string Title, int Width, string Format, Func<SoakRow, double?> Value)[] Columns =
    [
        ("min", 4, "0", r => r.Minute),
        ("sales/s", 8, "N0", r => r.Sales.Rate),
        ("p50 ms", 8, "N2", r => r.Sales.P50),
        ("p99 ms", 8, "N2", r => r.Sales.P99),
        ("max ms", 8, "N1", r => r.Sales.Max),
        ("reads/s", 8, "N0", r => r.Reads.Rate),
        ("p50 ms", 8, "N2", r => r.Reads.P50),
        ("p99 ms", 8, "N2", r => r.Reads.P99),
        ("watch p50", 9, "N1", r => r.Changes.P50),
        ("watch p99", 9, "N1", r => r.Changes.P99),
        ("srv cpu", 7, "P0", r => r.Processors),
        ("srv MB", 7, "N0", r => r.Megabytes),
        ("anon MB", 7, "N0", r => r.AnonymousMegabytes),
        ("db MB", 7, "N0", r => r.DatabaseMegabytes),
        ("wal MB", 7, "N0", r => r.LogMegabytes),
        ("disk MB", 8, "N0", r => r.WrittenMegabytes),
    ];

    /// <summary>Whether the figures mean anything.</summary>
    public bool IsRight => Checks.All(c => c.IsRight);

    /// <summary>The titles of the table.</summary>
    public static string Title() => string.Join("  ", Columns.Select(c => c.Title.PadLeft(c.Width)));

    /// <summary>A minute as a line of the table.</summary>
    public static string Line(SoakRow row) => string.Join("  ", Columns.Select(c => Table.Text(c.Value(row), c.Format).PadLeft(c.Width)));

    /// <summary>What the last third of the minutes has, on average, as a share of the first third.</summary>
    public static IEnumerable<Finding> Slopes(IReadOnlyList<SoakRow> rows)
    {
        var third = rows.Count / 3;
        return new (string Name, Func<SoakRow, double?> Value)[]
        {
            ("server memory", r => r.Megabytes),
            ("server memory without files", r => r.AnonymousMegabytes),
            ("processor time", r => r.Processors),
            ("write-ahead log", r => r.LogMegabytes),
            ("p50 of sales", r => r.Sales.P50),
            ("p99 of sales", r => r.Sales.P99),
            ("p50 of reads", r => r.Reads.P50),
            ("p99 of reads", r => r.Reads.P99),
            ("p50 of changes at watchers", r => r.Changes.P50),
            ("p99 of changes at watchers", r => r.Changes.P99),
        }
        .Select(m => new Finding($"{m.Name}, last third / first third", rows.TakeLast(third).Average(m.Value) / rows.Take(third).Average(m.Value) ?? 0, "times"));
    }
}
