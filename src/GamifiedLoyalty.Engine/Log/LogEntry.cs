using GamifiedLoyalty.Domain.Activities;
using GamifiedLoyalty.Domain.Challenges;
using GamifiedLoyalty.Domain.Earning;
using GamifiedLoyalty.Domain.Members;

namespace GamifiedLoyalty.Engine.Log;

/// <summary>An applied command, typed. The canonical JSON of it is what the log stores and the hash chain covers.</summary>
/// <param name="Version">The version it took.</param>
/// <param name="At">When it was applied, in UTC.</param>
/// <param name="Actor">Who gave it.</param>
public abstract record LogEntry(long Version, DateTimeOffset At, string Actor)
{
    /// <summary>The name of the command in the log and the feed; persisted, never changed.</summary>
    public abstract string Command { get; }
}

/// <summary>An activity was recorded.</summary>
/// <param name="Activity">The activity.</param>
/// <param name="Created">Members created with it, with the salted hashes of their profiles.</param>
/// <param name="Actor">Who sent it.</param>
public sealed record ActivityEntry(RecordedActivity Activity, IReadOnlyList<MemberMark> Created, string Actor)
    : LogEntry(Activity.Version, Activity.RecordedAt, Actor)
{
    /// <inheritdoc/>
    public override string Command => "recordActivity";
}

/// <summary>A member as the log knows it: the profile itself lives outside, so that personal data can be erased.</summary>
/// <param name="Member">Who.</param>
/// <param name="Hash">Salted SHA-256 of the profile, hexadecimal.</param>
/// <param name="IsNew">Whether it was created.</param>
public sealed record MemberMark(OwnerRef Member, string Hash, bool IsNew);

/// <summary>A member was created or changed.</summary>
/// <param name="Version">The version it took.</param>
/// <param name="At">When.</param>
/// <param name="Actor">Who did it.</param>
/// <param name="Mark">Which member.</param>
public sealed record MemberEntry(long Version, DateTimeOffset At, string Actor, MemberMark Mark) : LogEntry(Version, At, Actor)
{
    /// <inheritdoc/>
    public override string Command => "putMember";
}

/// <summary>How a correction changed the awards of one activity.</summary>
/// <param name="Activity">The activity's version.</param>
/// <param name="Awards">The awards that stand now.</param>
/// <param name="Differences">What the owners gained or lost by it.</param>
public sealed record AwardCorrection(long Activity, IReadOnlyList<Award> Awards, IReadOnlyList<AwardDifference> Differences);

/// <summary>A difference of points that a correction made.</summary>
/// <param name="Owner">Whose.</param>
/// <param name="Currency">In which currency.</param>
/// <param name="Rule">Of which rule's award.</param>
/// <param name="RuleVersion">The rule's version.</param>
/// <param name="Points">Points gained, or lost when negative; never 0.</param>
public sealed record AwardDifference(OwnerRef Owner, string Currency, string Rule, int RuleVersion, long Points)
{
    /// <summary>The differences between the awards of an activity before and after a correction.</summary>
    public static IReadOnlyList<AwardDifference> Between(IReadOnlyList<Award> before, IReadOnlyList<Award> after) =>
        after.Select(a => (Award: a, a.Points)).Concat(before.Select(b => (Award: b, Points: -b.Points)))
            .GroupBy(p => (p.Award.Owner, p.Award.Currency, p.Award.Rule))
            .Select(g => new AwardDifference(g.Key.Owner, g.Key.Currency, g.Key.Rule, g.First().Award.RuleVersion, g.Sum(p => p.Points)))
            .Where(d => d.Points != 0)
            .ToArray();
}

/// <summary>An activity was reversed, wholly or in part.</summary>
/// <param name="Version">The version it took.</param>
/// <param name="At">When.</param>
/// <param name="Actor">Who did it.</param>
/// <param name="Activity">The reversed activity.</param>
/// <param name="Request">What was asked.</param>
/// <param name="Lines">The lines that remain of it.</param>
/// <param name="Corrections">The awards that changed: its own first, then those of later activities.</param>
public sealed record ReversalEntry(
    long Version, DateTimeOffset At, string Actor, long Activity, ReversalRequest Request,
    IReadOnlyList<ActivityLine> Lines, IReadOnlyList<AwardCorrection> Corrections) : LogEntry(Version, At, Actor)
{
    /// <inheritdoc/>
    public override string Command => "reverseActivity";
}

/// <summary>Pending awards posted because their window ended.</summary>
/// <param name="Version">The version it took.</param>
/// <param name="At">When.</param>
/// <param name="Through">Everything due at or before this instant has posted.</param>
/// <param name="Activities">The activities whose awards posted.</param>
public sealed record PostingEntry(long Version, DateTimeOffset At, DateTimeOffset Through, IReadOnlyList<long> Activities)
    : LogEntry(Version, At, "system")
{
    /// <inheritdoc/>
    public override string Command => "postDue";
}

/// <summary>A definition was published.</summary>
/// <param name="Version">The version it took.</param>
/// <param name="At">When.</param>
/// <param name="Actor">Who did it.</param>
/// <param name="DefinitionVersion">The definition's version.</param>
/// <param name="Hash">SHA-256 of the document, hexadecimal.</param>
public sealed record DefinitionEntry(long Version, DateTimeOffset At, string Actor, int DefinitionVersion, string Hash)
    : LogEntry(Version, At, Actor)
{
    /// <inheritdoc/>
    public override string Command => "publishDefinition";
}

/// <summary>A document, such as a screen, was set or deleted.</summary>
/// <param name="Version">The version it took.</param>
/// <param name="At">When.</param>
/// <param name="Actor">Who did it.</param>
/// <param name="Kind">The document's kind.</param>
/// <param name="Id">Its id.</param>
/// <param name="Hash">SHA-256 of its content, hexadecimal; null when it was deleted.</param>
public sealed record DocumentEntry(long Version, DateTimeOffset At, string Actor, string Kind, string Id, string? Hash)
    : LogEntry(Version, At, Actor)
{
    /// <inheritdoc/>
    public override string Command => "putDocument";
}

/// <summary>A step of a challenge: it was written, opened, joined, settled and so on.</summary>
/// <param name="Version">The version it took.</param>
/// <param name="At">When.</param>
/// <param name="Actor">Who did it; <c>system</c> by the clock.</param>
/// <param name="Challenge">The challenge's id.</param>
/// <param name="Action">What was done.</param>
/// <param name="Documents">What it set: the challenge itself, participants, duels, pinned boards, the settlement.</param>
public sealed record ChallengeEntry(
    long Version, DateTimeOffset At, string Actor, string Challenge, ChallengeAction Action, IReadOnlyList<DocumentMark> Documents)
    : LogEntry(Version, At, Actor)
{
    /// <inheritdoc/>
    public override string Command => "changeChallenge";

    /// <summary>Who joined, invited or accepted.</summary>
    public string? Subject { get; init; }

    /// <summary>Who was invited to a duel, or had invited to it.</summary>
    public string? Opponent { get; init; }

    /// <summary>Why it was called off.</summary>
    public string? Reason { get; init; }

    /// <summary>The best place revealed; null for all, and for other steps.</summary>
    public int? FromPlace { get; init; }

    /// <summary>Who stands first, when it was settled; in each band where bands compete.</summary>
    public IReadOnlyList<string> Winners { get; init; } = [];

    /// <summary>The prizes given: those of points are transfers from the program or a sponsor.</summary>
    public IReadOnlyList<PrizeMark> Prizes { get; init; } = [];
}

/// <summary>A document as the log knows it.</summary>
/// <param name="Kind">The document's kind.</param>
/// <param name="Id">Its id.</param>
/// <param name="Hash">SHA-256 of its content, hexadecimal; null when it was deleted.</param>
public sealed record DocumentMark(string Kind, string Id, string? Hash);

/// <summary>A prize that was given.</summary>
/// <param name="Winner">To whom.</param>
/// <param name="Place">The winner's place.</param>
/// <param name="Prize">The prize's index in the plan.</param>
/// <param name="Kind">What it consists of.</param>
/// <param name="Value">Points, or minor units of the program's money.</param>
public sealed record PrizeMark(OwnerRef Winner, int Place, int Prize, PrizeKind Kind, long Value)
{
    /// <summary>The currency of points; null for other prizes.</summary>
    public string? Currency { get; init; }

    /// <summary>The sponsor that pays points; null for the program.</summary>
    public string? Sponsor { get; init; }

    /// <summary>Whose account pays points.</summary>
    public OwnerRef Payer => Sponsor is { } sponsor ? new OwnerRef(OwnerKind.Sponsor, sponsor) : OwnerRef.Program;

    /// <summary>Whether it is a transfer of points.</summary>
    public bool IsTransfer => Kind == PrizeKind.Points && Value != 0;
}
