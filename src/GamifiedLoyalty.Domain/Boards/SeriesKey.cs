using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using GamifiedLoyalty.Domain.Programs;
using GamifiedLoyalty.Domain.Programs.Reading;

namespace GamifiedLoyalty.Domain.Boards;

/// <summary>
/// The canonical text that identifies the scores of a board. It is persisted: the same board must give the same text for
/// good. Boards that differ only in name, ties, periods or per-head division share their scores.
/// </summary>
public static class SeriesKey
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>
    /// The key of a board, such as <c>partner/quantity/-/own/["line.category","eq","Bikes"]</c>: subject, measure,
    /// currency, roll-up, filter.
    /// </summary>
    public static string Of(BoardDefinition board)
    {
        ArgumentNullException.ThrowIfNull(board);
        var subject = board.RanksPartners ? "partner" : "employee";
        var measure = Words.Measures.First(m => m.Value == board.Measure).Name;
        return $"{subject}/{measure}/{board.Currency ?? "-"}/{(board.RollUp ? "rollUp" : "own")}/{Filter(board.Filter)}";
    }

    private static string Filter(Condition filter)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            Write(writer, filter);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter writer, Condition condition)
    {
        writer.WriteStartArray();
        switch (condition)
        {
            case Condition.All all:
                WriteParts(writer, "all", all.Parts);
                break;
            case Condition.Any any:
                WriteParts(writer, "any", any.Parts);
                break;
            case Condition.Not not:
                WriteParts(writer, "not", [not.Part]);
                break;
            case Condition.Compare compare:
                WriteCompare(writer, compare);
                break;
        }

        writer.WriteEndArray();
    }

    private static void WriteParts(Utf8JsonWriter writer, string name, IReadOnlyList<Condition> parts)
    {
        writer.WriteStringValue(name);
        foreach (var part in parts)
        {
            Write(writer, part);
        }
    }

    private static void WriteCompare(Utf8JsonWriter writer, Condition.Compare compare)
    {
        writer.WriteStringValue(FieldNames.NameOf(compare.Field));
        writer.WriteStringValue(Words.Ops.First(o => o.Value == compare.Op).Name);
        foreach (var value in compare.Values)
        {
            switch (value)
            {
                case string text: writer.WriteStringValue(text); break;
                case bool flag: writer.WriteBooleanValue(flag); break;
                default: writer.WriteNumberValue(Decimals.Normalize((decimal)value)); break;
            }
        }
    }
}
