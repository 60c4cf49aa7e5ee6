using System.Text.Json;
using GamifiedLoyalty.Domain;
using GamifiedLoyalty.Domain.Text;
using static System.FormattableString;

namespace GamifiedLoyalty.Server.Api;

/// <summary>
/// Reads the fields of a JSON object strictly: every fault is collected with its JSON pointer, and a property that nobody
/// asked for is one (<c>unknownField</c>).
/// </summary>
internal sealed class FieldReader
{
    /// <summary>The rule for ids in words.</summary>
    public const string IdRule = "An id has 1 to 64 characters of A-Z, a-z, 0-9, dot, underscore and hyphen.";

    private readonly JsonElement _object;
    private readonly List<Fault> _faults;
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);

    private FieldReader(JsonElement element, string pointer, List<Fault> faults) => (_object, Pointer, _faults) = (element, pointer, faults);

    /// <summary>The object itself.</summary>
    public JsonElement Element => _object;

    /// <summary>Where the object is in the document.</summary>
    public string Pointer { get; }

    /// <summary>Reads an object; null when it is none or has faults.</summary>
    public static T? ReadObject<T>(JsonElement element, string pointer, List<Fault> faults, Func<FieldReader, T> read)
        where T : class
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            faults.Add(new("wrongType", "An object is expected.", pointer));
            return null;
        }

        var before = faults.Count;
        var reader = new FieldReader(element, pointer, faults);
        var value = read(reader);
        reader.ReportUnknown();
        return faults.Count == before ? value : null;
    }

    /// <summary>Reports a fault of a field.</summary>
    public void Report(string field, string code, string detail) => ReportAt(At(field), code, detail);

    /// <summary>Reports a fault at a pointer.</summary>
    public void ReportAt(string pointer, string code, string detail) => _faults.Add(new(code, detail, pointer));

    /// <summary>The JSON pointer of a field.</summary>
    public string At(string field) => JsonPointer.Member(Pointer, field);

    /// <summary>The value of a field; null when it is absent or null.</summary>
    public JsonElement? Value(string field)
    {
        _asked.Add(field);
        return _object.TryGetProperty(field, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
    }

    /// <summary>A text without control characters.</summary>
    public string? Text(string field, int maxLength = Limits.TextLength)
    {
        if (Value(field) is not { } value)
        {
            return null;
        }

        if (value.ValueKind != JsonValueKind.String)
        {
            Report(field, "wrongType", "A text is expected.");
            return null;
        }

        if (TextOf(value) is not { Length: > 0 } text || text.Any(char.IsControl))
        {
            Report(field, "badText", "The text is empty or has characters that cannot be shown.");
            return null;
        }

        if (text.Length > maxLength)
        {
            Report(field, "tooLong", Invariant($"At most {maxLength} characters."));
            return null;
        }

        return text;
    }

    /// <summary>A text that must be there; empty when it is not, with a fault.</summary>
    public string RequiredText(string field, int maxLength = Limits.TextLength)
    {
        if (Value(field) is null)
        {
            Report(field, "required", "This field is required.");
        }

        return Text(field, maxLength) ?? "";
    }

    /// <summary>An id.</summary>
    public string? Id(string field)
    {
        var id = Text(field);
        if (id is null || Ids.IsId(id))
        {
            return id;
        }

        Report(field, "badId", IdRule);
        return null;
    }

    /// <summary>A whole number within bounds.</summary>
    public int? Whole(string field, int min, int max)
    {
        if (Value(field) is not { } value)
        {
            return null;
        }

        if (value.ValueKind != JsonValueKind.Number || !value.TryGetInt32(out var number))
        {
            Report(field, "wrongType", "A whole number is expected.");
            return null;
        }

        if (number < min || number > max)
        {
            Report(field, "outOfRange", Invariant($"From {min} to {max}."));
            return null;
        }

        return number;
    }

    /// <summary>True or false.</summary>
    public bool? Flag(string field)
    {
        var value = Value(field);
        if (value is null or { ValueKind: JsonValueKind.True or JsonValueKind.False })
        {
            return value?.GetBoolean();
        }

        Report(field, "wrongType", "True or false is expected.");
        return null;
    }

    /// <summary>One of several words.</summary>
    public string? Word(string field, params ReadOnlySpan<string> words)
    {
        var text = Text(field);
        if (text is null || words.Contains(text))
        {
            return text;
        }

        Report(field, "badValue", $"One of: {string.Join(", ", words!)}.");
        return null;
    }

    /// <summary>The elements of an array with their pointers; empty when it is absent or no array.</summary>
    public IReadOnlyList<(JsonElement Element, string Pointer)> Items(string field, int max)
    {
        if (Value(field) is not { } value)
        {
            return [];
        }

        if (value.ValueKind != JsonValueKind.Array)
        {
            Report(field, "wrongType", "An array is expected.");
            return [];
        }

        if (value.GetArrayLength() > max)
        {
            Report(field, "tooMany", Invariant($"At most {max} items."));
            return [];
        }

        return [.. value.EnumerateArray().Select((item, index) => (item, JsonPointer.Item(At(field), index)))];
    }

    /// <summary>Reads an object inside this one; null when it is absent or has faults.</summary>
    public T? Object<T>(JsonElement element, string pointer, Func<FieldReader, T> read)
        where T : class => ReadObject(element, pointer, _faults, read);

    /// <summary>The text of a JSON string; null when it is no valid Unicode.</summary>
    public static string? TextOf(JsonElement element)
    {
        try
        {
            return element.GetString();
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair.
            return null;
        }
    }

    private void ReportUnknown()
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var property in _object.EnumerateObject())
        {
            if (!seen.Add(property.Name))
            {
                Report(property.Name, "duplicateProperty", "The field is given twice.");
            }
            else if (!_asked.Contains(property.Name))
            {
                Report(property.Name, "unknownField", "There is no such field.");
            }
        }
    }
}
