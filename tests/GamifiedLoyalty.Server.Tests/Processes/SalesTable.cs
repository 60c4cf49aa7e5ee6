using System.Globalization;
using System.Text;

namespace GamifiedLoyalty.Server.Tests.Processes;

/// <summary>
/// A naive reading of a sales file, independent of the product: cells by hand, sums in dictionaries. It knows nothing of
/// boards, days or zones.
/// </summary>
internal sealed class SalesTable
{
    private SalesTable(string header, IReadOnlyList<string> records, IReadOnlyList<SalesRow> rows)
    {
        Header = header;
        Records = records;
        Rows = rows;
    }

    public string Header { get; }

    public IReadOnlyList<string> Records { get; }

    public IReadOnlyList<SalesRow> Rows { get; }

    public static SalesTable Parse(string text)
    {
        var records = Split(text);
        var columns = Cells(records[0]).Select((name, i) => (name, i)).ToDictionary(c => c.name, c => c.i, StringComparer.Ordinal);
        var rows = records.Skip(1).Select(Cells).Select(c => new SalesRow(
            c[columns["salesperson_id"]], c[columns["store_id"]], Quarter(c[columns["order_date"]]), Cents(c[columns["line_total"]]))).ToArray();
        return new SalesTable(records[0], records.Skip(1).ToArray(), rows);
    }

    /// <summary>The same rows in another order.</summary>
    public string Shuffled(int seed)
    {
        var records = Records.ToArray();
        new Random(seed).Shuffle(records);
        return Header + "\n" + string.Join("\n", records) + "\n";
    }

    /// <summary>Totals in cents by subject, of a quarter or of all time.</summary>
    public IReadOnlyDictionary<string, long> Totals(Func<SalesRow, string> subject, string period) => Rows
        .Where(r => period == "all" || r.Quarter == period)
        .GroupBy(subject, StringComparer.Ordinal)
        .ToDictionary(g => g.Key, g => g.Sum(r => r.Cents), StringComparer.Ordinal);

    public IReadOnlyList<string> Periods() => [.. Rows.Select(r => r.Quarter).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal), "all"];

    private static long Cents(string amount) =>
        (long)(decimal.Round(decimal.Parse(amount, CultureInfo.InvariantCulture), 2, MidpointRounding.AwayFromZero) * 100);

    private static string Quarter(string date) =>
        string.Create(CultureInfo.InvariantCulture, $"{date[..4]}-Q{((int.Parse(date.AsSpan(5, 2), CultureInfo.InvariantCulture) - 1) / 3) + 1}");

    private static string[] Split(string text)
    {
        var records = new List<string>();
        var quoted = false;
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            quoted ^= text[i] == '"';
            if (text[i] == '\n' && !quoted)
            {
                records.Add(text[start..i].TrimEnd('\r'));
                start = i + 1;
            }
        }

        records.Add(text[start..].TrimEnd('\r'));
        return records.Where(r => r.Length > 0).ToArray();
    }

    private static string[] Cells(string record)
    {
        var cells = new List<string>();
        var cell = new StringBuilder();
        var quoted = false;
        foreach (var c in record)
        {
            if (c == '"')
            {
                quoted = !quoted;
            }
            else if (c == ',' && !quoted)
            {
                cells.Add(cell.ToString());
                cell.Clear();
            }
            else
            {
                cell.Append(c);
            }
        }

        cells.Add(cell.ToString());
        return cells.ToArray();
    }
}

/// <summary>What a row adds.</summary>
internal sealed record SalesRow(string Employee, string Partner, string Quarter, long Cents);
