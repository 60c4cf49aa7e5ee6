using GamifiedLoyalty.Domain.Challenges;
using GamifiedLoyalty.Domain.Challenges.Standings;
using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Engine.Programs;
using GamifiedLoyalty.Engine.State;

namespace GamifiedLoyalty.Engine.Challenges;

/// <summary>What standings follow from beside the tally: the challenge as it is stored, and the members as they are now.</summary>
internal sealed class StandingsBasis(ChallengeCase challenge, ProgramState state, HeadCache heads)
{
    public ChallengeRecord Record { get; } = challenge.Record!;

    /// <summary>The same number while nothing changed that standings follow from.</summary>
    public (int Challenge, int Members, MemberDirectory? Directory) Revision { get; } =
        ChallengeField.UsesMembers(challenge.Record!.Definition)
            ? (challenge.Revision, state.Members.Changes, state.Members)
            : (challenge.Revision, 0, null);

    public ChallengeField Field() => new()
    {
        Record = Record,
        Calendar = state.Definitions.Rules.Definition.Calendar,
        Participants = challenge.Participants,
        Duels = challenge.Duels,
        Headcount = partner => heads.Of(state.Members, partner),
        Band = subject => PartnerOf(subject) is { } partner ? state.Members.Find(OwnerRef.Partner(partner))?.SizeBand : null,
        Partner = PartnerOf,
    };

    private string? PartnerOf(string subject) =>
        Record.Definition.RanksPartners ? subject : state.Members.Find(OwnerRef.Employee(subject))?.Partner;
}

/// <summary>Employees per partner, counted when they are asked for after a change.</summary>
internal sealed class HeadCache
{
    private volatile Counts? _counts;

    public int Of(MemberDirectory members, string partner)
    {
        var counts = _counts;
        if (counts is null || counts.Members != members || counts.Changes != members.Changes)
        {
            // The number of changes first: what changes while it counts makes it count again.
            _counts = counts = new Counts(members, members.Changes, Count(members));
        }

        return counts.Heads.GetValueOrDefault(partner);
    }

    private static Dictionary<string, int> Count(MemberDirectory members)
    {
        var heads = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var partner in members.Employees.Select(e => e.Partner).OfType<string>())
        {
            heads[partner] = heads.GetValueOrDefault(partner) + 1;
        }

        return heads;
    }

    private sealed record Counts(MemberDirectory Members, int Changes, Dictionary<string, int> Heads);
}
