using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace GamifiedLoyalty.Server.Tests.Processes;

/// <summary>Whole files through the command line, compared with references that were computed without the product.</summary>
[Trait("Kind", "Process")]
public sealed class ReferenceImportTests
{
    [Theory]
    [InlineData("northwind", "America/New_York", "sqlite")]
    [InlineData("northwind", "America/New_York", "postgresql")]
    [InlineData("adventureworks", "Europe/Paris", "sqlite")]
    [InlineData("adventureworks", "Europe/Paris", "postgresql")]
    public async Task A_real_sales_file_gives_the_reference_totals_and_ranks(string set, string zone, string provider)
    {
        var folder = ReferenceFolder(set);
        Assert.SkipWhen(folder is null, "The reference data is not on this machine (set GAMIFIEDLOYALTY_REFERENCE_DATA to its folder).");
        var table = SalesTable.Parse(await File.ReadAllTextAsync(Path.Combine(folder!, "sales.csv"), TestContext.Current.CancellationToken));
        var reference = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(folder!, "reference.json"), TestContext.Current.CancellationToken))!;
        using var temporary = new TemporaryFolder();
        var store = await StoreSettings.ForAsync(provider);
        await ImportAsync(temporary, "data", Path.Combine(folder!, "sales.csv"), zone, store);
        await using var served = await ServedProgram.StartOnAsync(temporary.File("data"), store);
        await CompareAsync(served, table);
        await CompareAsync(served, reference);
    }

    [Fact]
    public async Task A_file_imported_twice_changes_nothing_and_in_any_order_gives_the_same()
    {
        const int seed = 20_261;
        var text = Generate(seed, rows: 4_000);
        var table = SalesTable.Parse(text);
        using var temporary = new TemporaryFolder();
        await File.WriteAllTextAsync(temporary.File("sales.csv"), text, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(temporary.File("shuffled.csv"), table.Shuffled(seed), TestContext.Current.CancellationToken);
        await ImportAsync(temporary, "data", temporary.File("sales.csv"), "Asia/Beirut");
        long version;
        await using (var served = await ServedProgram.StartAsync(temporary.File("data")))
        {
            await CompareAsync(served, table);
            version = await VersionAsync(served);
        }

        var (exitCode, output, errors) = await ImportFileAsync(temporary, "data", temporary.File("shuffled.csv"), "Asia/Beirut");
        exitCode.ShouldBe(0, errors);
        output.ShouldContain("0 recorded, 4,000 duplicate");
        await using (var again = await ServedProgram.StartAsync(temporary.File("data")))
        {
            (await VersionAsync(again)).ShouldBe(version, $"seed {seed}");
        }

        await ImportAsync(temporary, "other", temporary.File("shuffled.csv"), "Asia/Beirut");
        await using var other = await ServedProgram.StartAsync(temporary.File("other"));
        await CompareAsync(other, table);
    }

    [Fact]
    public async Task Refused_rows_are_listed_in_a_file_and_the_others_are_taken()
    {
        var lines = Generate(seed: 7, rows: 50).TrimEnd('\n').Split('\n');
        lines[10] = lines[10].Replace("2025-", "2025-13-", StringComparison.Ordinal);
        lines[20] = lines[20][..lines[20].LastIndexOf(',')] + ",XXX";
        using var temporary = new TemporaryFolder();
        await File.WriteAllLinesAsync(temporary.File("sales.csv"), lines, TestContext.Current.CancellationToken);
        var (exitCode, output, errors) = await ImportFileAsync(temporary, "data", temporary.File("sales.csv"), "UTC");
        exitCode.ShouldBe(3, errors);
        output.ShouldContain("48 recorded, 0 duplicate, 0 conflict, 2 rejected");
        var refused = await File.ReadAllLinesAsync(temporary.File("sales.csv.errors.csv"), TestContext.Current.CancellationToken);
        refused[0].ShouldBe("line,externalId,code,detail");
        refused.Skip(1).Select(l => l.Split(',')[0]).ShouldBe(["11", "21"]);
    }

    private static async Task ImportAsync(TemporaryFolder temporary, string data, string file, string zone, params string[] store)
    {
        var (exitCode, output, errors) = await ImportFileAsync(temporary, data, file, zone, store);
        exitCode.ShouldBe(0, output + errors);
        var (verified, _, faults) = await ProductProcess.RunAsync(["verify", "--data", temporary.File(data), .. store]);
        verified.ShouldBe(0, faults);
    }

    private static async Task<(int ExitCode, string Output, string Errors)> ImportFileAsync(
        TemporaryFolder temporary, string data, string file, string zone, params string[] store)
    {
        var definition = temporary.File("definition.json");
        await File.WriteAllTextAsync(definition, SalesDefinition.In(zone), TestContext.Current.CancellationToken);
        return await ProductProcess.RunAsync([
            "import", file, "--program", "sales", "--mapping", "sales", "--definition", definition,
            "--errors", file.StartsWith(temporary.Path, StringComparison.Ordinal) ? file + ".errors.csv" : temporary.File("errors.csv"),
            "--data", temporary.File(data), .. store]);
    }

    private static async Task CompareAsync(ServedProgram served, SalesTable table)
    {
        foreach (var period in table.Periods())
        {
            var people = table.Totals(r => r.Employee, period);
            Compare(await served.ReadBoardAsync("sales", "people", period), people, $"people {period}");
            Compare(await served.ReadBoardAsync("sales", "dealers", period), table.Totals(r => r.Partner, period), $"dealers {period}");
            (await served.ReadBoardAsync("sales", "first", period)).Select(r => r.Rank).ShouldBe(Enumerable.Range(1, people.Count));
        }

        (await served.ReadBoardAsync("sales", "rows", "all")).Sum(r => r.Score).ShouldBe(table.Rows.Count);
    }

    private static void Compare(IReadOnlyList<Standing> board, IReadOnlyDictionary<string, long> expected, string what)
    {
        board.ToDictionary(r => r.Subject, r => r.Score, StringComparer.Ordinal).ShouldBe(expected, ignoreOrder: true, what);
        var scores = expected.Values.OrderDescending().ToArray();
        foreach (var row in board)
        {
            row.Rank.ShouldBe(Array.IndexOf(scores, row.Score) + 1, $"{what}: {row.Subject}");
        }
    }

    private static async Task CompareAsync(ServedProgram served, JsonNode reference)
    {
        await CompareListAsync(served, "people", "all", reference["salesperson_total"]!.AsArray(), "salesperson_id");
        await CompareListAsync(served, "dealers", "all", reference["partner_total"]!.AsArray(), "store_id");
        foreach (var (quarter, people) in reference["salesperson_quarter"]!.AsObject())
        {
            var board = (await served.ReadBoardAsync("sales", "people", quarter)).ToDictionary(r => r.Subject, r => r.Score, StringComparer.Ordinal);
            board.ShouldBe(people!.AsObject().ToDictionary(p => p.Key, p => Cents(p.Value!), StringComparer.Ordinal), ignoreOrder: true, quarter);
        }

        foreach (var (quarter, partners) in reference["partner_quarter_top10"]!.AsObject())
        {
            await CompareListAsync(served, "dealers", quarter, partners!.AsArray(), "store_id");
        }
    }

    private static async Task CompareListAsync(ServedProgram served, string board, string period, JsonArray expected, string id)
    {
        var rows = (await served.ReadBoardAsync("sales", board, period)).ToDictionary(r => r.Subject, StringComparer.Ordinal);
        foreach (var entry in expected)
        {
            var row = rows[(string)entry![id]!];
            row.Score.ShouldBe(Cents(entry), $"{board} {period}: {row.Subject}");
        }
    }

    private static long Cents(JsonNode entry) =>
        (long)(decimal.Parse((string)entry["total_2dp"]!, CultureInfo.InvariantCulture) * 100);

    private static async Task<long> VersionAsync(ServedProgram served) =>
        (long)(await served.GetAsync("/api/v1/programs/sales/boards/people"))["version"]!;

    private static string Generate(int seed, int rows)
    {
        var random = new Random(seed);
        var text = new StringBuilder("order_id,line_no,order_date,salesperson_id,salesperson_name,store_id,store_name,territory,product_id,category,quantity,line_total,currency\n");
        for (var row = 0; row < rows; row++)
        {
            var day = new DateOnly(2025, 1, 1).AddDays(random.Next(365));
            var seller = random.Next(1, 30);
            var store = random.Next(1, 90);
            var amount = random.Next(4) == 0 ? "10.005" : (random.Next(1, 2_000_000) / 1000m).ToString(CultureInfo.InvariantCulture);
            text.Append(CultureInfo.InvariantCulture, $"{1000 + (row / 3)},{row % 3},{day:yyyy-MM-dd},s{seller},\"Seller, the {seller}.\",d{store},Café {store},North,p{random.Next(50)},Bikes,{random.Next(1, 9)},{amount},USD\n");
        }

        return text.ToString();
    }

    private static string? ReferenceFolder(string set)
    {
        var root = Environment.GetEnvironmentVariable("GAMIFIEDLOYALTY_REFERENCE_DATA")
            ?? Path.Combine(Path.GetDirectoryName(ProductProcess.Assembly)!, "..", "..", "..", "..", "..", "..", "shared", "data");
        var folder = Path.GetFullPath(Path.Combine(root, set));
        return Directory.Exists(folder) ? folder : null;
    }
}
