namespace GamifiedLoyalty.Domain.Programs;

/// <summary>A condition on a line and its activity; a closed set, evaluated line by line.</summary>
public abstract record Condition
{
    private Condition()
    {
    }

    /// <summary>The condition every line meets.</summary>
    public static Condition Always { get; } = new All([]);

    /// <summary>Every part holds; none means always.</summary>
    public sealed record All(IReadOnlyList<Condition> Parts) : Condition;

    /// <summary>At least one part holds; none means never.</summary>
    public sealed record Any(IReadOnlyList<Condition> Parts) : Condition;

    /// <summary>The part does not hold.</summary>
    public sealed record Not(Condition Part) : Condition;

    /// <summary>A comparison of a field.</summary>
    /// <param name="Field">What is compared.</param>
    /// <param name="Op">How.</param>
    /// <param name="Values">With what, each a string, decimal or bool; one value, except for <c>in</c> and <c>notIn</c>.</param>
    public sealed record Compare(FieldRef Field, ConditionOp Op, IReadOnlyList<object> Values) : Condition;
}

/// <summary>The comparison operators.</summary>
public enum ConditionOp
{
    /// <summary>Equal.</summary>
    Eq,

    /// <summary>Not equal, or missing.</summary>
    Ne,

    /// <summary>One of the values.</summary>
    In,

    /// <summary>None of the values, or missing.</summary>
    NotIn,

    /// <summary>Less.</summary>
    Lt,

    /// <summary>Less or equal.</summary>
    Le,

    /// <summary>Greater.</summary>
    Gt,

    /// <summary>Greater or equal.</summary>
    Ge,

    /// <summary>Text that begins with the value, ordinally.</summary>
    StartsWith,

    /// <summary>Present (<c>true</c>) or missing (<c>false</c>).</summary>
    Exists,
}

/// <summary>The fields that conditions may name.</summary>
public enum FieldKind
{
    /// <summary><c>activity.source</c></summary>
    ActivitySource,

    /// <summary><c>activity.type</c></summary>
    ActivityType,

    /// <summary><c>activity.attributes.X</c></summary>
    ActivityAttribute,

    /// <summary><c>customer.id</c></summary>
    CustomerId,

    /// <summary><c>customer.isNew</c></summary>
    CustomerIsNew,

    /// <summary><c>line.sku</c></summary>
    LineSku,

    /// <summary><c>line.category</c></summary>
    LineCategory,

    /// <summary><c>line.quantity</c></summary>
    LineQuantity,

    /// <summary><c>line.amount</c>, in the activity's own currency.</summary>
    LineAmount,

    /// <summary><c>line.attributes.X</c></summary>
    LineAttribute,

    /// <summary><c>employee.id</c></summary>
    EmployeeId,

    /// <summary><c>employee.role</c></summary>
    EmployeeRole,

    /// <summary><c>employee.locale</c></summary>
    EmployeeLocale,

    /// <summary><c>employee.attributes.X</c></summary>
    EmployeeAttribute,

    /// <summary><c>partner.id</c></summary>
    PartnerId,

    /// <summary><c>partner.category</c></summary>
    PartnerCategory,

    /// <summary><c>partner.region</c></summary>
    PartnerRegion,

    /// <summary><c>partner.sizeBand</c></summary>
    PartnerSizeBand,

    /// <summary><c>partner.attributes.X</c></summary>
    PartnerAttribute,

    /// <summary><c>date.day</c>: local day as <c>2026-11-21</c> text, or 1 to 31 where it is compared with a number.</summary>
    DateDay,

    /// <summary><c>date.month</c>: 1 to 12.</summary>
    DateMonth,

    /// <summary><c>date.weekday</c>: 1 (Monday) to 7.</summary>
    DateWeekday,

    /// <summary><c>date.time</c>: local time as <c>18:30:00</c> text.</summary>
    DateTime,
}

/// <summary>A field, with the attribute's name where it has one.</summary>
/// <param name="Kind">Which field.</param>
/// <param name="Attribute">The name after <c>attributes.</c>, else null.</param>
public readonly record struct FieldRef(FieldKind Kind, string? Attribute = null);
