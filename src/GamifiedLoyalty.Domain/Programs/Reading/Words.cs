using GamifiedLoyalty.Domain.Time;

namespace GamifiedLoyalty.Domain.Programs.Reading;

/// <summary>The words of the contract for closed sets.</summary>
internal static class Words
{
    public static readonly (string Name, PeriodKind Value)[] Periods =
    [
        ("day", PeriodKind.Day), ("week", PeriodKind.Week), ("month", PeriodKind.Month),
        ("quarter", PeriodKind.Quarter), ("year", PeriodKind.Year), ("all", PeriodKind.All),
    ];

    public static readonly (string Name, Measure Value)[] Measures =
    [
        ("points", Measure.Points), ("amount", Measure.Amount), ("quantity", Measure.Quantity), ("count", Measure.Count),
    ];

    public static readonly (string Name, Rounding Value)[] Roundings =
    [
        ("down", Rounding.Down), ("halfUp", Rounding.HalfUp), ("halfEven", Rounding.HalfEven), ("up", Rounding.Up),
    ];

    public static readonly (string Name, CapScope Value)[] CapScopes =
    [
        ("beneficiary", CapScope.Beneficiary), ("partner", CapScope.Partner),
        ("program", CapScope.Program), ("sponsor", CapScope.Sponsor),
    ];

    public static readonly (string Name, FirstTimeScope Value)[] FirstTimes =
    [
        ("employee", FirstTimeScope.Employee), ("partner", FirstTimeScope.Partner), ("customer", FirstTimeScope.Customer),
    ];

    public static readonly (string Name, SlabMode Value)[] SlabModes =
        [("marginal", SlabMode.Marginal), ("whole", SlabMode.Whole)];

    public static readonly (string Name, Visibility Value)[] Visibilities =
        [("members", Visibility.Members), ("public", Visibility.Public)];

    /// <summary>A subject; true for partners.</summary>
    public static readonly (string Name, bool Value)[] Subjects = [("employee", false), ("partner", true)];

    /// <summary>An aggregate; true per head.</summary>
    public static readonly (string Name, bool Value)[] Aggregates = [("sum", false), ("perHead", true)];

    /// <summary>Ties; true when shared.</summary>
    public static readonly (string Name, bool Value)[] Ties = [("firstToReach", false), ("shared", true)];

    public static readonly (string Name, ConditionOp Value)[] Ops =
    [
        ("eq", ConditionOp.Eq), ("ne", ConditionOp.Ne), ("in", ConditionOp.In), ("notIn", ConditionOp.NotIn),
        ("lt", ConditionOp.Lt), ("le", ConditionOp.Le), ("gt", ConditionOp.Gt), ("ge", ConditionOp.Ge),
        ("startsWith", ConditionOp.StartsWith), ("exists", ConditionOp.Exists),
    ];
}
