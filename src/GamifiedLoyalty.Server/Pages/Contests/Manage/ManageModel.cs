using GamifiedLoyalty.Server.Pages.Rendering;

namespace GamifiedLoyalty.Server.Pages.Contests.Manage;

/// <summary>What the page shows on which a manager conducts a contest.</summary>
/// <param name="Frame">The page around it.</param>
/// <param name="Action">Where its forms are sent.</param>
/// <param name="Proof">Name and value of the hidden field by which a form proves that it came from here.</param>
public sealed record ManageModel(PageFrame Frame, string Action, (string Name, string Value) Proof)
{
    /// <summary>The contest's name.</summary>
    public required string Name { get; init; }

    /// <summary>The word of its status.</summary>
    public required string Status { get; init; }

    /// <summary>What its status is called.</summary>
    public required string StatusText { get; init; }

    /// <summary>What comes next, in one line.</summary>
    public required string Next { get; init; }

    /// <summary>What it is: names and values.</summary>
    public required IReadOnlyList<(string Name, string Value)> Facts { get; init; }

    /// <summary>What can be done now at the press of a button, the most likely first.</summary>
    public required IReadOnlyList<ManageDeed> Deeds { get; init; }

    /// <summary>What settling would give; null while it cannot be settled.</summary>
    public ManageSettling? Settling { get; init; }

    /// <summary>Whether it can be called off.</summary>
    public required bool CanCancel { get; init; }

    /// <summary>Where the draft is changed; null when it is none any more.</summary>
    public string? EditUrl { get; init; }

    /// <summary>The page that participants see; null while nobody may see it.</summary>
    public string? PublicUrl { get; init; }

    /// <summary>The screens that it is on: what their ids and what they are called.</summary>
    public IReadOnlyList<(string Id, string Name)> Screens { get; init; } = [];

    /// <summary>Where all screens are conducted; null while nobody may see it.</summary>
    public string? StageUrl { get; init; }

    /// <summary>Where its sponsor gets its picture; null without a sponsor.</summary>
    public string? SponsorsUrl { get; init; }

    /// <summary>Where all contests are.</summary>
    public required string ListUrl { get; init; }

    /// <summary>What was just done, or why it was not, in words.</summary>
    public string? Notice { get; init; }

    /// <summary>Whether <see cref="Notice"/> tells a fault.</summary>
    public bool IsFault { get; init; }

    /// <summary>What viewers see while it is frozen, in words; null while it is not.</summary>
    public string? Frozen { get; init; }

    /// <summary>The standings, as they are.</summary>
    public required IReadOnlyList<ManageRow> Rows { get; init; }

    /// <summary>How many rows there are beyond those shown, in words; null when there are none.</summary>
    public string? More { get; init; }

    /// <summary>What prizes would cost if it ended like this; null when nothing can change that any more.</summary>
    public string? Cost { get; init; }

    /// <summary>The row that is explained; null when none is.</summary>
    public ManageExplanation? Explained { get; init; }

    /// <summary>What was settled, and what would be different now; null before.</summary>
    public ManageSettlement? Settlement { get; init; }

    /// <summary>What was done by whom, newest first.</summary>
    public required IReadOnlyList<ManageStep> Steps { get; init; }
}

/// <summary>A button.</summary>
/// <param name="Do">What it does.</param>
/// <param name="Label">What it says.</param>
/// <param name="Hint">What that means.</param>
/// <param name="FromPlace">For revealing: the place that comes next.</param>
public sealed record ManageDeed(string Do, string Label, string Hint, int? FromPlace = null);

/// <summary>What settling would give.</summary>
/// <param name="Prizes">The prizes.</param>
/// <param name="Cost">What they cost, in words.</param>
/// <param name="Expected">The same for the form: settling is refused when it has changed meanwhile.</param>
public sealed record ManageSettling(IReadOnlyList<ManagePrize> Prizes, string Cost, string Expected);

/// <summary>Somebody's prize.</summary>
/// <param name="Place">The place.</param>
/// <param name="Name">Who.</param>
/// <param name="Prize">What.</param>
public sealed record ManagePrize(int Place, string Name, string Prize);

/// <summary>A row of the standings.</summary>
/// <param name="Place">The place.</param>
/// <param name="Range">The places that are still possible; null when no other is.</param>
/// <param name="Name">Who.</param>
/// <param name="Company">The partner's name, for employees.</param>
/// <param name="Score">With how much.</param>
/// <param name="Confirmed">How much of it is certain.</param>
/// <param name="Provisional">How much may still be taken back; null for nothing.</param>
/// <param name="Prize">What it would win.</param>
/// <param name="ExplainUrl">Where it is explained.</param>
public sealed record ManageRow(
    int Place, string? Range, string Name, string? Company, string Score, string Confirmed, string? Provisional, string Prize, string ExplainUrl);

/// <summary>Why a row stands where it does.</summary>
/// <param name="Name">Whose.</param>
/// <param name="Sentences">In sentences.</param>
/// <param name="Counted">What counts.</param>
/// <param name="Others">What does not, and why.</param>
/// <param name="CloseUrl">The page without the explanation.</param>
public sealed record ManageExplanation(
    string Name, IReadOnlyList<string> Sentences, IReadOnlyList<(string Activity, string At, string Score)> Counted, IReadOnlyList<(string Activity, string At, string Reason)> Others, string CloseUrl);

/// <summary>What was settled.</summary>
/// <param name="At">When.</param>
/// <param name="Cost">What it cost.</param>
/// <param name="Prizes">The prizes given.</param>
/// <param name="Changes">What corrections since would have changed.</param>
/// <param name="WouldCost">What it would cost now; null when that is the same.</param>
public sealed record ManageSettlement(string At, string Cost, IReadOnlyList<ManagePrize> Prizes, IReadOnlyList<ManageChange> Changes, string? WouldCost);

/// <summary>For whom a correction after settlement would have changed something.</summary>
/// <param name="Name">Who.</param>
/// <param name="Settled">As settled.</param>
/// <param name="Now">As it would be.</param>
/// <param name="ChangesPrizes">Whether prizes differ.</param>
public sealed record ManageChange(string Name, string Settled, string Now, bool ChangesPrizes);

/// <summary>Something that was done.</summary>
/// <param name="What">What.</param>
/// <param name="Who">By whom.</param>
/// <param name="When">When.</param>
/// <param name="Reason">Why, for a cancellation.</param>
public sealed record ManageStep(string What, string Who, string When, string? Reason);
