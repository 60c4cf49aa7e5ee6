using GamifiedLoyalty.Server.Pages.Boards;
using GamifiedLoyalty.Server.Pages.Rendering;

namespace GamifiedLoyalty.Server.Pages.Screens;

/// <summary>What a large screen shows.</summary>
/// <param name="Frame">The page around it.</param>
/// <param name="Scenes">Its boards, one after the other.</param>
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

    /// <summary>Whether it is shown beside its settings, and follows nothing.</summary>
    public bool IsPreview { get; init; }
}

/// <summary>A board on a large screen.</summary>
/// <param name="View">The board.</param>
/// <param name="Seconds">How long it is shown.</param>
/// <param name="Address">Where a phone follows it.</param>
/// <param name="ShortAddress">The same for a person to type.</param>
public sealed record SceneView(BoardView View, int Seconds, string Address, string ShortAddress)
{
    /// <summary>When the period ends, in milliseconds since 1970; null when it never does.</summary>
    public long? Ends { get; init; }

    /// <summary>What is left of the period, in words; null when it never ends or is over.</summary>
    public string? TimeLeft { get; init; }
}
