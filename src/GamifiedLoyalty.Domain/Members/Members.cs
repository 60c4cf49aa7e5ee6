namespace GamifiedLoyalty.Domain.Members;

/// <summary>What owns accounts and counters. Values are persisted and never change.</summary>
public enum OwnerKind
{
    /// <summary>A person.</summary>
    Employee = 1,

    /// <summary>A company.</summary>
    Partner = 2,

    /// <summary>An end customer; owns first-time marks only, no accounts.</summary>
    Customer = 3,

    /// <summary>The program itself: issues points and holds program budgets.</summary>
    Program = 4,

    /// <summary>A brand that funds points and holds a budget.</summary>
    Sponsor = 5,
}

/// <summary>Names an owner; employees and partners are separate id spaces, compared ordinally.</summary>
/// <param name="Kind">Which space the id is from.</param>
/// <param name="Id">The id; empty for <see cref="OwnerKind.Program"/>.</param>
public readonly record struct OwnerRef(OwnerKind Kind, string Id)
{
    /// <summary>The program as owner.</summary>
    public static OwnerRef Program { get; } = new(OwnerKind.Program, "");

    /// <summary>An employee.</summary>
    public static OwnerRef Employee(string id) => new(OwnerKind.Employee, id);

    /// <summary>A partner.</summary>
    public static OwnerRef Partner(string id) => new(OwnerKind.Partner, id);

    /// <summary>The public name of an account of this owner, such as <c>employee/e1/points</c>.</summary>
    public string Account(string currency) => Kind == OwnerKind.Program
        ? $"program/{currency}"
        : $"{KindName(Kind)}/{Id}/{currency}";

    /// <summary>The word for the kind in names and documents.</summary>
    public static string KindName(OwnerKind kind) => kind switch
    {
        OwnerKind.Employee => "employee",
        OwnerKind.Partner => "partner",
        OwnerKind.Customer => "customer",
        OwnerKind.Program => "program",
        _ => "sponsor",
    };
}

/// <summary>
/// What is known of a partner or employee, as one immutable version. An activity keeps the version of the profiles it
/// was recorded under, so that later changes of role or region do not rewrite history.
/// </summary>
/// <param name="Kind"><see cref="OwnerKind.Employee"/> or <see cref="OwnerKind.Partner"/>.</param>
/// <param name="Id">The id in its kind's space.</param>
/// <param name="Name">The name shown on boards.</param>
public sealed record MemberProfile(OwnerKind Kind, string Id, string Name)
{
    /// <summary>The program's version at which this profile was set; 0 before it is recorded.</summary>
    public long Version { get; init; }

    /// <summary>An employee's own partner, if any.</summary>
    public string? Partner { get; init; }

    /// <summary>An employee's role.</summary>
    public string? Role { get; init; }

    /// <summary>An employee's preferred language, BCP 47.</summary>
    public string? Locale { get; init; }

    /// <summary>An employee's IANA time zone.</summary>
    public string? TimeZone { get; init; }

    /// <summary>A partner's parent in the tree, if any.</summary>
    public string? Parent { get; init; }

    /// <summary>A partner's category.</summary>
    public string? Category { get; init; }

    /// <summary>A partner's region.</summary>
    public string? Region { get; init; }

    /// <summary>A partner's size band.</summary>
    public string? SizeBand { get; init; }

    /// <summary>Free data.</summary>
    public AttributeMap Attributes { get; init; } = AttributeMap.Empty;

    /// <summary>
    /// Random text that salts the hash of the profile in the log, so that the log tells nothing once the profile is erased;
    /// null before it is recorded.
    /// </summary>
    public string? Salt { get; init; }

    /// <summary>The owner this profile describes.</summary>
    public OwnerRef Ref => new(Kind, Id);

    /// <summary>Whether two profiles say the same, whatever their version and salt.</summary>
    public bool SameContent(MemberProfile other) => this with { Version = 0, Salt = null } == other with { Version = 0, Salt = null };
}
