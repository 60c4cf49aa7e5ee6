namespace GamifiedLoyalty.Domain.Challenges;

/// <summary>The standings of a challenge at a version and an instant.</summary>
public sealed record ChallengeStandings
{
    /// <summary>The version that they show.</summary>
    public required long Version { get; init; }

    /// <summary>The instant for which they were computed: rounds and return windows follow it.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Best place first; with bands, band by band.</summary>
    public required IReadOnlyList<ChallengeRow> Rows { get; init; }

    /// <summary>The rounds of a bracket, an elimination or king of the hill, oldest first; else empty.</summary>
    public IReadOnlyList<ChallengeRound> Rounds { get; init; } = [];

    /// <summary>The matches of a bracket, or duels; else empty.</summary>
    public IReadOnlyList<ChallengeMatch> Matches { get; init; } = [];

    /// <summary>Partners that contributed and have too few employees to be ranked per head, the largest first; else empty.</summary>
    public IReadOnlyList<UnrankedPartner> Unranked { get; init; } = [];

    /// <summary>The pot as it is now, in smallest units; null without a pot.</summary>
    public long? Pot { get; init; }

    /// <summary>What the prizes cost if it ended like this.</summary>
    public required PrizeCost Cost { get; init; }

    /// <summary>
    /// Who belonged where, by subject, in standings that are kept and follow from it: members have no history to look it up
    /// in later. Else null.
    /// </summary>
    public IReadOnlyDictionary<string, StandingMember>? Members { get; init; }
}

/// <summary>Where a subject belonged when standings were computed.</summary>
/// <param name="Heads">How many employees it had; of an employee 0.</param>
/// <param name="Band">Its size band, or that of its partner.</param>
/// <param name="Partner">Its partner; of a partner, itself.</param>
public sealed record StandingMember(int Heads, string? Band, string? Partner);

/// <summary>A row of a challenge's standings.</summary>
public sealed record ChallengeRow
{
    /// <summary>The place, from 1; in its band where bands compete.</summary>
    public required int Place { get; init; }

    /// <summary>The subject.</summary>
    public required string Subject { get; init; }

    /// <summary>The size band that it competes in; null without bands.</summary>
    public string? Band { get; init; }

    /// <summary>What it is ranked by, in the unit of the format: the score, crowns, matches won, tickets.</summary>
    public required long Value { get; init; }

    /// <summary>The score, provisional part included.</summary>
    public required long Score { get; init; }

    /// <summary>The part that may still be returned.</summary>
    public required long Provisional { get; init; }

    /// <summary>The version of the last change of <see cref="Score"/>.</summary>
    public required long Reach { get; init; }

    /// <summary>The best place if everything provisional of others were returned and nothing of its own.</summary>
    public required int BestPlace { get; init; }

    /// <summary>The worst place if everything of its own were returned and nothing of others.</summary>
    public required int WorstPlace { get; init; }

    /// <summary>The least gain that improves the place, in <see cref="Score"/>'s unit; null at the top, or where no gain does.</summary>
    public long? ToNext { get; init; }

    /// <summary>The bar of a target, or the next milestone's; null when there is none.</summary>
    public long? Bar { get; init; }

    /// <summary>Whether the target is reached.</summary>
    public bool Reached { get; init; }

    /// <summary>Milestones reached, lowest first.</summary>
    public IReadOnlyList<string> Milestones { get; init; } = [];

    /// <summary>The round after which it left; null while it is in.</summary>
    public int? OutAfterRound { get; init; }

    /// <summary>
    /// The score in the running round of an elimination, while it is in, or of king of the hill; null while no round runs.
    /// </summary>
    public long? RoundScore { get; init; }

    /// <summary>The active employees by whom the score is divided; null where it is not.</summary>
    public int? Headcount { get; init; }

    /// <summary>What it would win if it ended like this.</summary>
    public IReadOnlyList<PrizeShare> Prizes { get; init; } = [];
}

/// <summary>A part of the window of a challenge.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Start">First instant, in UTC.</param>
/// <param name="End">First instant after it, in UTC.</param>
/// <param name="IsOver">Whether it has ended.</param>
/// <param name="Winners">Who took the crown, or is still in; provisional until settlement.</param>
/// <param name="Out">Who left after it.</param>
public sealed record ChallengeRound(int Number, DateTimeOffset Start, DateTimeOffset End, bool IsOver, IReadOnlyList<string> Winners, IReadOnlyList<string> Out)
{
    /// <summary>Who would leave an elimination if the round, which is running, ended like this, weakest first; else empty.</summary>
    public IReadOnlyList<string> InDanger { get; init; } = [];
}

/// <summary>A partner with fewer active employees than a contest per head asks for.</summary>
/// <param name="Subject">Its id.</param>
/// <param name="Headcount">How many it has.</param>
public sealed record UnrankedPartner(string Subject, int Headcount);

/// <summary>Two subjects against each other.</summary>
/// <param name="Round">The round of a bracket, from 1; 1 for duels.</param>
/// <param name="Number">From 1 in its round; a duel's number.</param>
/// <param name="First">One side; null while it is not known.</param>
/// <param name="Second">The other side; null while it is not known, and in a bye.</param>
/// <param name="FirstScore">Its score in the round.</param>
/// <param name="SecondScore">Its score in the round.</param>
/// <param name="IsBye">Whether the first goes on without an opponent.</param>
/// <param name="Winner">Who won; null while it is running, or for a duel that ended equal.</param>
/// <param name="State">Where it is.</param>
public sealed record ChallengeMatch(
    int Round, int Number, string? First, string? Second, long FirstScore, long SecondScore, bool IsBye, string? Winner, MatchState State);

/// <summary>Where a match is. Values are part of the public contract.</summary>
public enum MatchState
{
    /// <summary>Its sides are not known yet, or its round has not begun.</summary>
    Waiting = 0,

    /// <summary>A duel that is not accepted yet.</summary>
    Invited = 1,

    /// <summary>A duel that nobody accepted in time.</summary>
    Expired = 2,

    /// <summary>Under way.</summary>
    Running = 3,

    /// <summary>Over.</summary>
    Decided = 4,
}

/// <summary>What a subject wins.</summary>
/// <param name="Prize">The prize's index in the plan.</param>
/// <param name="Kind">What it consists of.</param>
/// <param name="Value">Points, or money or a reward's value in minor units; after ties and budget.</param>
/// <param name="Full">The same before ties and budget cut it.</param>
/// <param name="CutBy"><c>ties</c> or <c>budget</c>; null when nothing was cut.</param>
/// <param name="Times">How often it was won, for duels and crowns; else 1.</param>
public sealed record PrizeShare(int Prize, PrizeKind Kind, long Value, long Full, string? CutBy, int Times)
{
    /// <summary>Whether anything is left of it; a reward may have no value.</summary>
    public bool IsGiven => Value > 0 || CutBy is null;
}

/// <summary>What prizes cost.</summary>
/// <param name="Points">Points, in the currency's smallest unit.</param>
/// <param name="Money">Money and rewards, in the program's minor units.</param>
public readonly record struct PrizeCost(long Points, long Money);
