using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Server.Pages.Boards;
using GamifiedLoyalty.Server.Pages.Contests.Participants;
using GamifiedLoyalty.Server.Pages.Rendering;

namespace GamifiedLoyalty.Server.Pages.People;

/// <summary>What a card shows.</summary>
/// <param name="Frame">The page around it.</param>
/// <param name="Program">The program's slug.</param>
/// <param name="Member">Whose it is.</param>
/// <param name="Name">The name.</param>
public sealed record CardModel(PageFrame Frame, string Program, OwnerRef Member, string Name)
{
    /// <summary>The version shown.</summary>
    public required long Version { get; init; }

    /// <summary>An employee's company, or a partner's parent.</summary>
    public required PeriodLink? Company { get; init; }

    /// <summary>The periods that can be chosen.</summary>
    public required IReadOnlyList<PeriodLink> Periods { get; init; }

    /// <summary>The places, own ones before those of the company.</summary>
    public required IReadOnlyList<PlaceView> Places { get; init; }

    /// <summary>The best next step; null when there is none.</summary>
    public required string? Next { get; init; }

    /// <summary>The running contests; on the viewer's own card only.</summary>
    public required ContestCardsModel Contests { get; init; }

    /// <summary>The history of one place; null when there is none.</summary>
    public required HistoryView? History { get; init; }

    /// <summary>The boards whose history can be chosen.</summary>
    public required IReadOnlyList<PeriodLink> HistoryBoards { get; init; }

    /// <summary>Balances and statement; null when the viewer may not see them.</summary>
    public required MoneyView? Money { get; init; }

    /// <summary>The hub's channels that tell of changes.</summary>
    public required IReadOnlyList<string> Channels { get; init; }
}
