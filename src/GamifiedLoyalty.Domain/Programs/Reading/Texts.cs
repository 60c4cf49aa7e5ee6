using System.Text.Json;
using GamifiedLoyalty.Domain.Text;

namespace GamifiedLoyalty.Domain.Programs.Reading;

/// <summary>Reads texts in one or more languages.</summary>
internal static class Texts
{
    /// <summary>A text of one line.</summary>
    public static LocalizedText? Localized(JsonPlace place) => Localized(place, static p => p.Printable(Limits.TextLength));

    /// <summary>A long text, which may have several lines.</summary>
    public static LocalizedText? Prose(JsonPlace place) => Localized(place, static p => p.Prose(Limits.ProseLength));

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

    private static LocalizedText? Localized(JsonPlace place, Func<JsonPlace, string?> read)
    {
        if (place.IsText)
        {
            return read(place) is { } plain ? new LocalizedText(plain) : null;
        }

        if (place.Value.ValueKind != JsonValueKind.Object)
        {
            place.Fault("wrongType", "A text, or an object of texts by locale, is expected.", "\"…\", {\"en\": \"…\"}");
            return null;
        }

        var texts = new List<KeyValuePair<string, string>>();
        foreach (var (locale, member) in place.AnyObject()!.Members)
        {
            if (!Ids.IsLocale(locale))
            {
                member.Fault("badLocale", $"\"{locale}\" is not a language tag such as en or fr-CA.", "en, fr-CA");
            }

            texts.Add(KeyValuePair.Create(locale, read(member) ?? ""));
        }

        if (texts.Count == 0)
        {
            place.Fault("required", "At least one text is required.");
            return null;
        }

        return new LocalizedText(texts);
    }
}
