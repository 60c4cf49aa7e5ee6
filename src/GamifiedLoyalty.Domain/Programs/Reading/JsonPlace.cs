using System.Text;
using System.Text.Json;
using GamifiedLoyalty.Domain.Text;
using static System.FormattableString;

namespace GamifiedLoyalty.Domain.Programs.Reading;

/// <summary>A value of a document and where it stands; reads it as a type or adds a fault and answers null.</summary>
internal sealed class JsonPlace(JsonElement value, string pointer, FaultList faults)
{
    public JsonElement Value { get; } = value;

    public string Pointer { get; } = pointer;

    public bool IsText => Value.ValueKind == JsonValueKind.String;

    public void Fault(string code, string detail, string? expected = null) => faults.Add(Pointer, code, detail, expected);

    /// <summary>The object with at most the known members; others, and repeated ones, are faults.</summary>
    public ObjectPlace? Object(ReadOnlySpan<string> known)
    {
        var place = AnyObject();
        place?.RefuseUnknown(known);
        return place;
    }

    /// <summary>The object with whatever members it has; repeated ones are faults.</summary>
    public ObjectPlace? AnyObject()
    {
        if (Value.ValueKind != JsonValueKind.Object)
        {
            return WrongType<ObjectPlace>("an object", "{…}");
        }

        var members = new Dictionary<string, JsonPlace>(StringComparer.Ordinal);
        foreach (var property in Value.EnumerateObject())
        {
            var place = new JsonPlace(property.Value, JsonPointer.Member(Pointer, property.Name), faults);
            if (!members.TryAdd(property.Name, place))
            {
                place.Fault("duplicateProperty", $"The field \"{property.Name}\" is given twice.");
            }
        }

        return new ObjectPlace(Pointer, members, faults);
    }

    /// <summary>The items of an array; none when it is no array or too long.</summary>
    public IReadOnlyList<JsonPlace> Items(int most)
    {
        if (Value.ValueKind != JsonValueKind.Array)
        {
            Fault("wrongType", "An array is expected.", "[…]");
            return [];
        }

        if (Value.GetArrayLength() > most)
        {
            Fault("tooMany", Invariant($"At most {most} items are allowed."), Invariant($"≤ {most}"));
            return [];
        }

        return [.. Value.EnumerateArray().Select((item, i) => new JsonPlace(item, JsonPointer.Item(Pointer, i), faults))];
    }

    /// <summary>The items of an array that must have one.</summary>
    public IReadOnlyList<JsonPlace> SomeItems(int most)
    {
        var items = Items(most);
        if (Value.ValueKind == JsonValueKind.Array && Value.GetArrayLength() == 0)
        {
            Fault("required", "At least one item is required.");
        }

        return items;
    }

    public string? Text() => IsText ? Value.GetString() : WrongType<string>("a text", "\"…\"");

    /// <summary>A text of 1 to <paramref name="longest"/> printable characters.</summary>
    public string? Printable(int longest)
    {
        var text = Text();
        if (text is not null && !Ids.IsPrintable(text, longest))
        {
            Fault("badText", Invariant($"A text of 1 to {longest} printable characters is expected."), Invariant($"1–{longest}"));
            return null;
        }

        return text;
    }

    /// <summary>A text of 1 to <paramref name="longest"/> printable characters and line breaks.</summary>
    public string? Prose(int longest)
    {
        var text = Text();
        if (text is not null && !Ids.IsPrintable(text.Replace('\n', ' '), longest))
        {
            Fault("badText", Invariant($"A text of 1 to {longest} printable characters and line breaks is expected."), Invariant($"1–{longest}"));
            return null;
        }

        return text;
    }

    public string? Id()
    {
        var text = Text();
        if (text is not null && !Ids.IsId(text))
        {
            Fault("badId", "An id has 1 to 64 characters of A-Z, a-z, 0-9, dot, underscore and hyphen.");
            return null;
        }

        return text;
    }

    public bool? Flag() => Value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => WrongFlag(),
    };

    /// <summary>A decimal, as a JSON number or text.</summary>
    public decimal? Number()
    {
        if (Value.ValueKind is not (JsonValueKind.Number or JsonValueKind.String))
        {
            Fault("wrongType", "A number is expected.", "12.5");
            return null;
        }

        var text = IsText ? Value.GetString()! : Value.GetRawText();
        switch (DecimalText.Read(Encoding.UTF8.GetBytes(text), allowExponent: !IsText, out var number))
        {
            case DecimalReading.Valid:
                return number;
            case DecimalReading.OutOfRange:
                Fault("outOfRange", "A decimal has at most 12 integer and 6 fraction digits.", "≤ 999999999999.999999");
                return null;
            default:
                Fault("wrongType", "A decimal number is expected.", "12.5");
                return null;
        }
    }

    /// <summary>A decimal of at least <paramref name="least"/>, or above it when <paramref name="exclusive"/>.</summary>
    public decimal? Number(decimal least, bool exclusive = false)
    {
        var number = Number();
        if (number is { } n && (n < least || (exclusive && n == least)))
        {
            Fault(
                "outOfRange",
                exclusive ? Invariant($"A number above {least} is expected.") : Invariant($"A number of at least {least} is expected."),
                exclusive ? Invariant($"> {least}") : Invariant($"≥ {least}"));
            return null;
        }

        return number;
    }

    public long? Integer(long least, long most)
    {
        if (Value.ValueKind != JsonValueKind.Number)
        {
            Fault("wrongType", "An integer is expected.", "123");
            return null;
        }

        // 1e3 and 5.0 are integers too; what is no decimal at all is beyond every range.
        if (!Value.TryGetDecimal(out var number) || number < least || number > most)
        {
            Fault("outOfRange", Invariant($"An integer from {least} to {most} is expected."), Invariant($"{least}–{most}"));
            return null;
        }

        if (number != decimal.Truncate(number))
        {
            Fault("wrongType", "An integer is expected.", "123");
            return null;
        }

        return (long)number;
    }

    /// <summary>One of the named values.</summary>
    public T? Word<T>(string code, IReadOnlyList<(string Name, T Value)> words)
        where T : struct
    {
        var text = Text();
        foreach (var (name, word) in words)
        {
            if (text == name)
            {
                return word;
            }
        }

        if (text is not null)
        {
            var names = string.Join(", ", words.Select(w => w.Name));
            Fault(code, $"One of {names} is expected.", names);
        }

        return null;
    }

    private bool? WrongFlag()
    {
        Fault("wrongType", "true or false is expected.", "true, false");
        return null;
    }

    private T? WrongType<T>(string expected, string notation)
        where T : class
    {
        Fault("wrongType", $"{char.ToUpperInvariant(expected[0])}{expected[1..]} is expected.", notation);
        return null;
    }
}
