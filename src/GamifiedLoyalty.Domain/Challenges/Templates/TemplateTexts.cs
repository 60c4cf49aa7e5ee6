using System.Globalization;
using System.Resources;

namespace GamifiedLoyalty.Domain.Challenges.Templates;

/// <summary>The texts of templates in every language there is.</summary>
internal static class TemplateTexts
{
    private static readonly string[] Languages = ["en", "fr"];

    private static readonly ResourceManager Texts =
        new("GamifiedLoyalty.Domain.Challenges.Templates.TemplateTexts", typeof(TemplateTexts).Assembly);

    /// <summary>A text by language, with values in its places.</summary>
    public static LocalizedText Of(string name, params object[] values) => new(Languages.Select(language =>
    {
        var culture = CultureInfo.GetCultureInfo(language);
        return KeyValuePair.Create(language, string.Format(culture, Texts.GetString(name, culture)!, values));
    }));
}
