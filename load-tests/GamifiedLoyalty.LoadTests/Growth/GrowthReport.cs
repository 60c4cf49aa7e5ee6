using GamifiedLoyalty.LoadTests.Reports;

namespace GamifiedLoyalty.LoadTests.Growth;

/// <summary>All that a run of <c>growth</c> found.</summary>
/// <param name="StartedAt">When it started.</param>
/// <param name="Machine">Where it ran.</param>
/// <param name="LoadBefore">The machine's load averages before the run.</param>
/// <param name="Seconds">Measured seconds of each work.</param>
/// <param name="Rows">The table.</param>
/// <param name="Checks">What was verified.</param>
internal sealed record GrowthReport(
    DateTimeOffset StartedAt, string Machine, string LoadBefore, int Seconds, IReadOnlyList<GrowthRow> Rows, IReadOnlyList<Check> Checks)
{
    private const int NameWidth = 12;

    private static readonly (string Title, int Width, string Format, Func<GrowthRow, double?> Value)[] Columns =
    [
        ("members", 9, "N0", r => r.Size.Members),
        ("boards", 6, "N0", r => r.Size.Boards ?? 3),
        ("programs", 8, "N0", r => r.Size.Programs),
        ("activities", 10, "N0", r => r.Size.Activities),
        ("single/s", 8, "N0", r => r.Single.Rate),
        ("p50 ms", 7, "N2", r => r.Single.P50),
        ("p99 ms", 7, "N2", r => r.Single.P99),
        ("us each", 7, "N1", r => r.Single.ServerMicroseconds),
        ("warm us", 7, "N1", r => r.WarmSingle.ServerMicroseconds),
        ("bulk/s", 8, "N0", r => r.Bulk.Rate),
        ("us each", 7, "N1", r => r.Bulk.ServerMicroseconds),
        ("warm us", 7, "N1", r => r.WarmBulk.ServerMicroseconds),
        ("top/s", 7, "N0", r => r.Top.Rate),
        ("p99 ms", 7, "N2", r => r.Top.P99),
        ("around/s", 8, "N0", r => r.AroundMe.Rate),
        ("p99 ms", 7, "N2", r => r.AroundMe.P99),
        ("ready s", 7, "N2", r => r.ReadySeconds),
        ("read s", 7, "N2", r => r.FirstReadSeconds),
        ("all s", 7, "N2", r => r.AllBoardsSeconds),
        ("start MB", 8, "N0", r => r.MegabytesAtStart),
        ("after MB", 8, "N0", r => r.MegabytesAfter),
        ("data MB", 8, "N0", r => r.DataMegabytes),
    ];

    /// <summary>Whether the figures mean anything.</summary>
    public bool IsRight => Checks.All(c => c.IsRight);

    /// <summary>Every measured value as a share of that of the first row of its axis.</summary>
    public IReadOnlyList<Dictionary<string, double?>> Ratios => [.. Rows.Select(r => new Dictionary<string, double?>(StringComparer.Ordinal)
    {
        ["singleRate"] = r.Single.Rate / First(r).Single.Rate,
        ["singleMicroseconds"] = r.Single.ServerMicroseconds / First(r).Single.ServerMicroseconds,
        ["warmSingleMicroseconds"] = r.WarmSingle.ServerMicroseconds / First(r).WarmSingle.ServerMicroseconds,
        ["singleP99"] = r.Single.P99 / First(r).Single.P99,
        ["bulkRate"] = r.Bulk.Rate / First(r).Bulk.Rate,
        ["bulkMicroseconds"] = r.Bulk.ServerMicroseconds / First(r).Bulk.ServerMicroseconds,
        ["warmBulkMicroseconds"] = r.WarmBulk.ServerMicroseconds / First(r).WarmBulk.ServerMicroseconds,
        ["topRate"] = r.Top.Rate / First(r).Top.Rate,
        ["aroundMeRate"] = r.AroundMe.Rate / First(r).AroundMe.Rate,
    })];

    /// <summary>Writes the table; below each row that is not the first of its axis, how many times the first row's values.</summary>
    public void Write(TextWriter output)
    {
        output.WriteLine();
        output.WriteLine($"{Machine}; load average before: {LoadBefore}; {Seconds} s measured each");
        output.WriteLine();
        output.WriteLine("grows".PadRight(NameWidth) + string.Concat(Columns.Select(c => "  " + c.Title.PadLeft(c.Width))));
        foreach (var row in Rows)
        {
            output.WriteLine(Line(row.Axis, c => Table.Text(c.Value(row), c.Format)));
            if (First(row) is var first && !ReferenceEquals(first, row))
            {
                output.WriteLine(Line("  times", c => c.Value(row) / c.Value(first) is { } ratio && double.IsFinite(ratio) ? Table.Text(ratio, "0.00") : ""));
            }
        }

        Table.WriteNotes(output, [], Checks);
    }

    private static string Line(string name, Func<(string Title, int Width, string Format, Func<GrowthRow, double?> Value), string> text) =>
        name.PadRight(NameWidth) + string.Concat(Columns.Select(c => "  " + text(c).PadLeft(c.Width)));

    private GrowthRow First(GrowthRow row) => Rows.First(r => string.Equals(r.Axis, row.Axis, StringComparison.Ordinal));
}
