namespace GamifiedLoyalty.Domain;

/// <summary>A text in one or more languages.</summary>
public sealed class LocalizedText
{
    private readonly SortedDictionary<string, string> _texts;

    /// <summary>A text by locale; at least one.</summary>
    public LocalizedText(IEnumerable<KeyValuePair<string, string>> texts)
    {
        _texts = new SortedDictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (locale, text) in texts)
        {
            _texts[locale] = text;
        }
    }

    /// <summary>A text that is the same in every language.</summary>
    public LocalizedText(string text)
        : this([KeyValuePair.Create("", text)])
    {
    }

    /// <summary>The texts by locale; the key is empty for a text without a language.</summary>
    public IReadOnlyDictionary<string, string> Texts => _texts;

    /// <summary>The text for a locale, else for its language, else the one without a language, else English, else the first.</summary>
    public string For(string locale)
    {
        ArgumentNullException.ThrowIfNull(locale);
        var language = locale.Split('-', 2)[0];
        return Find(locale) ?? Find(language) ?? Find("") ?? Find("en") ?? _texts.Values.First();
    }

    /// <inheritdoc/>
    public override string ToString() => For("en");

    private string? Find(string locale) => _texts.GetValueOrDefault(locale);
}
