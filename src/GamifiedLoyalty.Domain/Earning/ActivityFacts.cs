using GamifiedLoyalty.Domain.Activities;
using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Domain.Time;

namespace GamifiedLoyalty.Domain.Earning;

/// <summary>Everything that rules and boards may ask of one activity, fixed when it was recorded.</summary>
public sealed class ActivityFacts
{
    private DateTimeOffset? _local;

    /// <summary>What was sent.</summary>
    public required Activity Sent { get; init; }

    /// <summary>The lines that count: as sent, less what was reversed.</summary>
    public required IReadOnlyList<ActivityLine> Lines { get; init; }

    /// <summary>When it happened, in UTC.</summary>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>When it was recorded, in UTC.</summary>
    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>The local day it happened on.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>The partner it counts for.</summary>
    public string? Partner { get; init; }

    /// <summary>The partner's ancestors, nearest first.</summary>
    public IReadOnlyList<string> Ancestors { get; init; } = [];

    /// <summary>The employee's profile in force.</summary>
    public MemberProfile? EmployeeProfile { get; init; }

    /// <summary>The partner's profile in force.</summary>
    public MemberProfile? PartnerProfile { get; init; }

    /// <summary>Program money for one unit of the amounts' currency.</summary>
    public decimal Rate { get; init; } = 1m;

    /// <summary>The program's calendar.</summary>
    public required ProgramCalendar Calendar { get; init; }

    /// <summary>Local date and time it happened at.</summary>
    public DateTimeOffset Local => _local ??= Calendar.ToLocal(OccurredAt);

    /// <summary>The facts of a recorded activity with other lines.</summary>
    public static ActivityFacts Of(
        RecordedActivity recorded, IReadOnlyList<ActivityLine> lines, MemberProfile? employee, MemberProfile? partner, ProgramCalendar calendar)
    {
        ArgumentNullException.ThrowIfNull(recorded);
        return new ActivityFacts
        {
            Sent = recorded.Sent,
            Lines = lines,
            OccurredAt = recorded.OccurredAt,
            RecordedAt = recorded.RecordedAt,
            Day = recorded.Day,
            Partner = recorded.Partner,
            Ancestors = recorded.Ancestors,
            EmployeeProfile = employee,
            PartnerProfile = partner,
            Rate = recorded.Rate,
            Calendar = calendar,
        };
    }
}
