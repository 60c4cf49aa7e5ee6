using GamifiedLoyalty.Server.Pages.Boards;

namespace GamifiedLoyalty.Server.Pages.Screens.Scenes;

/// <summary>A scene on a large screen; a closed set.</summary>
public abstract record SceneView
{
    private SceneView()
    {
    }

    /// <summary>Names the scene.</summary>
    public required string Key { get; init; }

    /// <summary>How long the playlist stays with it.</summary>
    public required int Seconds { get; init; }

    /// <summary>Where a phone follows what it shows.</summary>
    public required string Address { get; init; }

    /// <summary>An address that a person types, which leads there.</summary>
    public required string ShortAddress { get; init; }

    /// <summary>From when the playlist shows it; null for always.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Until when the playlist shows it; null for always.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Whether it is here only because a conductor launched it.</summary>
    public bool IsExtra { get; init; }

    /// <summary>When the period or contest ends that it shows; null when it never does.</summary>
    public DateTimeOffset? Ends { get; init; }

    /// <summary>What is left until then, in words; null when nothing is.</summary>
    public string? TimeLeft { get; init; }

    /// <summary>Whether a playlist shows it at an instant.</summary>
    public bool IsShownAt(DateTimeOffset now) => !IsExtra && (From is null || From <= now) && (Until is null || now < Until);

    /// <summary>The rows of a board.</summary>
    /// <param name="View">The board.</param>
    /// <param name="IsPodium">Whether only the first three stand there.</param>
    public sealed record Board(BoardView View, bool IsPodium) : SceneView;

    /// <summary>The time left until an instant.</summary>
    /// <param name="Title">Until what.</param>
    public sealed record Countdown(string? Title) : SceneView;

    /// <summary>A contest.</summary>
    /// <param name="Id">Its id.</param>
    /// <param name="Name">Its name.</param>
    /// <param name="Kind"><c>contest</c> for how it stands, <c>winners</c>, or <c>contest-podium</c>.</param>
    public sealed record Contest(string Id, string Name, string Kind) : SceneView
    {
        /// <summary>The word of its format.</summary>
        public required string Format { get; init; }

        /// <summary>The hub's channel.</summary>
        public required string Channel { get; init; }

        /// <summary>How scores are written.</summary>
        public required ScoreFormat Scores { get; init; }

        /// <summary>How that is written by which subjects are ranked.</summary>
        public required ScoreFormat Shown { get; init; }

        /// <summary>What the channel would tell now, as JSON.</summary>
        public required string Parts { get; init; }

        /// <summary>The rows for who reads by ear or without script.</summary>
        public required IReadOnlyList<ContestRow> Rows { get; init; }
    }

    /// <summary>The latest sales.</summary>
    public sealed record Ticker : SceneView;

    /// <summary>Words.</summary>
    /// <param name="Text">Large.</param>
    /// <param name="Small">Smaller, below.</param>
    public sealed record Message(string Text, string? Small) : SceneView;

    /// <summary>A sponsor.</summary>
    /// <param name="Text">Its words.</param>
    /// <param name="Image">The path of its picture.</param>
    public sealed record Sponsor(string Text, string? Image) : SceneView;
}

/// <summary>A row of a contest as text.</summary>
/// <param name="Place">The place.</param>
/// <param name="Name">Who stands there.</param>
/// <param name="Shown">What by.</param>
public sealed record ContestRow(int Place, string Name, string Shown);
