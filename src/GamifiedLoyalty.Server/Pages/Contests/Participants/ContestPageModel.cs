using GamifiedLoyalty.Domain.Challenges;
using GamifiedLoyalty.Server.Pages.Boards;
using GamifiedLoyalty.Server.Pages.Contests.Formats;
using GamifiedLoyalty.Server.Pages.Rendering;

namespace GamifiedLoyalty.Server.Pages.Contests.Participants;

/// <summary>What the page of a contest shows.</summary>
/// <param name="Frame">The page around it.</param>
public sealed record ContestPageModel(PageFrame Frame)
{
    /// <summary>The program's slug.</summary>
    public required string Program { get; init; }

    /// <summary>The contest's id.</summary>
    public required string Id { get; init; }

    /// <summary>The version shown.</summary>
    public required long Version { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>What it is about.</summary>
    public string? Description { get; init; }

    /// <summary>The id of its sponsor; null without one.</summary>
    public string? Sponsor { get; init; }

    /// <summary>The path of its sponsor's picture; null without one.</summary>
    public string? SponsorPicture { get; init; }

    /// <summary>Where it is in its life.</summary>
    public required ChallengeStatus Status { get; init; }

    /// <summary>Whether what is shown stands still.</summary>
    public required bool IsFrozen { get; init; }

    /// <summary>The best place revealed while frozen; null when none is.</summary>
    public int? RevealedFrom { get; init; }

    /// <summary>Why it was called off.</summary>
    public string? Reason { get; init; }

    /// <summary>What could not be done as the viewer asked, as a word; null when nothing.</summary>
    public string? Refused { get; init; }

    /// <summary>The time left until it begins or ends; null when neither is ahead.</summary>
    public Countdown? Countdown { get; init; }

    /// <summary>The time at which the page was made.</summary>
    public required string AsOf { get; init; }

    /// <summary>The viewer's own part; null for who did not come in by a personal link.</summary>
    public ContestOwn? Own { get; init; }

    /// <summary>The standings, best place first; where positions are missing, rows are left out.</summary>
    public required IReadOnlyList<ContestRow> Rows { get; init; }

    /// <summary>The ways to other rows; null when all are shown.</summary>
    public ContestPager? Pager { get; init; }

    /// <summary>How many are listed.</summary>
    public required int Total { get; init; }

    /// <summary>What counts, line by line: a heading and a sentence.</summary>
    public required IReadOnlyList<ContestRule> Rules { get; init; }

    /// <summary>The prizes, in the order of the plan.</summary>
    public required IReadOnlyList<ContestRule> Prizes { get; init; }

    /// <summary>The latest activities that count; null while nothing counts, and when it is settled or called off.</summary>
    public ContestSales? Sales { get; init; }

    /// <summary>The steps of the contest, newest first.</summary>
    public required IReadOnlyList<ContestRule> Events { get; init; }

    /// <summary>Whether companies compete, and the viewer's own part is that of the viewer's company.</summary>
    public required bool IsOfCompanies { get; init; }

    /// <summary>The picture of its format; null where the standings say it all.</summary>
    public FormatPicture? Picture { get; init; }
}

/// <summary>A line with a heading.</summary>
/// <param name="Title">The heading.</param>
/// <param name="Text">The words.</param>
public sealed record ContestRule(string Title, string Text);

/// <summary>The latest activities that count in a contest.</summary>
/// <param name="Own">The viewer's own, or those of the viewer's company; the last change first.</param>
/// <param name="All">Everybody's.</param>
public sealed record ContestSales(IReadOnlyList<ContestSale> Own, IReadOnlyList<ContestSale> All);

/// <summary>An activity that counts in a contest, or that was taken back.</summary>
/// <param name="Name">For whom it counts.</param>
/// <param name="Company">The company of an employee.</param>
/// <param name="Moved">By how much it moves the standings, in words; of one that was taken back, what it had counted.</param>
/// <param name="When">When it happened, in words.</param>
public sealed record ContestSale(string Name, string? Company, string Moved, string When)
{
    /// <summary>What became of it since, in words; null when it stands as recorded.</summary>
    public string? Correction { get; init; }

    /// <summary>Whether it was taken back.</summary>
    public bool IsTakenBack { get; init; }

    /// <summary>Whether it is the viewer's own.</summary>
    public bool IsOwn { get; init; }
}

/// <summary>A row of the standings.</summary>
/// <param name="Subject">Who.</param>
/// <param name="Place">The place.</param>
/// <param name="Name">The name.</param>
/// <param name="Company">The company.</param>
public sealed record ContestRow(string Subject, int Place, string Name, string? Company)
{
    /// <summary>Its position among all rows, from 1; with bands, that is not the place.</summary>
    public int Position { get; init; }

    /// <summary>The size band; null without bands.</summary>
    public string? Band { get; init; }

    /// <summary>The address of the card.</summary>
    public required string Url { get; init; }

    /// <summary>What decides the place, in words.</summary>
    public required string Shown { get; init; }

    /// <summary>The score when something else decides; else null.</summary>
    public string? Score { get; init; }

    /// <summary>What may still be taken back; null when nothing.</summary>
    public string? Provisional { get; init; }

    /// <summary>The places that are still possible, such as <c>2–4</c>; null when only one is.</summary>
    public string? Range { get; init; }

    /// <summary>The confirmed part of the bar as a width.</summary>
    public required string ConfirmedWidth { get; init; }

    /// <summary>The provisional part of the bar as a width.</summary>
    public required string ProvisionalWidth { get; init; }

    /// <summary>What it wins, in words; null when nothing.</summary>
    public string? Prize { get; init; }

    /// <summary>Something about its progress, such as a milestone or the round in which it left; null when nothing.</summary>
    public string? Note { get; init; }

    /// <summary>Whether the row is the viewer's.</summary>
    public bool IsOwn { get; init; }

    /// <summary>Whether the line below which nobody wins is drawn under this row.</summary>
    public bool IsLastWinner { get; init; }

    /// <summary>Whether it would leave after the running round.</summary>
    public bool IsInDanger { get; init; }
}

/// <summary>The viewer's own part.</summary>
/// <param name="Subject">The viewer, or the viewer's company.</param>
/// <param name="Name">The name.</param>
public sealed record ContestOwn(string Subject, string Name)
{
    /// <summary>Whether it takes part.</summary>
    public required bool TakesPart { get; init; }

    /// <summary>The row; null when not listed.</summary>
    public ContestRow? Row { get; init; }

    /// <summary>Why a company has no row although it sold: it has fewer employees than it needs; else null.</summary>
    public string? TooSmall { get; init; }

    /// <summary>The sentences about the place and ties.</summary>
    public IReadOnlyList<string> Sentences { get; init; } = [];

    /// <summary>The way to the next place; null at the top.</summary>
    public string? Next { get; init; }

    /// <summary>Own sales that do not count: the day, and why.</summary>
    public IReadOnlyList<ContestRule> NotCounted { get; init; } = [];

    /// <summary>Whether the viewer can join now.</summary>
    public required bool MayJoin { get; init; }

    /// <summary>The terms to accept when joining.</summary>
    public string? Terms { get; init; }

    /// <summary>The token that the page's forms carry.</summary>
    public required string Token { get; init; }

    /// <summary>The name of the token's field.</summary>
    public required string TokenField { get; init; }
}
