using System.Globalization;

namespace GamifiedLoyalty.Server.Localization;

/// <summary>Chooses between the two texts that say a number of something: the names of texts end in <c>One</c> and <c>Many</c>.</summary>
internal static class Plurals
{
    /// <summary>The name of the text for a number. French says 0 in the singular (Unicode CLDR, plural rules of cardinals).</summary>
    public static string NameOf(string name, long number, CultureInfo culture) =>
        name + (number == 1 || (number == 0 && culture.TwoLetterISOLanguageName == "fr") ? "One" : "Many");
}
