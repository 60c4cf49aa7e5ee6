using GamifiedLoyalty.Server.Api.Boards;
using GamifiedLoyalty.Server.Pages.Rendering;

namespace GamifiedLoyalty.Server.Pages.Boards;

/// <summary>A board as shown.</summary>
public sealed record BoardView
{
    /// <summary>The program's slug.</summary>
    public required string Program { get; init; }

    /// <summary>The board's id.</summary>
    public required string Board { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>What it measures, in words.</summary>
    public required string MeasureName { get; init; }

    /// <summary>The period's name in addresses.</summary>
    public required string Period { get; init; }

    /// <summary>The period's name in words.</summary>
    public required string PeriodName { get; init; }

    /// <summary>The hub's channel.</summary>
    public required string Channel { get; init; }

    /// <summary>The version shown.</summary>
    public required long Version { get; init; }

    /// <summary>When it was read, in the program's zone, in words.</summary>
    public required string AsOf { get; init; }

    /// <summary>How many are listed in all.</summary>
    public required int Total { get; init; }

    /// <summary>Whether equal scores share a rank.</summary>
    public required bool SharedTies { get; init; }

    /// <summary>How scores are written.</summary>
    public required ScoreFormat Format { get; init; }

    /// <summary>The rows shown, best first.</summary>
    public required IReadOnlyList<RowView> Rows { get; init; }

    /// <summary>Whether what is shown is final.</summary>
    public BoardState State { get; init; }

    /// <summary>Whether it stands still because a contest is frozen.</summary>
    public bool IsFrozen { get; init; }

    /// <summary>The name of the text that says why it is not; null when it is.</summary>
    public string? Notice => State switch
    {
        BoardState.Rebuilding => "BoardRebuilding",
        BoardState.Unavailable => "BoardUnavailable",
        _ => null,
    };

    /// <summary>The viewer's own id when they are ranked here; null for others.</summary>
    public string? Own { get; init; }

    /// <summary>The beginning of the addresses of cards, to which a subject's id is added; null where rows lead nowhere.</summary>
    public string? CardUrl { get; init; }

    /// <summary>The most rows that the page shows.</summary>
    public required int Limit { get; init; }

    /// <summary>The most rows that the hub sends.</summary>
    public const int Whole = 100;
}

/// <summary>A row as shown.</summary>
/// <param name="Rank">From 1.</param>
/// <param name="Subject">The employee's or partner's id.</param>
/// <param name="Name">The name.</param>
/// <param name="Company">An employee's company.</param>
/// <param name="Score">The score.</param>
/// <param name="Provisional">The pending part of it.</param>
/// <param name="Reach">Version of its last change.</param>
/// <param name="Moved">Places gained since yesterday; null when unknown.</param>
/// <param name="LeaderScore">The score that a whole bar stands for.</param>
public sealed record RowView(
    int Rank, string Subject, string Name, string? Company, long Score, long Provisional, long Reach, int? Moved, long LeaderScore);

/// <summary>A period that can be chosen.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Url">Where it is.</param>
/// <param name="IsCurrent">Whether it is the one shown.</param>
public sealed record PeriodLink(string Name, string Url, bool IsCurrent);

/// <summary>What the board page shows.</summary>
/// <param name="Frame">The page around it.</param>
/// <param name="View">The board.</param>
/// <param name="Periods">The periods offered.</param>
/// <param name="Around">The viewer's own neighbourhood when they stand below the rows shown.</param>
public sealed record BoardPageModel(PageFrame Frame, BoardView View, IReadOnlyList<PeriodLink> Periods, BoardView? Around);
