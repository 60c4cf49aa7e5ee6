using System.Text.Json;
using GamifiedLoyalty.Domain;
using GamifiedLoyalty.Domain.Programs;

namespace GamifiedLoyalty.Server.Api.Screens;

/// <summary>What a large screen shows.</summary>
/// <param name="Title">The heading; null for the program's name.</param>
/// <param name="Boards">The boards shown one after the other; at least one.</param>
/// <param name="IsDark">Whether the dark theme is used.</param>
/// <param name="Locale">The language; null for the program's first.</param>
/// <param name="Rows">How many rows are shown at once.</param>
internal sealed record ScreenSettings(LocalizedText? Title, IReadOnlyList<ScreenBoard> Boards, bool IsDark, string? Locale, int Rows)
{
    /// <summary>Rows when not said: the podium, and two columns of four.</summary>
    public const int DefaultRows = 11;

    /// <summary>The most rows that are shown at once.</summary>
    public const int MaxRows = 30;

    private const int MaxBoards = 20;

    /// <summary>Whether the latest sales are told at the foot.</summary>
    public bool HasTicker { get; init; } = true;

    /// <summary>What is celebrated.</summary>
    public ScreenCelebrations Celebrations { get; init; } = ScreenCelebrations.None;

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
            if (reader.Object(element, pointer, r => ScreenBoard.Read(r, definition)) is { } board)
            {
                boards.Add(board);
            }
        }

        if (reader.Items("boards", MaxBoards).Count == 0)
        {
            reader.Report("boards", "required", "At least one board.");
        }

        var isDark = reader.Word("theme", "dark", "light") != "light";
        return new(title, boards, isDark, ReadLocale(reader, definition), reader.Whole("rows", 1, MaxRows) ?? DefaultRows)
        {
            HasTicker = reader.Flag("ticker") ?? true,
            Celebrations = ReadCelebrations(reader),
        };
    }

    private static ScreenCelebrations ReadCelebrations(FieldReader reader) => reader.Value("celebrations") is { } value
        ? reader.Object(value, reader.At("celebrations"), ScreenCelebrations.Read) ?? ScreenCelebrations.None
        : ScreenCelebrations.None;

    private static string? ReadLocale(FieldReader reader, ProgramDefinition? definition)
    {
        var locale = reader.Text("locale", 35);
        if (locale is not null && definition is not null && !definition.Locales.Contains(locale, StringComparer.OrdinalIgnoreCase))
        {
            reader.Report("locale", "unknownLocale", $"One of the program's languages: {string.Join(", ", definition.Locales)}.");
        }

        return locale;
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
