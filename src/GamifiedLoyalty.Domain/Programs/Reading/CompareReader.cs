using System.Text.Json;
using GamifiedLoyalty.Domain.Text;

namespace GamifiedLoyalty.Domain.Programs.Reading;

/// <summary>Reads one comparison of a condition and checks that operator and value suit the field.</summary>
internal static class CompareReader
{
    private static readonly string[] Weekdays =
        ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

    public static Condition Read(ObjectPlace place, Func<FieldKind, bool>? allows)
    {
        place.RefuseUnknown(KnownFields.Compare);
        var field = place.Required("field") is { } name ? Field(name, allows) : null;
        var op = place.Required("op")?.Word("unknownOp", Words.Ops);
        var value = op == ConditionOp.Exists ? place.Optional("value") : place.Required("value");
        if (field is null || op is null)
        {
            return Condition.Always;
        }

        var type = FieldNames.TypeOf(field.Value.Kind);
        if (!Suits(op.Value, type))
        {
            place.Fault("op", "opNotAllowed", "This operator does not suit the field.");
            return Condition.Always;
        }

        return new Condition.Compare(field.Value, op.Value, Values(value, op.Value, type));
    }

    private static FieldRef? Field(JsonPlace place, Func<FieldKind, bool>? allows)
    {
        var text = place.Text();
        if (text is null)
        {
            return null;
        }

        if (!FieldNames.TryParse(text, out var field))
        {
            place.Fault("unknownFieldName", $"Conditions know no field \"{text}\".");
            return null;
        }

        if (allows?.Invoke(field.Kind) == false)
        {
            place.Fault("fieldNotAllowed", $"The field \"{text}\" cannot be asked for here.");
            return null;
        }

        return field;
    }

    private static bool Suits(ConditionOp op, FieldType type) => op switch
    {
        ConditionOp.StartsWith => type is not (FieldType.Number or FieldType.Weekday or FieldType.Flag),
        ConditionOp.Lt or ConditionOp.Le or ConditionOp.Gt or ConditionOp.Ge => type is not FieldType.Flag,
        _ => true,
    };

    private static IReadOnlyList<object> Values(JsonPlace? place, ConditionOp op, FieldType type)
    {
        if (place is null)
        {
            return op == ConditionOp.Exists ? [true] : [];
        }

        return op switch
        {
            ConditionOp.Exists => [place.Flag() ?? true],
            ConditionOp.StartsWith => [place.Text() ?? ""],
            ConditionOp.In or ConditionOp.NotIn =>
                [.. place.Items(Limits.ConditionParts).Select(p => Scalar(p, type)).OfType<object>()],
            ConditionOp.Eq or ConditionOp.Ne => Scalar(place, type) is { } value ? [value] : [],
            _ => Ordered(place, type) is { } value ? [value] : [],
        };
    }

    private static object? Ordered(JsonPlace place, FieldType type)
    {
        if (place.Value.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            place.Fault("wrongType", "Only numbers and texts have an order.", "123, \"…\"");
            return null;
        }

        return Scalar(place, type);
    }

    private static object? Scalar(JsonPlace place, FieldType type) => type switch
    {
        FieldType.Number => place.Number(),
        FieldType.Flag => place.Flag(),
        FieldType.Text => Text(place),
        FieldType.Day => Day(place),
        FieldType.Weekday => Weekday(place),
        FieldType.TimeOfDay => TimeOfDay(place),
        _ => Any(place),
    };

    private static object? Any(JsonPlace place) => place.Value.ValueKind switch
    {
        JsonValueKind.String => Text(place),
        JsonValueKind.Number => place.Number(),
        JsonValueKind.True or JsonValueKind.False => place.Flag(),
        _ => WrongType(place),
    };

    private static string? Text(JsonPlace place)
    {
        var text = place.Text();
        if (text?.Length > Limits.AttributeLength)
        {
            place.Fault("badText", $"A text of at most {Limits.AttributeLength} characters is expected.", $"1–{Limits.AttributeLength}");
        }

        return text;
    }

    private static object? WrongType(JsonPlace place)
    {
        place.Fault("wrongType", "A text, number, true or false is expected.", "\"…\", 123, true, false");
        return null;
    }

    /// <summary>A date, or the number of a day of the month.</summary>
    private static object? Day(JsonPlace place)
    {
        if (place.Value.ValueKind == JsonValueKind.Number)
        {
            return Whole(place, 1, 31);
        }

        var text = place.Text();
        if (text is not null && TimeText.Read(text).Kind != TimeKind.Date)
        {
            place.Fault("badInstant", "A date such as 2026-11-21 is expected.", "2026-11-21");
        }

        return text;
    }

    /// <summary>1 (Monday) to 7, or a day's English name, whole or its first three letters.</summary>
    private static object? Weekday(JsonPlace place)
    {
        if (place.Value.ValueKind != JsonValueKind.String)
        {
            return Whole(place, 1, 7);
        }

        var text = place.Text()!;
        var index = Array.FindIndex(Weekdays, d => d.Equals(text, StringComparison.OrdinalIgnoreCase)
            || d[..3].Equals(text, StringComparison.OrdinalIgnoreCase));
        if (index < 0)
        {
            place.Fault("unknownValue", "A weekday is 1 (Monday) to 7, or an English name such as saturday.", "1–7, monday–sunday");
        }

        return (decimal)(index + 1);
    }

    private static object? Whole(JsonPlace place, int least, int most)
    {
        var number = place.Number();
        if (number is { } value && (value < least || value > most || value != decimal.Truncate(value)))
        {
            place.Fault("outOfRange", $"A whole number from {least} to {most} is expected.", $"{least}–{most}");
        }

        return number;
    }

    /// <summary>A time of day as <c>18:30:00</c>; seconds may be left out.</summary>
    private static string? TimeOfDay(JsonPlace place)
    {
        var text = place.Text();
        var full = text is { Length: 5 } ? $"{text}:00" : text;
        if (full is not null && (full.Length != 8 || TimeText.Read($"2000-01-01T{full}").Kind != TimeKind.Local))
        {
            place.Fault("badInstant", "A time of day such as 18:30 or 18:30:00 is expected.", "18:30, 18:30:00");
        }

        return full;
    }
}
