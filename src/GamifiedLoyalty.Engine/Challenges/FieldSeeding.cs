using GamifiedLoyalty.Domain.Challenges;
using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Engine.Programs;

namespace GamifiedLoyalty.Engine.Challenges;

/// <summary>Who competes in a bracket or an elimination, strongest first; fixed when it opens.</summary>
internal static class FieldSeeding
{
    /// <summary>The field; null for formats that anybody may enter at any time.</summary>
    public static IReadOnlyList<string>? Of(ChallengeCase challenge, IReadOnlyDictionary<string, long>? baselines, MemberDirectory members)
    {
        var definition = challenge.Record!.Definition;
        return definition.Format switch
        {
            ChallengeFormat.Bracket { Seeds: { } seeds } bracket => [.. seeds.Where(s => TakesPart(challenge, s, members)).Take(bracket.Size)],
            ChallengeFormat.Bracket bracket => [.. Strongest(challenge, baselines, members).Take(bracket.Size)],
            ChallengeFormat.Elimination => [.. Strongest(challenge, baselines, members)],
            _ => null,
        };
    }

    /// <summary>Whether a member takes part: it joined or, where members take part by themselves, is in the audience.</summary>
    public static bool TakesPart(ChallengeCase challenge, string subject, MemberDirectory members) =>
        challenge.Record!.Definition.OptIn ? challenge.FindParticipant(subject) is not null : IsInAudience(challenge.Record, subject, members);

    /// <summary>Whether a member, as it is now, is in the audience.</summary>
    public static bool IsInAudience(ChallengeRecord record, string subject, MemberDirectory members)
    {
        var kind = record.Definition.RanksPartners ? OwnerKind.Partner : OwnerKind.Employee;
        return members.Find(new OwnerRef(kind, subject)) is { } profile && Includes(record.Definition, profile, members);
    }

    private static IEnumerable<string> Strongest(ChallengeCase challenge, IReadOnlyDictionary<string, long>? baselines, MemberDirectory members)
    {
        var definition = challenge.Record!.Definition;
        var all = definition.OptIn
            ? challenge.Participants.Select(p => p.Subject)
            : (definition.RanksPartners ? members.Partners : members.Employees)
                .Where(m => Includes(definition, m, members)).Select(m => m.Id).Order(StringComparer.Ordinal);

        // The order is stable: those who are equal stay in the order in which they joined, or of their ids.
        return baselines is null ? all : all.OrderByDescending(s => baselines.GetValueOrDefault(s));
    }

    private static bool Includes(ChallengeDefinition definition, MemberProfile member, MemberDirectory members) =>
        ChallengeAudience.Includes(definition, member, member.Partner is { } partner ? members.Find(OwnerRef.Partner(partner)) : null);
}
