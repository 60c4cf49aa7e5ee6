using GamifiedLoyalty.Server.Pages.Rendering;

namespace GamifiedLoyalty.Server.Pages.Screens.Settings;

/// <summary>What the form of a screen's settings shows.</summary>
/// <param name="Frame">The page around it.</param>
/// <param name="Screen">The screen's id.</param>
/// <param name="Boards">The boards that can be shown, those shown first.</param>
public sealed record SettingsModel(PageFrame Frame, string Screen, IReadOnlyList<SettingsBoard> Boards)
{
    /// <summary>Where the form is sent.</summary>
    public required string Action { get; init; }

    /// <summary>Name and value of the hidden field by which the form proves that it came from here.</summary>
    public required (string Name, string Value) Proof { get; init; }

    /// <summary>The heading in each language of the program.</summary>
    public required IReadOnlyList<(string Locale, string Text)> Titles { get; init; }

    /// <summary>The languages of the program.</summary>
    public required IReadOnlyList<string> Locales { get; init; }

    /// <summary>The language of the screen; null for the browser's.</summary>
    public string? Locale { get; init; }

    /// <summary>Whether the dark theme is used.</summary>
    public required bool IsDark { get; init; }

    /// <summary>How many rows are shown.</summary>
    public required string Rows { get; init; }

    /// <summary>Whether the latest sales are told.</summary>
    public required bool HasTicker { get; init; }

    /// <summary>The least sale that is celebrated; empty for none.</summary>
    public required string Threshold { get; init; }

    /// <summary>The program's money.</summary>
    public required string Currency { get; init; }

    /// <summary>Whether a first place taken is celebrated.</summary>
    public required bool FirstPlace { get; init; }

    /// <summary>Seconds between celebrations.</summary>
    public required string Throttle { get; init; }

    /// <summary>The lines of scenes, those that are set first, then empty ones.</summary>
    public required IReadOnlyList<SettingsScene> Scenes { get; init; }

    /// <summary>The boards that scenes can show.</summary>
    public required IReadOnlyList<(string Value, string Name)> SceneBoards { get; init; }

    /// <summary>The kinds of period that scenes can show.</summary>
    public required IReadOnlyList<(string Value, string Name)> ScenePeriods { get; init; }

    /// <summary>The contests that scenes can show.</summary>
    public required IReadOnlyList<(string Value, string Name)> Challenges { get; init; }

    /// <summary>The sponsors that have a picture.</summary>
    public required IReadOnlyList<(string Value, string Name)> Sponsors { get; init; }

    /// <summary>Where sponsors get their pictures.</summary>
    public required string SponsorsUrl { get; init; }

    /// <summary>Whether celebrations are heard.</summary>
    public required bool HasSound { get; init; }

    /// <summary>Whose names are shown, by field, separated by commas.</summary>
    public required IReadOnlyList<(string Name, string Value)> Audience { get; init; }

    /// <summary>Whether the screen exists already.</summary>
    public required bool Exists { get; init; }

    /// <summary>What was done or is wrong, in words; null when nothing is to be said.</summary>
    public string? Notice { get; init; }

    /// <summary>A link that was just made; shown once.</summary>
    public string? NewLink { get; init; }

    /// <summary>Faults by the name of their field, in words.</summary>
    public IReadOnlyDictionary<string, string> Faults { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);
}

/// <summary>A line of the form: a board that is or can be shown.</summary>
/// <param name="Line">Numbers the line's fields.</param>
/// <param name="Board">The board's id.</param>
/// <param name="Name">Its name.</param>
/// <param name="IsShown">Whether it is shown.</param>
/// <param name="Period">The period shown; null for the board's default.</param>
/// <param name="Periods">The periods that can be shown, with their names.</param>
/// <param name="Seconds">How long it is shown.</param>
public sealed record SettingsBoard(
    int Line, string Board, string Name, bool IsShown, string? Period, IReadOnlyList<(string Value, string Name)> Periods, string Seconds);

/// <summary>A line of the form: a scene. Empty fields are not set.</summary>
/// <param name="Line">Numbers the line's fields.</param>
/// <param name="Type">The type; empty for a line that is none.</param>
public sealed record SettingsScene(int Line, string Type)
{
    /// <summary>The board's id.</summary>
    public string Board { get; init; } = "";

    /// <summary>The board's period.</summary>
    public string Period { get; init; } = "";

    /// <summary>The contest's id.</summary>
    public string Challenge { get; init; } = "";

    /// <summary>Title or text in each language of the program.</summary>
    public IReadOnlyList<string> Texts { get; init; } = [];

    /// <summary>The smaller text in each language of the program.</summary>
    public IReadOnlyList<string> Smalls { get; init; } = [];

    /// <summary>Where a countdown leads, local.</summary>
    public string To { get; init; } = "";

    /// <summary>The address of a picture.</summary>
    public string Image { get; init; } = "";

    /// <summary>The sponsor whose picture is shown.</summary>
    public string Sponsor { get; init; } = "";

    /// <summary>How long it is shown.</summary>
    public string Seconds { get; init; } = "";

    /// <summary>From when it is shown, local.</summary>
    public string From { get; init; } = "";

    /// <summary>Until when it is shown, local.</summary>
    public string Until { get; init; } = "";

    /// <summary>Its place in the playlist.</summary>
    public string Position { get; init; } = "";
}

/// <summary>What asks a manager for a key.</summary>
/// <param name="Frame">The page around it.</param>
/// <param name="Action">Where the form is sent.</param>
/// <param name="Proof">Name and value of the hidden field by which the form proves that it came from here.</param>
/// <param name="IsWrong">Whether a key was refused.</param>
public sealed record SignInModel(PageFrame Frame, string Action, (string Name, string Value) Proof, bool IsWrong)
{
    /// <summary>The name of the text that says for what.</summary>
    public string Title { get; init; } = "ManageScreen";
}
