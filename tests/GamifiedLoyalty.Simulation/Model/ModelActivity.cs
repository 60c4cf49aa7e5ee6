using GamifiedLoyalty.Domain.Activities;
using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Domain.Time;
using GamifiedLoyalty.Simulation.Programs;

namespace GamifiedLoyalty.Simulation.Model;

/// <summary>A running value that rules count: sums, bonuses given, first times, caps.</summary>
internal readonly record struct CounterKey(OwnerRef Owner, string Rule, string What, string Period);

/// <summary>What one rule gave one owner for one activity.</summary>
internal sealed record ModelAward(
    OwnerRef Owner, string Currency, string Rule, long Points, long BeforeBudgets, string? CappedBy, DateTimeOffset? AvailableAt, string? Sponsor)
{
    public bool IsPending(DateTimeOffset postedThrough) => AvailableAt > postedThrough;

    public static string Text(IEnumerable<ModelAward> awards) =>
        string.Join("; ", awards.Select(a => a.ToString()).Order(StringComparer.Ordinal));

    public override string ToString() =>
        FormattableString.Invariant($"{Owner.Id} {Points:+0;-0;0} {Currency} {Rule}{(CappedBy is null ? "" : " cut by " + CappedBy)}{(AvailableAt is { } at ? $" at {at:O}" : "")}");
}

/// <summary>A recorded activity with everything fixed at that moment, and what of it stands now.</summary>
internal sealed class ModelActivity
{
    public required long Version { get; init; }

    public required Activity Sent { get; init; }

    public required DateTimeOffset RecordedAt { get; init; }

    public required DateTimeOffset OccurredAt { get; init; }

    public required DateTime Local { get; init; }

    public required string? Partner { get; init; }

    public required MemberProfile? EmployeeProfile { get; init; }

    public required MemberProfile? PartnerProfile { get; init; }

    public required IReadOnlyList<string> Ancestors { get; init; }

    public required decimal Rate { get; init; }

    public required SimDefinition Definition { get; init; }

    public required string? Import { get; init; }

    /// <summary>The lines that remain.</summary>
    public IReadOnlyList<ActivityLine> Lines { get; set; } = [];

    /// <summary>The awards that stand.</summary>
    public IReadOnlyList<ModelAward> Awards { get; set; } = [];

    /// <summary>The awards as recorded, as text.</summary>
    public string FirstAwards { get; set; } = "";

    /// <summary>What it adds to running values.</summary>
    public IReadOnlyList<(CounterKey Key, decimal Change)> Counted { get; set; } = [];

    /// <summary>Reversals applied, by their external ids.</summary>
    public Dictionary<string, (ReversalRequest Request, long Version)> Reversals { get; } = new(StringComparer.Ordinal);

    public DateOnly Day => DateOnly.FromDateTime(Local);

    public string PeriodOf(PeriodKind kind) => LocalTime.PeriodOf(kind, Day);

    /// <summary>The value of a field that conditions name; null when missing.</summary>
    public object? Field(string name, ActivityLine line) => name switch
    {
        "line.category" => line.Category,
        "line.amount" => line.Amount,
        "line.quantity" => (decimal)line.Quantity,
        "customer.isNew" => Sent.Customer?.IsNew,
        "employee.role" => EmployeeProfile?.Role,
        "partner.region" => PartnerProfile?.Region,
        "date.weekday" => (decimal)(Local.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)Local.DayOfWeek),
        "date.time" => Local.ToString("HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture),
        _ => throw new InvalidOperationException($"The model does not know the field {name}."),
    };

    /// <summary>The lines that remain and meet a condition.</summary>
    public List<ActivityLine> Matching(SimCondition? condition) =>
        [.. Lines.Where(l => condition is null || condition.Holds(Field(condition.Field, l)))];
}
