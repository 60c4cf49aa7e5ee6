using System.Text.Json;
using GamifiedLoyalty.Domain.Text;

namespace GamifiedLoyalty.Domain.Programs.Reading;

/// <summary>Reads texts in one or more languages.</summary>
internal static class Texts
{
    public static LocalizedText? Localized(JsonPlace place)
    {
        if (place.IsText)
        {
            return place.Printable(Limits.TextLength) is { } plain ? new LocalizedText(plain) : null;
        }

        if (place.Value.ValueKind != JsonValueKind.Object)
        {
            place.Fault("wrongType", "A text, or an object of texts by locale, is expected.");
            return null;
        }

        var texts = new List<KeyValuePair<string, string>>();
        foreach (var (locale, member) in place.AnyObject()!.Members)
        {
            if (!Ids.IsLocale(locale))
            {
                member.Fault("badLocale", $"\"{locale}\" is not a language tag such as en or fr-CA.");
            }

            texts.Add(KeyValuePair.Create(locale, member.Printable(Limits.TextLength) ?? ""));
        }

        if (texts.Count == 0)
        {
            place.Fault("required", "At least one text is required.");
            return null;
        }

        return new LocalizedText(texts);
    }

    /// <summary>Adds a fault when the id was seen before.</summary>
    public static string UniqueId(ObjectPlace place, HashSet<string> seen)
    {
        var id = place.Required("id")?.Id() ?? "";
        if (id.Length > 0 && !seen.Add(id))
        {
            place.Fault("id", "duplicateId", $"The id \"{id}\" is given twice.");
        }

        return id;
    }
}
