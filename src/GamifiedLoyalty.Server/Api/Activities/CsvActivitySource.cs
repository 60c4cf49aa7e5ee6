using System.Globalization;
using System.Runtime.CompilerServices;
using GamifiedLoyalty.Domain;
using GamifiedLoyalty.Domain.Activities;
using GamifiedLoyalty.Domain.Programs;
using GamifiedLoyalty.Engine.Commands;

namespace GamifiedLoyalty.Server.Api.Activities;

/// <summary>Turns a CSV stream into batches of items by a mapping. Not safe for concurrent use.</summary>
/// <param name="stream">RFC 4180 in UTF-8 with a header; not closed.</param>
/// <param name="mapping">How columns become activities.</param>
/// <param name="actor">Who sends.</param>
/// <param name="import">The import's id.</param>
internal sealed class CsvActivitySource(Stream stream, ImportMapping mapping, string actor, string import)
{
    private readonly CsvRecordReader _records = new(stream);
    private ImportMapper? _mapper;
    private int _columns;

    /// <summary>Bytes of the stream that the items handed out so far took; for progress.</summary>
    public long Position => _records.Position;

    /// <summary>Reads the header; the faults that keep the file from being imported at all, none when it can be.</summary>
    public async ValueTask<IReadOnlyList<Fault>> OpenAsync(CancellationToken cancellationToken)
    {
        if (!await _records.ReadAsync(cancellationToken))
        {
            return [new Fault("required", "The file is empty; its first line names the columns.")];
        }

        if (_records.Fault is { } unreadable)
        {
            return [unreadable];
        }

        _columns = _records.CellCount;
        _mapper = ImportMapper.Create(mapping, [.. _records.Cells], out var faults);
        return faults;
    }

    /// <summary>The rows in batches of what is at hand, after <see cref="OpenAsync"/> found no fault.</summary>
    public async IAsyncEnumerable<IReadOnlyList<ActivityItem>> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (await _records.ReadAsync(cancellationToken))
        {
            var batch = new List<ActivityItem>(IngestLimits.BatchItems) { Item() };
            while (batch.Count < IngestLimits.BatchItems && _records.TryRead())
            {
                batch.Add(Item());
            }

            yield return batch;
        }
    }

    private ActivityItem Item()
    {
        if (_records.Fault is { } unreadable)
        {
            return ActivityItem.Faulty(_records.Line, externalId: null, unreadable);
        }

        if (_records.CellCount != _columns)
        {
            return ActivityItem.Faulty(
                _records.Line, externalId: null,
                new Fault("wrongCellCount", string.Create(
                    CultureInfo.InvariantCulture, $"The line has {_records.CellCount} cells where the header has {_columns}.")));
        }

        var reading = _mapper!.Map(_records.Cells);
        return reading.Activity is { } activity
            ? ActivityItem.Of(_records.Line, new RecordActivity(activity, actor) { Import = import, CreateMembers = reading.CreateMembers })
            : ActivityItem.Faulty(_records.Line, reading.ExternalId, reading.Fault!);
    }
}
