using System.Text;
using GamifiedLoyalty.Server.Api.Activities;
using static System.FormattableString;

namespace GamifiedLoyalty.Server.Tests.Activities;

public sealed class CsvRecordReaderTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Cells_may_be_quoted_and_hold_commas_quotes_and_line_breaks()
    {
        var rows = await ReadAsync("a,b,c\r\n\"Mountain, 42\",\"say \"\"hi\"\"\",\"two\r\nlines\"\r\nx,,\r\n");

        rows.ShouldBe(["1:a|b|c", "2:Mountain, 42|say \"hi\"|two\r\nlines", "4:x||"]);
    }

    [Theory]
    [InlineData("a,b\nc,d")]
    [InlineData("a,b\nc,d\n")]
    [InlineData("\uFEFFa,b\r\nc,d\r\n")]
    public async Task Line_breaks_a_mark_in_front_and_a_missing_last_line_break_do_not_matter(string text)
    {
        (await ReadAsync(text)).ShouldBe(["1:a|b", "2:c|d"]);
    }

    [Fact]
    public async Task Blank_lines_are_passed_over_but_counted()
    {
        (await ReadAsync("a,b\n\n\r\nc,d\n")).ShouldBe(["1:a|b", "4:c|d"]);
    }

    [Fact]
    public async Task A_quote_inside_an_unquoted_cell_is_taken_literally()
    {
        (await ReadAsync("5\" pipe,b\n")).ShouldBe(["1:5\" pipe|b"]);
    }

    [Fact]
    public async Task A_quote_without_an_end_spoils_its_line_only()
    {
        (await ReadAsync("a,b\n\"open,b\nc,d\ne,f\n")).ShouldBe(["1:a|b", "2!badCsv", "3:c|d", "4:e|f"]);
    }

    [Fact]
    public async Task Text_behind_a_closing_quote_spoils_its_line_only()
    {
        (await ReadAsync("\"a\"x,b\nc,d\n")).ShouldBe(["1!badCsv", "2:c|d"]);
    }

    [Fact]
    public async Task A_quote_without_an_end_in_a_long_file_spoils_its_line_only()
    {
        var many = string.Concat(Enumerable.Repeat("abcdefghijklmnopqrstuvwxyz,0123456789\n", 60_000));

        var rows = await ReadAsync("a,b\n\"open,b\n" + many);

        rows.Count.ShouldBe(60_002);
        rows[1].ShouldBe("2!lineTooLong");
        rows[2].ShouldBe("3:abcdefghijklmnopqrstuvwxyz|0123456789");
    }

    [Fact]
    public async Task A_line_beyond_the_limit_spoils_itself_only()
    {
        var longLine = new string('x', (3 * 1024 * 1024) + 7);

        (await ReadAsync($"a,b\n{longLine},y\nc,d\n")).ShouldBe(["1:a|b", "2!lineTooLong", "3:c|d"]);
    }

    [Fact]
    public async Task A_line_that_is_not_utf8_spoils_itself_only()
    {
        var rows = await ReadAsync([.. "a,b\nc,"u8, 0xC3, 0x28, .. "\ne,é\n"u8]);

        rows.ShouldBe(["1:a|b", "2!badEncoding", "3:e|é"]);
    }

    [Fact]
    public async Task The_position_ends_at_the_length_of_the_file()
    {
        var bytes = "\uFEFFa,b\r\nc,d\r\n"u8.ToArray();
        var reader = new CsvRecordReader(new MemoryStream(bytes));
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            reader.Position.ShouldBeGreaterThan(3);
        }

        reader.Position.ShouldBe(bytes.Length);
    }

    [Fact]
    public async Task Whatever_is_written_is_read_back_however_it_arrives()
    {
        var seed = Environment.TickCount;
        output.WriteLine(Invariant($"seed {seed}"));
        var random = new Random(seed);
        for (var round = 0; round < 200; round++)
        {
            var rows = Enumerable.Range(0, random.Next(1, 30)).Select(_ => RandomCells(random)).ToList();
            var text = string.Concat(rows.Select(r => string.Join(',', r.Select(Quote)) + (random.Next(2) == 0 ? "\n" : "\r\n")));

            var read = await ReadAsync(new TrickleStream(Encoding.UTF8.GetBytes(text), random, random.Next(1, 40)));

            read.Select(r => r[(r.IndexOf(':', StringComparison.Ordinal) + 1)..])
                .ShouldBe(rows.Select(r => string.Join('|', r)), Invariant($"seed {seed}, round {round}"));
        }
    }

    private static string[] RandomCells(Random random)
    {
        const string Letters = "ab\"",
            Rare = ",\n\ré€";
        var cells = new string[random.Next(2, 6)];
        for (var i = 0; i < cells.Length; i++)
        {
            cells[i] = string.Concat(Enumerable.Range(0, random.Next(0, 8))
                .Select(_ => random.Next(4) == 0 ? Rare[random.Next(Rare.Length)] : Letters[random.Next(Letters.Length)]));
        }

        return cells;
    }

    private static string Quote(string cell) => cell.AsSpan().IndexOfAny("\",\r\n") < 0 && cell.Length > 0
        ? cell
        : $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static Task<List<string>> ReadAsync(string text) => ReadAsync(Encoding.UTF8.GetBytes(text));

    private static Task<List<string>> ReadAsync(byte[] bytes) => ReadAsync(new MemoryStream(bytes));

    private static async Task<List<string>> ReadAsync(Stream stream)
    {
        var reader = new CsvRecordReader(stream);
        var rows = new List<string>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            rows.Add(reader.Fault is { } fault
                ? Invariant($"{reader.Line}!{fault.Code}")
                : Invariant($"{reader.Line}:{string.Join('|', Enumerable.Range(0, reader.CellCount).Select(reader.Cell))}"));
        }

        return rows;
    }
}
