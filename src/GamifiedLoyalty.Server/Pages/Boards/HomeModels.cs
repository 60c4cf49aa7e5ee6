using GamifiedLoyalty.Server.Pages.Contests.Participants;
using GamifiedLoyalty.Server.Pages.People;
using GamifiedLoyalty.Server.Pages.Rendering;
using GamifiedLoyalty.Server.Pages.Search;

namespace GamifiedLoyalty.Server.Pages.Boards;

/// <summary>What a program's home shows.</summary>
/// <param name="Frame">The page around it.</param>
public sealed record HomePageModel(PageFrame Frame)
{
    /// <summary>The program's slug.</summary>
    public required string Program { get; init; }

    /// <summary>The version shown.</summary>
    public required long Version { get; init; }

    /// <summary>The periods that can be chosen.</summary>
    public required IReadOnlyList<PeriodLink> Periods { get; init; }

    /// <summary>The time left in the period; null when it does not end.</summary>
    public required Countdown? Countdown { get; init; }

    /// <summary>The search field.</summary>
    public required SearchBoxModel Search { get; init; }

    /// <summary>The boards, the leading one first.</summary>
    public required IReadOnlyList<HomeBoard> Boards { get; init; }

    /// <summary>The viewer's own place, when they are a person of the program.</summary>
    public OwnPlace? Own { get; init; }

    /// <summary>The running contests.</summary>
    public ContestCardsModel Contests { get; init; } = ContestCardsModel.None;

    /// <summary>Who moved up most on the leading board; null where nothing moves.</summary>
    public IReadOnlyList<Mover>? Movers { get; init; }

    /// <summary>The latest sales.</summary>
    public required IReadOnlyList<SaleView> Sales { get; init; }

    /// <summary>The program's IANA zone.</summary>
    public required string Zone { get; init; }

    /// <summary>How the program's money is written.</summary>
    public required ScoreFormat Money { get; init; }
}

/// <summary>A board on the home.</summary>
/// <param name="View">Its leaders.</param>
/// <param name="Url">Its page.</param>
/// <param name="Pinned">The viewer's own row when it stands below those shown.</param>
public sealed record HomeBoard(BoardView View, string Url, RowView? Pinned);

/// <summary>Somebody who moved up.</summary>
/// <param name="Row">Their row.</param>
/// <param name="Url">Their card.</param>
public sealed record Mover(RowView Row, string Url);

/// <summary>A sale in the ticker.</summary>
/// <param name="Version">The version that recorded it.</param>
/// <param name="Name">Who sold.</param>
/// <param name="Company">For whom.</param>
/// <param name="Amount">For how much; null where that is not told.</param>
/// <param name="Time">When, in the program's zone.</param>
public sealed record SaleView(long Version, string Name, string? Company, string? Amount, string Time);

/// <summary>The viewer's own place.</summary>
/// <param name="Name">Their name.</param>
/// <param name="Url">Their card.</param>
/// <param name="Place">Their best place to show; null when they are on no board.</param>
public sealed record OwnPlace(string Name, string Url, PlaceView? Place);
