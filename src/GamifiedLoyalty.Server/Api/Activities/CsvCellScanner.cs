using System.Text;

namespace GamifiedLoyalty.Server.Api.Activities;

/// <summary>What was found at the start of a piece of CSV.</summary>
internal enum CsvScan
{
    /// <summary>A whole record.</summary>
    Record,

    /// <summary>An empty line.</summary>
    Blank,

    /// <summary>A quoted cell is followed by something other than a comma or a line break, or never ends.</summary>
    Malformed,

    /// <summary>The record goes on after the piece.</summary>
    Incomplete,
}

/// <summary>Finds the cells of one RFC 4180 record. A quote inside an unquoted cell is taken literally.</summary>
internal sealed class CsvCellScanner
{
    private readonly List<Cell> _cells = [];

    /// <summary>How many cells the record has.</summary>
    public int Count => _cells.Count;

    /// <summary>The length of the record in bytes, its line break included.</summary>
    public int Length { get; private set; }

    /// <summary>Finds the cells of the record at the start of <paramref name="bytes"/>.</summary>
    /// <param name="bytes">The piece, beginning with a record.</param>
    /// <param name="isLast">Whether nothing follows the piece.</param>
    public CsvScan Scan(ReadOnlySpan<byte> bytes, bool isLast)
    {
        _cells.Clear();
        if (LineBreakAt(bytes, 0) is var lineBreak and > 0)
        {
            Length = lineBreak;
            return CsvScan.Blank;
        }

        var at = 0;
        while (true)
        {
            var quoted = at < bytes.Length && bytes[at] == (byte)'"';
            var end = quoted ? EndOfQuoted(bytes, at) : EndOfPlain(bytes, at);
            if (end < 0)
            {
                return !isLast ? CsvScan.Incomplete : quoted ? CsvScan.Malformed : Finish(at, bytes.Length);
            }

            // A quote at the very end of the piece may be the first of a doubled one.
            if (quoted && end == bytes.Length && !isLast)
            {
                return CsvScan.Incomplete;
            }

            if (end < bytes.Length && bytes[end] == (byte)',')
            {
                Add(at, end, quoted);
                at = end + 1;
                continue;
            }

            return FinishAt(bytes, at, end, quoted, isLast);
        }
    }

    /// <summary>The text of a cell of the last record.</summary>
    /// <param name="bytes">The piece that was scanned.</param>
    /// <param name="index">From 0.</param>
    public string Text(ReadOnlySpan<byte> bytes, int index)
    {
        var cell = _cells[index];
        var text = Encoding.UTF8.GetString(bytes.Slice(cell.Start, cell.Length));
        return cell.Quoted ? text.Replace("\"\"", "\"", StringComparison.Ordinal) : text;
    }

    private CsvScan FinishAt(ReadOnlySpan<byte> bytes, int at, int end, bool quoted, bool isLast)
    {
        var lineBreak = LineBreakAt(bytes, end);
        if (lineBreak == 0 && end < bytes.Length)
        {
            var cut = bytes.Length - end == 1 && bytes[end] == (byte)'\r';
            return cut && !isLast ? CsvScan.Incomplete : CsvScan.Malformed;
        }

        Add(at, end, quoted);
        Length = end + lineBreak;
        return CsvScan.Record;
    }

    private CsvScan Finish(int at, int end)
    {
        Add(at, end, quoted: false);
        Length = end;
        return CsvScan.Record;
    }

    private void Add(int at, int end, bool quoted) =>
        _cells.Add(quoted ? new Cell(at + 1, end - at - 2, Quoted: true) : new Cell(at, end - at, Quoted: false));

    // The position of the comma or line break after a plain cell; -1 when the piece ends first.
    private static int EndOfPlain(ReadOnlySpan<byte> bytes, int at)
    {
        var length = bytes[at..].IndexOfAny((byte)',', (byte)'\n');
        if (length < 0)
        {
            return -1;
        }

        var end = at + length;
        return bytes[end] == (byte)'\n' && length > 0 && bytes[end - 1] == (byte)'\r' ? end - 1 : end;
    }

    // The position after the closing quote; -1 when the piece ends first.
    private static int EndOfQuoted(ReadOnlySpan<byte> bytes, int at)
    {
        for (var next = at + 1; ;)
        {
            var length = bytes[next..].IndexOf((byte)'"');
            if (length < 0)
            {
                return -1;
            }

            next += length + 1;
            if (next == bytes.Length || bytes[next] != (byte)'"')
            {
                return next;
            }

            next++;
        }
    }

    // The length of the line break at a position: 1, 2, or 0 when there is none.
    private static int LineBreakAt(ReadOnlySpan<byte> bytes, int at) =>
        bytes[at..].StartsWith("\n"u8) ? 1 : bytes[at..].StartsWith("\r\n"u8) ? 2 : 0;

    private readonly record struct Cell(int Start, int Length, bool Quoted);
}
