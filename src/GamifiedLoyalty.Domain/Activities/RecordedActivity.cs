using GamifiedLoyalty.Domain.Earning;
using GamifiedLoyalty.Domain.Members;

namespace GamifiedLoyalty.Domain.Activities;

/// <summary>
/// An activity as it entered the log, with everything that was fixed at that moment. Its identity is its version; the
/// public <c>activityId</c> is <see cref="ActivityId"/> of it.
/// </summary>
public sealed record RecordedActivity
{
    /// <summary>The program's version that recorded it.</summary>
    public required long Version { get; init; }

    /// <summary>When it was recorded, in UTC.</summary>
    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>When it happened, in UTC.</summary>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>The local day it happened on, in the program's zone at recording; scores and periods follow it.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>What was sent.</summary>
    public required Activity Sent { get; init; }

    /// <summary>The partner it counts for: the one sent, else the employee's own.</summary>
    public string? Partner { get; init; }

    /// <summary>Version of the employee's profile in force, 0 without employee.</summary>
    public long EmployeeVersion { get; init; }

    /// <summary>Version of the partner's profile in force, 0 without partner.</summary>
    public long PartnerVersion { get; init; }

    /// <summary>The partner's ancestors, nearest first, as the tree was.</summary>
    public IReadOnlyList<string> Ancestors { get; init; } = [];

    /// <summary>Program money for one unit of the amounts' currency.</summary>
    public decimal Rate { get; init; } = 1m;

    /// <summary>The definition version whose rules applied.</summary>
    public required int DefinitionVersion { get; init; }

    /// <summary>The streamed import it came with, if any.</summary>
    public string? Import { get; init; }

    /// <summary>What it was awarded when recorded, in rule order.</summary>
    public IReadOnlyList<Award> Awards { get; init; } = [];

    /// <summary>The employee as owner, if there is one.</summary>
    public OwnerRef? EmployeeRef => Sent.Employee is { } id ? OwnerRef.Employee(id) : null;

    /// <summary>The partner as owner, if there is one.</summary>
    public OwnerRef? PartnerRef => Partner is { } id ? OwnerRef.Partner(id) : null;
}

/// <summary>The public name of a recorded activity.</summary>
public static class ActivityId
{
    /// <summary>The id of the activity recorded at a version.</summary>
    public static string Of(long version) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"a{version}");

    /// <summary>The version in an id; false when the text is not an activity id.</summary>
    public static bool TryParse(string text, out long version)
    {
        ArgumentNullException.ThrowIfNull(text);
        version = 0;
        return text.Length > 1 && text[0] == 'a' && text[1] != '0'
            && long.TryParse(text.AsSpan(1), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out version);
    }
}
