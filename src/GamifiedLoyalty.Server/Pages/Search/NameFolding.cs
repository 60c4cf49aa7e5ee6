using System.Globalization;
using System.Text;

namespace GamifiedLoyalty.Server.Pages.Search;

/// <summary>Makes names comparable however they are typed: without accents, in small letters, words parted by one space.</summary>
internal static class NameFolding
{
    /// <summary>The folded form of a name or of what was typed.</summary>
    public static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var c in text.Normalize(NormalizationForm.FormKD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark)
            {
                continue;
            }

            if (char.IsLetterOrDigit(c))
            {
                Append(folded, char.ToLowerInvariant(c));
            }
            else if (char.IsSurrogate(c))
            {
                folded.Append(c);
            }
            else if (folded.Length > 0 && folded[^1] != ' ')
            {
                folded.Append(' ');
            }
        }

        return folded.ToString().TrimEnd(' ');
    }

    /// <summary>Letters that people type without their stroke, and that no decomposition takes apart.</summary>
    private static void Append(StringBuilder folded, char letter) => _ = letter switch
    {
        'ł' => folded.Append('l'),
        'ø' => folded.Append('o'),
        'đ' or 'ð' => folded.Append('d'),
        'ı' => folded.Append('i'),
        'ß' => folded.Append("ss"),
        'æ' => folded.Append("ae"),
        'œ' => folded.Append("oe"),
        _ => folded.Append(letter),
    };
}
