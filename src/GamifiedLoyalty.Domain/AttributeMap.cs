using System.Text.Json;

namespace GamifiedLoyalty.Domain;

/// <summary>
/// Free data of an activity, line or member: names to scalar values, sorted by name so that equal content is equal
/// text. A value is a <see cref="string"/>, <see cref="decimal"/> or <see cref="bool"/>.
/// </summary>
public sealed class AttributeMap : IEquatable<AttributeMap>
{
    private readonly KeyValuePair<string, object>[] _items;

    private AttributeMap(KeyValuePair<string, object>[] items) => _items = items;

    /// <summary>No attributes.</summary>
    public static AttributeMap Empty { get; } = new([]);

    /// <summary>The attributes in ordinal order of their names.</summary>
    public IReadOnlyList<KeyValuePair<string, object>> Items => _items;

    /// <summary>Whether there are none.</summary>
    public bool IsEmpty => _items.Length == 0;

    /// <summary>Makes a map; values must be string, decimal or bool, names unique.</summary>
    public static AttributeMap From(IEnumerable<KeyValuePair<string, object>> items)
    {
        var sorted = items.ToArray();
        Array.Sort(sorted, static (a, b) => string.CompareOrdinal(a.Key, b.Key));
        return sorted.Length == 0 ? Empty : new AttributeMap(sorted);
    }

    /// <summary>The value of a name, or null.</summary>
    public object? Find(string name)
    {
        foreach (var item in _items)
        {
            if (string.Equals(item.Key, name, StringComparison.Ordinal))
            {
                return item.Value;
            }
        }

        return null;
    }

    /// <summary>Writes the attributes as a JSON object, decimals without trailing zeros.</summary>
    public void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        foreach (var (name, value) in _items)
        {
            switch (value)
            {
                case string text: writer.WriteString(name, text); break;
                case bool flag: writer.WriteBoolean(name, flag); break;
                default: writer.WriteNumber(name, Decimals.Normalize((decimal)value)); break;
            }
        }

        writer.WriteEndObject();
    }

    /// <summary>Reads what <see cref="WriteTo"/> writes.</summary>
    public static AttributeMap Read(JsonElement element) => From(element.EnumerateObject().Select(p =>
        KeyValuePair.Create<string, object>(p.Name, p.Value.ValueKind switch
        {
            JsonValueKind.String => p.Value.GetString()!,
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => p.Value.GetDecimal(),
        })));

    /// <inheritdoc/>
    public bool Equals(AttributeMap? other) =>
        other is not null && _items.AsSpan().SequenceEqual(other._items, ItemComparer.Instance);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as AttributeMap);

    /// <inheritdoc/>
    public override int GetHashCode() => _items.Length;

    private sealed class ItemComparer : IEqualityComparer<KeyValuePair<string, object>>
    {
        public static readonly ItemComparer Instance = new();

        public bool Equals(KeyValuePair<string, object> x, KeyValuePair<string, object> y) =>
            string.Equals(x.Key, y.Key, StringComparison.Ordinal) && x.Value.Equals(y.Value);

        public int GetHashCode(KeyValuePair<string, object> obj) => obj.Key.GetHashCode(StringComparison.Ordinal);
    }
}
