using System.Globalization;

namespace GamifiedLoyalty.Server.Api.Activities;

/// <summary>Chooses the language of an answer.</summary>
internal static class AcceptedLocale
{
    /// <summary>The best of a program's locales for an <c>Accept-Language</c> header; the program's first without one.</summary>
    public static string Choose(string? header, IReadOnlyList<string> locales)
    {
        if (string.IsNullOrEmpty(header) || locales.Count == 1)
        {
            return locales[0];
        }

        var best = locales[0];
        var bestQuality = 0m;
        foreach (var range in header.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = range.Split(';', StringSplitOptions.TrimEntries);
            var quality = Quality(parts);
            if (quality > bestQuality && Match(parts[0], locales) is { } locale)
            {
                (best, bestQuality) = (locale, quality);
            }
        }

        return best;
    }

    private static string? Match(string tag, IReadOnlyList<string> locales)
    {
        var language = tag.Split('-', 2)[0];
        return locales.FirstOrDefault(l => string.Equals(l, tag, StringComparison.OrdinalIgnoreCase))
            ?? locales.FirstOrDefault(l => string.Equals(l.Split('-', 2)[0], language, StringComparison.OrdinalIgnoreCase));
    }

    private static decimal Quality(string[] parts) =>
        parts.Length > 1 && parts[1].StartsWith("q=", StringComparison.OrdinalIgnoreCase)
            ? decimal.TryParse(parts[1].AsSpan(2), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var quality) ? quality : 0m
            : 1m;
}
