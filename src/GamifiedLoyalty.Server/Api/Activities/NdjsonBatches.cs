using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Text;
using GamifiedLoyalty.Domain;

namespace GamifiedLoyalty.Server.Api.Activities;

/// <summary>Makes an item of one line of JSON, without its line break.</summary>
internal delegate ActivityItem LineParser(ReadOnlySpan<byte> line, long number);

/// <summary>Cuts newline-delimited JSON into batches of whatever has arrived. Not safe for concurrent use.</summary>
internal sealed class NdjsonBatches(PipeReader reader, LineParser parse)
{
    private long _line;
    private bool _started;
    private bool _skipping;

    /// <summary>Reads until the stream ends. Blank lines are passed over; a line that is too long is a faulty item.</summary>
    public async IAsyncEnumerable<IReadOnlyList<ActivityItem>> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            var read = await reader.ReadAsync(cancellationToken);
            var rest = read.Buffer;
            while (TakeBatch(ref rest, read.IsCompleted) is { Count: > 0 } batch)
            {
                yield return batch;
            }

            reader.AdvanceTo(rest.Start, rest.End);
            if (read.IsCompleted)
            {
                yield break;
            }
        }
    }

    private List<ActivityItem> TakeBatch(ref ReadOnlySequence<byte> buffer, bool isLast)
    {
        var batch = new List<ActivityItem>();
        SkipByteOrderMark(ref buffer, isLast);
        while (_started && batch.Count < IngestLimits.BatchItems && TryTakeLine(ref buffer, isLast, out var line))
        {
            if (_skipping)
            {
                _skipping = false;
                continue;
            }

            _line++;
            if (line.Length > IngestLimits.LineBytes + 1)
            {
                batch.Add(TooLong());
            }
            else if (!IsBlank(line))
            {
                batch.Add(Parse(line));
            }
        }

        if (_started && batch.Count < IngestLimits.BatchItems && buffer.Length > IngestLimits.LineBytes + 1)
        {
            SkipLongLine(ref buffer, batch);
        }

        return batch;
    }

    // What is left has no line break: the beginning of a line that is too long already, or more of it.
    private void SkipLongLine(ref ReadOnlySequence<byte> buffer, List<ActivityItem> batch)
    {
        if (!_skipping)
        {
            _line++;
            _skipping = true;
            batch.Add(TooLong());
        }

        buffer = buffer.Slice(buffer.End);
    }

    private ActivityItem TooLong() =>
        ActivityItem.Faulty(_line, externalId: null, new Fault("lineTooLong", "The line is longer than 1 MiB."));

    private void SkipByteOrderMark(ref ReadOnlySequence<byte> buffer, bool isLast)
    {
        if (_started || (buffer.Length < 3 && !isLast))
        {
            return;
        }

        _started = true;
        Span<byte> first = stackalloc byte[3];
        if (buffer.Length >= 3)
        {
            buffer.Slice(0, 3).CopyTo(first);
            buffer = first.SequenceEqual(Encoding.UTF8.Preamble) ? buffer.Slice(3) : buffer;
        }
    }

    private static bool TryTakeLine(ref ReadOnlySequence<byte> buffer, bool isLast, out ReadOnlySequence<byte> line)
    {
        if (buffer.PositionOf((byte)'\n') is { } lineBreak)
        {
            line = buffer.Slice(0, lineBreak);
            buffer = buffer.Slice(buffer.GetPosition(1, lineBreak));
            return true;
        }

        line = buffer;
        if (!isLast || buffer.IsEmpty)
        {
            return false;
        }

        buffer = buffer.Slice(buffer.End);
        return true;
    }

    private static bool IsBlank(in ReadOnlySequence<byte> line) =>
        line.Length <= 256 && (line.IsEmpty || line.FirstSpan[0] <= (byte)' ')
        && line.ToArray().AsSpan().IndexOfAnyExcept(" \t\r"u8) < 0;

    private ActivityItem Parse(in ReadOnlySequence<byte> line)
    {
        if (line.IsSingleSegment)
        {
            return parse(line.FirstSpan, _line);
        }

        var length = (int)line.Length;
        var copy = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            line.CopyTo(copy);
            return parse(copy.AsSpan(0, length), _line);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(copy);
        }
    }
}
