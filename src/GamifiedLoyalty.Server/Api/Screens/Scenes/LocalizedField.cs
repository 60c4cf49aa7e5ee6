using System.Text.Json;
using GamifiedLoyalty.Domain;

namespace GamifiedLoyalty.Server.Api.Screens.Scenes;

/// <summary>Reads texts that are the same in every language, or given by language.</summary>
internal static class LocalizedField
{
    /// <summary>A text; null when it is absent or faulty.</summary>
    public static LocalizedText? Localized(this FieldReader reader, string field)
    {
        if (reader.Value(field) is not { ValueKind: JsonValueKind.Object } value)
        {
            return reader.Text(field) is { } text ? new LocalizedText(text) : null;
        }

        var texts = new List<KeyValuePair<string, string>>();
        foreach (var property in value.EnumerateObject())
        {
            if (property.Value.ValueKind != JsonValueKind.String
                || FieldReader.TextOf(property.Value) is not { Length: > 0 and <= Limits.TextLength } text)
            {
                reader.Report(field, "badText", "Texts by language.");
                return null;
            }

            texts.Add(KeyValuePair.Create(property.Name, text));
        }

        return texts.Count > 0 ? new LocalizedText(texts) : null;
    }

    /// <summary>A text that must be there.</summary>
    public static LocalizedText RequiredLocalized(this FieldReader reader, string field)
    {
        if (reader.Value(field) is null)
        {
            reader.Report(field, "required", "This field is required.");
        }

        return reader.Localized(field) ?? new LocalizedText("");
    }
}
