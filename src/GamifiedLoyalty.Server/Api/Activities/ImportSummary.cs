using System.Text.Json;
using GamifiedLoyalty.Engine.Commands;

namespace GamifiedLoyalty.Server.Api.Activities;

/// <summary>An item that was refused, as a summary tells it.</summary>
/// <param name="Line">The line or position it was sent at, from 1.</param>
/// <param name="ExternalId">The sender's id, as far as it could be read.</param>
/// <param name="Code">Stable code.</param>
/// <param name="Detail">One sentence for a person.</param>
/// <param name="Pointer">Where in the item, or in which column.</param>
internal readonly record struct ImportError(long Line, string? ExternalId, string Code, string Detail, string? Pointer);

/// <summary>Counts what became of the items of an import. Not safe for concurrent use.</summary>
/// <param name="import">The import's id; null when the items were not a stream.</param>
internal sealed class ImportSummary(string? import)
{
    private readonly List<ImportError> _errors = [];

    /// <summary>The import's id.</summary>
    public string? Import { get; } = import;

    /// <summary>Newly recorded items.</summary>
    public long Recorded { get; private set; }

    /// <summary>Items recorded before.</summary>
    public long Duplicate { get; private set; }

    /// <summary>Items whose id is taken by other content.</summary>
    public long Conflict { get; private set; }

    /// <summary>Faulty items.</summary>
    public long Rejected { get; private set; }

    /// <summary>The highest version answered; 0 when there was none.</summary>
    public long Version { get; private set; }

    /// <summary>All items counted.</summary>
    public long Total => Recorded + Duplicate + Conflict + Rejected;

    /// <summary>The first errors.</summary>
    public IReadOnlyList<ImportError> Errors => _errors;

    /// <summary>Whether there were more errors than are kept.</summary>
    public bool ErrorsTruncated => Conflict + Rejected > _errors.Count;

    /// <summary>Counts items; returns the errors among them, kept or not.</summary>
    public IReadOnlyList<ImportError> Add(IReadOnlyList<ItemAnswer> answers)
    {
        List<ImportError>? errors = null;
        foreach (var answer in answers)
        {
            Count(answer.Status);
            Version = Math.Max(Version, answer.Activity?.Version ?? 0);
            if (answer.Fault is { } fault)
            {
                var error = new ImportError(answer.Item.Line, answer.Item.ExternalId, fault.Code, fault.Detail, fault.Pointer);
                (errors ??= []).Add(error);
                if (_errors.Count < IngestLimits.SummaryErrors)
                {
                    _errors.Add(error);
                }
            }
        }

        return errors ?? [];
    }

    /// <summary>Writes the summary as the HTTP API answers it.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="version">The program's version after the import.</param>
    public void WriteTo(Utf8JsonWriter writer, long version)
    {
        writer.WriteStartObject();
        if (Import is not null)
        {
            writer.WriteString("import"u8, Import);
        }

        writer.WriteNumber("recorded"u8, Recorded);
        writer.WriteNumber("duplicate"u8, Duplicate);
        writer.WriteNumber("conflict"u8, Conflict);
        writer.WriteNumber("rejected"u8, Rejected);
        writer.WriteStartArray("errors"u8);
        foreach (var error in _errors)
        {
            WriteError(writer, error);
        }

        writer.WriteEndArray();
        writer.WriteBoolean("errorsTruncated"u8, ErrorsTruncated);
        writer.WriteNumber("version"u8, version);
        writer.WriteEndObject();
    }

    private void Count(RecordStatus status)
    {
        switch (status)
        {
            case RecordStatus.Recorded: Recorded++; break;
            case RecordStatus.Duplicate: Duplicate++; break;
            case RecordStatus.Conflict: Conflict++; break;
            default: Rejected++; break;
        }
    }

    private static void WriteError(Utf8JsonWriter writer, in ImportError error)
    {
        writer.WriteStartObject();
        writer.WriteNumber("line"u8, error.Line);
        if (error.ExternalId is not null)
        {
            writer.WriteString("externalId"u8, error.ExternalId);
        }

        writer.WriteString("code"u8, error.Code);
        writer.WriteString("detail"u8, error.Detail);
        if (error.Pointer is not null)
        {
            writer.WriteString("pointer"u8, error.Pointer);
        }

        writer.WriteEndObject();
    }
}
