using GamifiedLoyalty.Domain.Programs;
using GamifiedLoyalty.Domain.Programs.Reading;

namespace GamifiedLoyalty.Domain.Challenges.Reading;

/// <summary>Reads who takes part.</summary>
internal static class AudienceReader
{
    /// <summary>Reads an audience of partners, of employees, or, where that is not known, of either.</summary>
    public static Audience Read(JsonPlace place, bool? partners)
    {
        if (place.Object(ChallengeFields.Audience) is not { } audience)
        {
            return Audience.Everyone;
        }

        var condition = ConditionReader.Read(audience.Optional("where"), kind => Allows(kind, partners));
        return new(condition, audience.Optional("members") is { } members ? Members(members) : null);
    }

    /// <summary>Distinct ids, at least one.</summary>
    public static List<string> Ids(JsonPlace place, int most)
    {
        var ids = new List<string>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in place.SomeItems(most))
        {
            if (item.Id() is not { } id)
            {
                continue;
            }

            if (!seen.Add(id))
            {
                item.Fault("duplicateId", $"The id \"{id}\" is given twice.");
            }

            ids.Add(id);
        }

        return ids;
    }

    private static HashSet<string> Members(JsonPlace place) => Ids(place, Limits.AudienceMembers).ToHashSet(StringComparer.Ordinal);

    /// <summary>A partner has no role: what its employees are is no matter of who takes part.</summary>
    private static bool Allows(FieldKind kind, bool? partners) => kind switch
    {
        FieldKind.PartnerId or FieldKind.PartnerCategory or FieldKind.PartnerRegion or FieldKind.PartnerSizeBand
            or FieldKind.PartnerAttribute => true,
        FieldKind.EmployeeId or FieldKind.EmployeeRole or FieldKind.EmployeeLocale or FieldKind.EmployeeAttribute => partners != true,
        _ => false,
    };
}
