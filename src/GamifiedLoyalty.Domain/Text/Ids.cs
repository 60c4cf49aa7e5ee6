using System.Buffers;

namespace GamifiedLoyalty.Domain.Text;

/// <summary>The shapes of names that clients choose.</summary>
public static class Ids
{
    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-");

    /// <summary>Whether the text is an id: 1 to 64 of <c>A-Z a-z 0-9 . _ -</c>.</summary>
    public static bool IsId(ReadOnlySpan<char> text) =>
        text.Length is > 0 and <= Limits.IdLength && !text.ContainsAnyExcept(Allowed);

    /// <summary>Whether the text is an external id or source: 1 to 128 printable characters.</summary>
    public static bool IsExternalId(ReadOnlySpan<char> text) => IsPrintable(text, Limits.ExternalIdLength);

    /// <summary>Whether the text is the name of an activity type or attribute: 1 to 64 printable characters.</summary>
    public static bool IsName(ReadOnlySpan<char> text) => IsPrintable(text, Limits.IdLength);

    /// <summary>Whether the text has 1 to <paramref name="longest"/> characters, none of them a control character.</summary>
    public static bool IsPrintable(ReadOnlySpan<char> text, int longest)
    {
        if (text.Length == 0 || text.Length > longest)
        {
            return false;
        }

        foreach (var c in text)
        {
            if (char.IsControl(c))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>
    /// Whether the text looks like a BCP 47 language tag: a language of 2 or 3 letters, then parts of 2 to 8 letters or
    /// digits after hyphens.
    /// </summary>
    public static bool IsLocale(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parts = text.Split('-');
        return text.Length <= 35
            && parts[0].Length is 2 or 3 && parts[0].All(char.IsAsciiLetter)
            && parts.Skip(1).All(p => p.Length is >= 2 and <= 8 && p.All(char.IsAsciiLetterOrDigit));
    }

    /// <summary>The zone of an IANA id; null for anything else, names of other systems included.</summary>
    public static TimeZoneInfo? FindZone(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        return IsZoneName(id) && TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone) && zone.HasIanaId ? zone : null;
    }

    // No IANA name has a space; the names of Windows, which the framework would accept, do, or lack a slash.
    private static bool IsZoneName(string id) =>
        id.Length is > 0 and <= Limits.IdLength && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '_' or '-' or '+')
        && char.IsAsciiLetter(id[0]);
}
