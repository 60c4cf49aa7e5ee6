using GamifiedLoyalty.Domain.Time;

namespace GamifiedLoyalty.Domain.Challenges.Standings;

/// <summary>Who competes in a challenge and by which rules: everything that its standings follow from, except contributions.</summary>
public sealed record ChallengeField
{
    /// <summary>The challenge.</summary>
    public required ChallengeRecord Record { get; init; }

    /// <summary>The program's calendar, in which rounds keep their local time.</summary>
    public required ProgramCalendar Calendar { get; init; }

    /// <summary>Who joined.</summary>
    public IReadOnlyList<Participant> Participants { get; init; } = [];

    /// <summary>The duels, in any state.</summary>
    public IReadOnlyList<Duel> Duels { get; init; } = [];

    /// <summary>How many active employees a partner has; for <see cref="Scoring.PerHead"/>.</summary>
    public Func<string, int> Headcount { get; init; } = _ => 1;

    /// <summary>The size band of a partner, or of an employee's partner; null when it has none.</summary>
    public Func<string, string?> Band { get; init; } = _ => null;

    /// <summary>The partner of an employee; of a partner, itself. Null when there is none.</summary>
    public Func<string, string?> Partner { get; init; } = _ => null;

    /// <summary>Whether standings follow from who belongs where.</summary>
    public static bool UsesMembers(ChallengeDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        return definition.Scoring == Scoring.PerHead || definition.ByBand || definition.Prizes.MostPerPartner is not null;
    }

    /// <summary>Where everybody belongs who is or could be listed; null when standings do not follow from it.</summary>
    /// <param name="tally">What activities count.</param>
    public IReadOnlyDictionary<string, StandingMember>? MembersOf(ChallengeTally tally)
    {
        ArgumentNullException.ThrowIfNull(tally);
        return !UsesMembers(Definition)
            ? null
            : tally.Subjects.Select(s => s.Subject).Concat(Participants.Select(p => p.Subject)).Concat(Record.Field ?? []).Concat(Targeted)
                .Distinct(StringComparer.Ordinal).ToDictionary(s => s, s => new StandingMember(Definition.RanksPartners ? Headcount(s) : 0, Band(s), Partner(s)), StringComparer.Ordinal);
    }

    /// <summary>The same, with members who belong where they did when standings were kept.</summary>
    /// <param name="kept">The standings; those that keep no members change nothing.</param>
    public ChallengeField AsOf(ChallengeStandings kept)
    {
        ArgumentNullException.ThrowIfNull(kept);
        return kept.Members is not { } members ? this : this with
        {
            Headcount = s => members.TryGetValue(s, out var then) ? then.Heads : Headcount(s),
            Band = s => members.TryGetValue(s, out var then) ? then.Band : Band(s),
            Partner = s => members.TryGetValue(s, out var then) ? then.Partner : Partner(s),
        };
    }

    private IEnumerable<string> Targeted => Definition.Format is ChallengeFormat.Target { Personal: { } personal } ? personal.Keys : [];

    /// <summary>The definition.</summary>
    internal ChallengeDefinition Definition => Record.Definition;
}
