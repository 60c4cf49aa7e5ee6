using System.Globalization;
using GamifiedLoyalty.Domain.Activities;
using GamifiedLoyalty.Domain.Programs;

namespace GamifiedLoyalty.Domain.Earning;

/// <summary>Evaluates conditions line by line. A missing field satisfies only <c>ne</c>, <c>notIn</c> and <c>exists: false</c>.</summary>
public static class ConditionEvaluator
{
    /// <summary>Whether a line of an activity meets a condition.</summary>
    public static bool Matches(Condition condition, ActivityFacts facts, ActivityLine line)
    {
        switch (condition)
        {
            case Condition.All all:
                for (var i = 0; i < all.Parts.Count; i++)
                {
                    if (!Matches(all.Parts[i], facts, line))
                    {
                        return false;
                    }
                }

                return true;
            case Condition.Any any:
                for (var i = 0; i < any.Parts.Count; i++)
                {
                    if (Matches(any.Parts[i], facts, line))
                    {
                        return true;
                    }
                }

                return false;
            case Condition.Not not:
                return !Matches(not.Part, facts, line);
            case Condition.Compare compare:
                return Compare(FieldValues.Of(compare, facts, line), compare.Op, compare.Values);
            default:
                throw new InvalidOperationException($"Unknown condition {condition.GetType().Name}.");
        }
    }

    private static bool Compare(object? actual, ConditionOp op, IReadOnlyList<object> values) => op switch
    {
        ConditionOp.Exists => (actual is not null) == (bool)values[0],
        ConditionOp.Ne => actual is null || Order(actual, values[0]) != 0,
        ConditionOp.NotIn => actual is null || !IsIn(actual, values),
        _ when actual is null => false,
        ConditionOp.Eq => Order(actual, values[0]) == 0,
        ConditionOp.In => IsIn(actual, values),
        ConditionOp.StartsWith => Text(actual).StartsWith(Text(values[0]), StringComparison.Ordinal),
        ConditionOp.Lt => Order(actual, values[0]) < 0,
        ConditionOp.Le => Order(actual, values[0]) <= 0,
        ConditionOp.Gt => Order(actual, values[0]) > 0,
        ConditionOp.Ge => Order(actual, values[0]) >= 0,
        _ => throw new InvalidOperationException($"Unknown operator {op}."),
    };

    private static bool IsIn(object actual, IReadOnlyList<object> values)
    {
        for (var i = 0; i < values.Count; i++)
        {
            if (Order(actual, values[i]) == 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Numbers compare as numbers (text from a CSV cell included), everything else as ordinal text; null when they do not compare.</summary>
    private static int? Order(object actual, object expected)
    {
        if (actual is string left && expected is string right)
        {
            return string.CompareOrdinal(left, right);
        }

        if (expected is bool flag)
        {
            return AsBoolean(actual) is { } given ? given.CompareTo(flag) : null;
        }

        return AsNumber(actual) is { } a && AsNumber(expected) is { } b ? a.CompareTo(b) : null;
    }

    private static bool? AsBoolean(object value) => value switch
    {
        bool flag => flag,
        string text when bool.TryParse(text, out var parsed) => parsed,
        _ => null,
    };

    private static decimal? AsNumber(object value) => value switch
    {
        decimal number => number,
        string text when decimal.TryParse(text, NumberStyles.Number & ~NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var parsed) => parsed,
        _ => null,
    };

    private static string Text(object value) => value switch
    {
        string text => text,
        bool flag => flag ? "true" : "false",
        _ => Decimals.Normalize((decimal)value).ToString(CultureInfo.InvariantCulture),
    };
}
