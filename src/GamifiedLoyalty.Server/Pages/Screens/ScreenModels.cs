using GamifiedLoyalty.Server.Pages.Boards;
using GamifiedLoyalty.Server.Pages.Rendering;
using GamifiedLoyalty.Server.Pages.Screens.Scenes;

namespace GamifiedLoyalty.Server.Pages.Screens;

/// <summary>What a large screen shows.</summary>
/// <param name="Frame">The page around it.</param>
/// <param name="Scenes">Its scenes, one after the other; last the one that a conductor launched, where it is none of the others.</param>
public sealed record ScreenPageModel(PageFrame Frame, IReadOnlyList<SceneView> Scenes)
{
    /// <summary>The program's slug.</summary>
    public required string Program { get; init; }

    /// <summary>The heading above the board's name.</summary>
    public required string Title { get; init; }

    /// <summary>The hub's channel of the screen.</summary>
    public required string Channel { get; init; }

    /// <summary>The version that set the settings shown.</summary>
    public required long Revision { get; init; }

    /// <summary>The program's IANA zone, for the clock.</summary>
    public required string TimeZone { get; init; }

    /// <summary>The time when the page was made, in the program's zone, in words.</summary>
    public required string Clock { get; init; }

    /// <summary>The same instant in milliseconds since 1970.</summary>
    public required long Now { get; init; }

    /// <summary>When the local day ends, and movements since yesterday begin anew, in milliseconds since 1970.</summary>
    public required long DayEnds { get; init; }

    /// <summary>Whether the dark theme is used.</summary>
    public required bool IsDark { get; init; }

    /// <summary>Whether the latest sales are told at the foot.</summary>
    public required bool HasTicker { get; init; }

    /// <summary>The least time between two celebrations.</summary>
    public required int ThrottleSeconds { get; init; }

    /// <summary>How amounts of the program's money are written.</summary>
    public required ScoreFormat Money { get; init; }

    /// <summary>The most rows of a board or contest.</summary>
    public required int Rows { get; init; }

    /// <summary>Which scene is shown first; -1 when none is to be shown now.</summary>
    public required int Current { get; init; }

    /// <summary>What the conductor wants, as the hub tells it.</summary>
    public required string Stage { get; init; }

    /// <summary>Whether names and numbers are invented.</summary>
    public required bool IsRehearsal { get; init; }

    /// <summary>Whether celebrations are heard.</summary>
    public required bool HasSound { get; init; }

    /// <summary>Whether it is shown beside its settings, and follows nothing.</summary>
    public bool IsPreview { get; init; }
}
