using System.Text.Json;
using GamifiedLoyalty.Domain;
using GamifiedLoyalty.Engine.Ports;
using GamifiedLoyalty.Engine.Programs;
using GamifiedLoyalty.Server.Api.Screens.Scenes;
using GamifiedLoyalty.Server.Api.Sponsors;

namespace GamifiedLoyalty.Server.Api.Screens;

/// <summary>What a large screen shows.</summary>
/// <param name="Title">The heading; null for the program's name.</param>
/// <param name="Boards">The boards of the shorthand: a playlist of boards only; empty when there are <see cref="Scenes"/>.</param>
/// <param name="IsDark">Whether the dark theme is used.</param>
/// <param name="Locale">The language; null for the program's first.</param>
/// <param name="Rows">How many rows are shown at once.</param>
internal sealed record ScreenSettings(LocalizedText? Title, IReadOnlyList<ScreenBoard> Boards, bool IsDark, string? Locale, int Rows)
{
    /// <summary>Rows when not said: the podium, and two columns of four.</summary>
    public const int DefaultRows = 11;

    /// <summary>The most rows that are shown at once.</summary>
    public const int MaxRows = 30;

    /// <summary>The most scenes of a playlist.</summary>
    public const int MaxScenes = 50;

    private const int MaxBoards = 20;

    /// <summary>The scenes of the playlist; empty when only <see cref="Boards"/> are named.</summary>
    public IReadOnlyList<SceneSettings> Scenes { get; init; } = [];

    /// <summary>Who is shown by name.</summary>
    public ScreenAudience Audience { get; init; } = ScreenAudience.Everyone;

    /// <summary>Whether celebrations are heard, once somebody has clicked on the screen.</summary>
    public bool HasSound { get; init; }

    /// <summary>What is shown one after the other.</summary>
    public IReadOnlyList<SceneSettings> Playlist => Scenes.Count > 0 ? Scenes : [.. Boards.Select(SceneFields.Of)];

    /// <summary>The boards that are shown, in any scene.</summary>
    public IEnumerable<ScreenBoard> ShownBoards => Scenes.Count > 0 ? Scenes.Select(s => s.Shown).OfType<ScreenBoard>() : Boards;

    /// <summary>Whether the latest sales are told at the foot.</summary>
    public bool HasTicker { get; init; } = true;

    /// <summary>What is celebrated.</summary>
    public ScreenCelebrations Celebrations { get; init; } = ScreenCelebrations.None;

    /// <summary>Names the state of a screen's settings: it grows when they, or the pictures that they may show, change. 0 without settings.</summary>
    public static long Revision(ProgramEngine engine, StoredDocument? stored) => stored is null ? 0 : Math.Max(stored.Version, SponsorPictures.Version(engine));

    /// <summary>Reads stored settings, which were validated when they were set.</summary>
    public static ScreenSettings Read(byte[] json)
    {
        using var document = JsonDocument.Parse(json);
        return FieldReader.ReadObject(document.RootElement, "", [], reader => Read(reader, null))
            ?? throw new InvalidDataException("The stored settings of a screen cannot be read.");
    }

    /// <summary>Reads settings strictly.</summary>
    /// <param name="reader">The settings' fields.</param>
    /// <param name="context">The program, whose boards, periods and contests must exist; null for settings stored before.</param>
    public static ScreenSettings Read(FieldReader reader, SceneContext? context)
    {
        var title = reader.Localized("title");
        var boards = ReadAll(reader, "boards", MaxBoards, r => ScreenBoard.Read(r, context?.Definition));
        var scenes = ReadAll(reader, "scenes", MaxScenes, r => SceneFields.Read(r, context));
        CheckPlaylist(reader);
        var isDark = reader.Word("theme", "dark", "light") != "light";
        return new(title, boards, isDark, ReadLocale(reader, context), reader.Whole("rows", 1, MaxRows) ?? DefaultRows)
        {
            Scenes = scenes,
            HasTicker = reader.Flag("ticker") ?? true,
            HasSound = reader.Flag("sound") ?? false,
            Celebrations = ReadObject(reader, "celebrations", ScreenCelebrations.Read) ?? ScreenCelebrations.None,
            Audience = ReadObject(reader, "audience", ScreenAudience.Read) ?? ScreenAudience.Everyone,
        };
    }

    private static void CheckPlaylist(FieldReader reader)
    {
        var (hasBoards, hasScenes) = (IsFilled(reader.Value("boards")), IsFilled(reader.Value("scenes")));
        if (!hasBoards && !hasScenes)
        {
            reader.Report("boards", "required", "At least one board or scene.");
        }
        else if (hasBoards && hasScenes)
        {
            reader.Report("boards", "notTogether", "Either boards or scenes; a board can be a scene.");
        }
    }

    // What is no array at all is a fault already, and need not be missed as well.
    private static bool IsFilled(JsonElement? value) => value is { } given && (given.ValueKind != JsonValueKind.Array || given.GetArrayLength() > 0);

    private static List<T> ReadAll<T>(FieldReader reader, string field, int max, Func<FieldReader, T> read)
        where T : class
    {
        var all = new List<T>();
        foreach (var (element, pointer) in reader.Items(field, max))
        {
            if (reader.Object(element, pointer, read) is { } item)
            {
                all.Add(item);
            }
        }

        return all;
    }

    private static T? ReadObject<T>(FieldReader reader, string field, Func<FieldReader, T> read)
        where T : class => reader.Value(field) is { } value ? reader.Object(value, reader.At(field), read) : null;

    private static string? ReadLocale(FieldReader reader, SceneContext? context)
    {
        var locale = reader.Text("locale", 35);
        if (locale is not null && context?.Definition is { } definition && !definition.Locales.Contains(locale, StringComparer.OrdinalIgnoreCase))
        {
            reader.Report("locale", "unknownLocale", $"One of the program's languages: {string.Join(", ", definition.Locales)}.");
        }

        return locale;
    }
}
