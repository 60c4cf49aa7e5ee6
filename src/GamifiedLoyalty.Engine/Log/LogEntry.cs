using GamifiedLoyalty.Domain.Activities;
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
