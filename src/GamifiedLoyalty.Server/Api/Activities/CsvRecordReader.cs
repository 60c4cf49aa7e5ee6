using System.Text;
using System.Text.Unicode;
using GamifiedLoyalty.Domain;

namespace GamifiedLoyalty.Server.Api.Activities;

/// <summary>
/// Reads RFC 4180 records from a stream of UTF-8, with or without byte order mark, in bounded memory. A record that cannot
/// be read spoils its first physical line only: reading goes on with the next one, so that one stray quote does not
/// swallow the rest of a long file. Not safe for concurrent use.
/// </summary>
internal sealed class CsvRecordReader
{
    private readonly Stream _stream;
    private readonly CsvCellScanner _cells = new();
    private byte[] _buffer = new byte[256 * 1024];
    private int _start;
    private int _end;
    private bool _ended;
    private bool _started;
    private bool _skipping;
    private int _record;
    private long _discarded;
    private long _nextLine = 1;

    /// <summary>Reads from a stream, which is not closed.</summary>
    public CsvRecordReader(Stream stream)
    {
        _stream = stream;
        Cells = new CsvCells(this);
    }

    /// <summary>The cells of the current record.</summary>
    public CsvCells Cells { get; }

    /// <summary>The physical line, from 1, on which the current record begins.</summary>
    public long Line { get; private set; }

    /// <summary>Bytes of the stream up to the end of the current record.</summary>
    public long Position => _discarded + _start;

    /// <summary>Why the current record cannot be used; null when it can.</summary>
    public Fault? Fault { get; private set; }

    /// <summary>The number of cells of the current record; 0 when it has a fault.</summary>
    public int CellCount => Fault is null ? _cells.Count : 0;

    /// <summary>A cell of the current record, from 0.</summary>
    public string Cell(int index) => _cells.Text(_buffer.AsSpan(_record), index);

    /// <summary>Moves to the next record, reading from the stream as needed; false at the end.</summary>
    public async ValueTask<bool> ReadAsync(CancellationToken cancellationToken)
    {
        while (!TryRead())
        {
            if (_ended)
            {
                return false;
            }

            await FillAsync(cancellationToken);
        }

        return true;
    }

    /// <summary>Moves to the next record if it is in memory already.</summary>
    public bool TryRead()
    {
        while (_started && !SkipRest() && _start < _end)
        {
            switch (_cells.Scan(_buffer.AsSpan(_start, Math.Min(_end - _start, IngestLimits.LineBytes + 2)), AtEnd()))
            {
                case CsvScan.Record:
                    return Take();
                case CsvScan.Blank:
                    Advance(_cells.Length);
                    break;
                case CsvScan.Malformed:
                    return TakeFaulty(new Fault("badCsv", "The line has a quoted cell that does not end as RFC 4180 asks."));
                default:
                    return _end - _start > IngestLimits.LineBytes + 1
                        && TakeFaulty(new Fault("lineTooLong", "The line is longer than 1 MiB, or has a quote without an end."));
            }
        }

        return false;
    }

    private bool AtEnd() => _ended && _end - _start <= IngestLimits.LineBytes + 2;

    private bool Take()
    {
        Line = _nextLine;
        _record = _start;
        var bytes = _buffer.AsSpan(_start, _cells.Length);
        Fault = Utf8.IsValid(bytes) ? null : new Fault("badEncoding", "The line is not valid UTF-8.");
        Cells.Clear();
        Advance(_cells.Length);
        return true;
    }

    private bool TakeFaulty(Fault fault)
    {
        Line = _nextLine;
        Fault = fault;
        var lineBreak = _buffer.AsSpan(_start, _end - _start).IndexOf((byte)'\n');
        _skipping = lineBreak < 0;
        if (_skipping)
        {
            _start = _end;
        }
        else
        {
            Advance(lineBreak + 1);
        }

        return true;
    }

    // The rest of a line too long to keep. True while its end is not in memory.
    private bool SkipRest()
    {
        if (!_skipping)
        {
            return false;
        }

        var lineBreak = _buffer.AsSpan(_start, _end - _start).IndexOf((byte)'\n');
        if (lineBreak < 0)
        {
            _start = _end;
            return true;
        }

        _skipping = false;
        Advance(lineBreak + 1);
        return false;
    }

    private void Advance(int bytes)
    {
        _nextLine += _buffer.AsSpan(_start, bytes).Count((byte)'\n');
        _start += bytes;
    }

    private async ValueTask FillAsync(CancellationToken cancellationToken)
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            _discarded += _start;
            _end -= _start;
            _start = 0;
        }

        if (_end == _buffer.Length)
        {
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }

        // Behind a file or a fast connection, a full buffer makes full batches; the first bytes are enough to go on.
        var read = await _stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken);
        _ended = read == 0;
        _end += read;
        if (!_started && (_ended || _end >= 3))
        {
            _started = true;
            _start = _buffer.AsSpan(0, _end).StartsWith(Encoding.UTF8.Preamble) ? 3 : 0;
        }
    }
}
