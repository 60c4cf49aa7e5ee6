using System.Globalization;
using System.Text.Json;
using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Domain.Programs;
using GamifiedLoyalty.Engine.Ports;

namespace GamifiedLoyalty.Server.Api.Boards;

/// <summary>Writes boards as the public contract says.</summary>
internal static class BoardWriter
{
    /// <summary>Writes the list of boards.</summary>
    public static void WriteList(Utf8JsonWriter writer, long version, IReadOnlyList<BoardDefinition> boards, string language)
    {
        writer.WriteStartObject();
        writer.WriteNumber("version", version);
        writer.WriteStartArray("items");
        foreach (var board in boards)
        {
            WriteBoard(writer, board, language);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    /// <summary>Writes rows by position.</summary>
    public static void WritePage(Utf8JsonWriter writer, BoardTarget target, BoardPage page, int offset)
    {
        writer.WriteStartObject();
        WriteHead(writer, target, page.Version, page.Total, page.IsRebuilding, page.IsFrozen);
        var end = offset + page.Rows.Count;
        if (page.Rows.Count > 0 && end < page.Total)
        {
            writer.WriteString("next", Query.Cursor(end));
        }

        WriteRows(writer, target, page.Rows);
        writer.WriteEndObject();
    }

    /// <summary>Writes a neighbourhood.</summary>
    public static void WriteAround(Utf8JsonWriter writer, BoardTarget target, BoardAround around)
    {
        writer.WriteStartObject();
        WriteHead(writer, target, around.Version, around.Total, around.IsRebuilding, around.IsFrozen);
        WriteRows(writer, target, around.Rows);
        writer.WriteNullable("toNext", around.ToNext);
        writer.WriteNumber("percentile", around.Percentile);
        writer.WriteEndObject();
    }

    /// <summary>Writes how a subject's rank and score went.</summary>
    public static void WriteHistory(Utf8JsonWriter writer, BoardTarget target, string subject, BoardHistory history)
    {
        writer.WriteStartObject();
        WriteHead(writer, target, history.Version, history.Total, history.IsRebuilding, history.IsFrozen);
        writer.WriteString("subject", subject);
        writer.WriteString("name", target.Members.NameOf(new OwnerRef(target.SubjectKind, subject)));
        writer.WriteBoolean("whole", history.IsWhole);
        writer.WriteStartArray("days");
        foreach (var day in history.Days)
        {
            writer.WriteStartObject();
            writer.WriteString("day", day.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
            writer.WriteNullable("rank", day.Rank);
            writer.WriteNumber("score", day.Score);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteHead(Utf8JsonWriter writer, BoardTarget target, long version, int total, bool isRebuilding, bool isFrozen)
    {
        writer.WriteString("board", target.Query.Board);
        writer.WriteString("period", target.Query.Period.ToString());
        writer.WriteNumber("version", version);
        writer.WriteInstant("at", target.Now);
        writer.WriteNumber("total", total);
        if (isRebuilding)
        {
            writer.WriteBoolean("rebuilding", true);
        }

        if (isFrozen)
        {
            writer.WriteBoolean("frozen", true);
        }
    }

    private static void WriteRows(Utf8JsonWriter writer, BoardTarget target, IReadOnlyList<BoardRow> rows)
    {
        writer.WriteStartArray("rows");
        foreach (var row in rows)
        {
            writer.WriteStartObject();
            writer.WriteNumber("rank", row.Rank);
            writer.WriteString("subject", row.Subject);
            writer.WriteString("name", target.Members.NameOf(new OwnerRef(target.SubjectKind, row.Subject)));
            writer.WriteNumber("score", row.Score);
            writer.WriteNumber("provisional", row.Provisional);
            writer.WriteNullable("moved", row.Moved);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteBoard(Utf8JsonWriter writer, BoardDefinition board, string language)
    {
        writer.WriteStartObject();
        writer.WriteString("id", board.Id);
        writer.WriteString("name", board.Name?.For(language) ?? board.Id);
        writer.WriteString("subject", board.RanksPartners ? "partner" : "employee");
        writer.WriteString("measure", Word(board.Measure));
        writer.WriteOptional("currency", board.Currency);
        writer.WriteString("ties", board.SharedTies ? "shared" : "firstToReach");
        writer.WriteStartArray("periods");
        foreach (var kind in board.Periods)
        {
            writer.WriteStringValue(Word(kind));
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
