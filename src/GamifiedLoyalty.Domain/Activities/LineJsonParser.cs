using System.Globalization;
using System.Text.Json;
using GamifiedLoyalty.Domain.Text;

namespace GamifiedLoyalty.Domain.Activities;

/// <summary>Parses the lines of an activity.</summary>
internal struct LineJsonParser(string pointer)
{
    // So few that comparing each with each is cheaper than a set of them.
    private const int FewLines = 8;

    private string? _id = null;
    private string? _sku = null;
    private string? _category = null;
    private decimal? _quantity = null;
    private decimal? _amount = null;
    private AttributeMap _attributes = AttributeMap.Empty;
    private int _seen = 0;

    private enum Field
    {
        Unknown, Id, Sku, Category, Quantity, Amount, Attributes,
    }

    /// <summary>The lines; null when there are none.</summary>
    public static IReadOnlyList<ActivityLine>? Lines(ref Utf8JsonReader reader, ref FirstFault faults)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            if (reader.TokenType != JsonTokenType.Null)
            {
                faults.Add("wrongType", "/lines");
                reader.Skip();
            }

            return null;
        }

        var lines = new List<ActivityLine>(2);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (lines.Count == Limits.LinesPerActivity)
            {
                faults.Add("tooMany", "/lines");
                reader.Skip();
                continue;
            }

            lines.Add(new LineJsonParser(Position.Pointer(lines.Count)).Parse(ref reader, ref faults, lines.Count));
        }

        RefuseSameIds(lines, ref faults);
        return lines.Count == 0 ? null : lines;
    }

    private static void RefuseSameIds(List<ActivityLine> lines, ref FirstFault faults)
    {
        var many = lines.Count > FewLines ? new HashSet<string>(StringComparer.Ordinal) : null;
        for (var i = 0; i < lines.Count; i++)
        {
            if (many is null ? IsTaken(lines, i) : !many.Add(lines[i].Id))
            {
                faults.Add("duplicateId", Position.Pointer(i) + "/id");
            }
        }
    }

    private static bool IsTaken(List<ActivityLine> lines, int index)
    {
        for (var i = 0; i < index; i++)
        {
            if (string.Equals(lines[i].Id, lines[index].Id, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private ActivityLine Parse(ref Utf8JsonReader reader, ref FirstFault faults, int index)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            faults.Add("wrongType", pointer);
            reader.Skip();
        }
        else
        {
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                ParseMember(ref reader, ref faults);
            }
        }

        return new(_id ?? Position.Name(index), _sku, _category, WholeQuantity(), _amount ?? 0, _attributes);
    }

    private void ParseMember(ref Utf8JsonReader reader, ref FirstFault faults)
    {
        var field = FieldOf(ref reader);
        if (field == Field.Unknown || (_seen & (1 << (int)field)) != 0)
        {
            JsonParts.RefuseMember(ref reader, ref faults, pointer, field != Field.Unknown);
            return;
        }

        _seen |= 1 << (int)field;
        reader.Read();
        switch (field)
        {
            case Field.Id: _id = JsonParts.Id(ref reader, ref faults, pointer, "/id"); break;
            case Field.Sku: _sku = JsonParts.Label(ref reader, ref faults, pointer, "/sku"); break;
            case Field.Category: _category = JsonParts.Label(ref reader, ref faults, pointer, "/category"); break;
            case Field.Quantity: _quantity = JsonParts.Quantity(ref reader, ref faults, pointer, "/quantity"); break;
            case Field.Amount: _amount = JsonParts.Amount(ref reader, ref faults, pointer, "/amount"); break;
            default: _attributes = JsonParts.Attributes(ref reader, ref faults, pointer); break;
        }
    }

    // A fractional quantity is a fault already.
    private readonly long WholeQuantity() => (long)(_quantity ?? 0);

    private static Field FieldOf(ref Utf8JsonReader reader) =>
        reader.ValueTextEquals("id"u8) ? Field.Id
        : reader.ValueTextEquals("sku"u8) ? Field.Sku
        : reader.ValueTextEquals("category"u8) ? Field.Category
        : reader.ValueTextEquals("quantity"u8) ? Field.Quantity
        : reader.ValueTextEquals("amount"u8) ? Field.Amount
        : reader.ValueTextEquals("attributes"u8) ? Field.Attributes
        : Field.Unknown;

    /// <summary>Names and pointers of the first positions are made once.</summary>
    private static class Position
    {
        private static readonly string[] Names = [.. Enumerable.Range(1, 16).Select(MakeName)];
        private static readonly string[] Pointers = [.. Enumerable.Range(0, 16).Select(i => JsonPointer.Item("/lines", i))];

        public static string Name(int index) => index < Names.Length ? Names[index] : MakeName(index + 1);

        public static string Pointer(int index) => index < Pointers.Length ? Pointers[index] : JsonPointer.Item("/lines", index);

        private static string MakeName(int number) => number.ToString(CultureInfo.InvariantCulture);
    }
}
