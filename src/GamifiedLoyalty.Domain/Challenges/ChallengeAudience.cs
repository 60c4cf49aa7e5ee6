using GamifiedLoyalty.Domain.Activities;
using GamifiedLoyalty.Domain.Earning;
using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Domain.Time;

namespace GamifiedLoyalty.Domain.Challenges;

/// <summary>Who is in the audience of a challenge.</summary>
public static class ChallengeAudience
{
    private static readonly ActivityLine NoLine = new("", null, null, 0, 0, AttributeMap.Empty);
    private static readonly ProgramCalendar NoCalendar = new("UTC");

    /// <summary>Whether a member, as it is now, is in the audience.</summary>
    /// <param name="definition">The challenge.</param>
    /// <param name="subject">The employee or partner.</param>
    /// <param name="partner">The partner that an employee belongs to, if any.</param>
    public static bool Includes(ChallengeDefinition definition, MemberProfile subject, MemberProfile? partner)
    {
        ArgumentNullException.ThrowIfNull(definition);
        ArgumentNullException.ThrowIfNull(subject);
        var isPartner = subject.Kind == OwnerKind.Partner;
        return isPartner == definition.RanksPartners
            && Includes(definition, subject.Id, Facts(isPartner ? null : subject, isPartner ? subject : partner));
    }

    /// <summary>Whether the subject of an activity was in the audience, by the profiles in force when it was recorded.</summary>
    /// <param name="definition">The challenge.</param>
    /// <param name="subject">The subject of the activity.</param>
    /// <param name="facts">The activity.</param>
    public static bool Includes(ChallengeDefinition definition, string subject, ActivityFacts facts)
    {
        ArgumentNullException.ThrowIfNull(definition);
        ArgumentNullException.ThrowIfNull(facts);
        return definition.Audience.Members?.Contains(subject) != false
            && (definition.Format is not ChallengeFormat.Target { Personal: { } personal } || personal.ContainsKey(subject))
            && ConditionEvaluator.Matches(definition.Audience.Condition, facts, NoLine);
    }

    /// <summary>Conditions on members ask an activity; here it is one that nothing else is known of.</summary>
    private static ActivityFacts Facts(MemberProfile? employee, MemberProfile? partner) => new()
    {
        Sent = new Activity { ExternalId = "", Type = "", Employee = employee?.Id, Lines = [NoLine] },
        Lines = [],
        OccurredAt = default,
        RecordedAt = default,
        Day = default,
        Partner = partner?.Id,
        EmployeeProfile = employee,
        PartnerProfile = partner,
        Calendar = NoCalendar,
    };
}
