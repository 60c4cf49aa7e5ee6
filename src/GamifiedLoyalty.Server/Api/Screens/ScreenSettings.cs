using System.Text.Json;
using GamifiedLoyalty.Domain;
using GamifiedLoyalty.Domain.Programs;
using GamifiedLoyalty.Domain.Time;

namespace GamifiedLoyalty.Server.Api.Screens;

/// <summary>What a large screen shows.</summary>
/// <param name="Title">The heading; null for the program's name.</param>
/// <param name="Boards">The boards shown one after the other; at least one.</param>
/// <param name="IsDark">Whether the dark theme is used.</param>
/// <param name="Locale">The language; null for the program's first.</param>
/// <param name="Rows">How many rows are shown at once.</param>
internal sealed record ScreenSettings(LocalizedText? Title, IReadOnlyList<ScreenBoard> Boards, bool IsDark, string? Locale, int Rows)
{
    /// <summary>Rows when not said.</summary>
    public const int DefaultRows = 10;

    private const int MaxBoards = 20;
    private const int MaxRows = 30;
    private const int DefaultSeconds = 20;

    /// <summary>Reads stored settings, which were validated when they were set.</summary>
    public static ScreenSettings Read(byte[] json)
    {
        using var document = JsonDocument.Parse(json);
        return FieldReader.ReadObject(document.RootElement, "", [], reader => Read(reader, null))
            ?? throw new InvalidDataException("The stored settings of a screen cannot be read.");
    }

    /// <summary>Reads settings strictly.</summary>
    /// <param name="reader">The settings' fields.</param>
    /// <param name="definition">The program, whose boards and periods must exist; null for settings stored before.</param>
    public static ScreenSettings Read(FieldReader reader, ProgramDefinition? definition)
    {
        var title = ReadTitle(reader);
        var boards = new List<ScreenBoard>();
        foreach (var (element, pointer) in reader.Items("boards", MaxBoards))
        {
            if (reader.Object(element, pointer, r => ReadBoard(r, definition)) is { } board)
            {
                boards.Add(board);
            }
        }

        if (reader.Items("boards", MaxBoards).Count == 0)
        {
            reader.Report("boards", "required", "At least one board.");
        }

        var isDark = reader.Word("theme", "dark", "light") != "light";
        return new(title, boards, isDark, reader.Text("locale", 35), reader.Whole("rows", 1, MaxRows) ?? DefaultRows);
    }

    private static ScreenBoard ReadBoard(FieldReader reader, ProgramDefinition? definition)
    {
        var id = reader.RequiredText("board", Limits.IdLength);
        var period = reader.Text("period", 10);
        var seconds = reader.Whole("seconds", 1, 3_600) ?? DefaultSeconds;
        if (definition is not null && id.Length > 0)
        {
            Check(reader, definition.Board(id), period);
        }

        return new(id, period, seconds);
    }

    private static void Check(FieldReader reader, BoardDefinition? board, string? period)
    {
        if (board is null)
        {
            reader.Report("board", "unknownBoard", "The program has no such board.");
        }
        else if (period is not null && ScreenBoard.KindOf(period) is not { } kind)
        {
            reader.Report("period", "badPeriod", "A kind such as quarter, which moves with time, or a period such as 2026-Q4.");
        }
        else if (period is not null && !board.Periods.Contains(ScreenBoard.KindOf(period)!.Value))
        {
            reader.Report("period", "periodNotOffered", "The board does not offer this kind of period.");
        }
    }

    private static LocalizedText? ReadTitle(FieldReader reader)
    {
        if (reader.Value("title") is not { ValueKind: JsonValueKind.Object } value)
        {
            return reader.Text("title") is { } text ? new LocalizedText(text) : null;
        }

        var texts = new List<KeyValuePair<string, string>>();
        foreach (var property in value.EnumerateObject())
        {
            if (property.Value.ValueKind != JsonValueKind.String
                || FieldReader.TextOf(property.Value) is not { Length: > 0 and <= Limits.TextLength } text)
            {
                reader.Report("title", "badText", "Texts by language.");
                return null;
            }

            texts.Add(KeyValuePair.Create(property.Name, text));
        }

        return texts.Count > 0 ? new LocalizedText(texts) : null;
    }
}

/// <summary>A board on a screen.</summary>
/// <param name="Board">Its id.</param>
/// <param name="Period">A kind such as <c>quarter</c>, whose current period is shown, or a fixed period such as <c>2026-Q4</c>; null for the board's default.</param>
/// <param name="Seconds">How long it is shown before the next.</param>
internal sealed record ScreenBoard(string Board, string? Period, int Seconds)
{
    /// <summary>The period to show on a local day.</summary>
    public Period PeriodOn(DateOnly today, BoardDefinition board)
    {
        if (Period is null || KindOf(Period) is not { } kind)
        {
            return Domain.Time.Period.Of(board.Periods[0], today);
        }

        return Domain.Time.Period.TryParse(Period, out var named) ? named : Domain.Time.Period.Of(kind, today);
    }

    /// <summary>The kind that a kind's or period's name stands for, or null.</summary>
    public static PeriodKind? KindOf(string period) => period switch
    {
        "year" => PeriodKind.Year,
        "quarter" => PeriodKind.Quarter,
        "month" => PeriodKind.Month,
        "week" => PeriodKind.Week,
        "day" => PeriodKind.Day,
        _ => Domain.Time.Period.TryParse(period, out var named) ? named.Kind : null,
    };
}
