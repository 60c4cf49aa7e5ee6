using System.Globalization;
using GamifiedLoyalty.Domain.Programs;
using GamifiedLoyalty.Server.Pages.Boards;

namespace GamifiedLoyalty.Server.Pages.Rendering;

/// <summary>Writes sums of a program's money and points with their unit.</summary>
/// <param name="Program">The program.</param>
/// <param name="Culture">How numbers are written.</param>
/// <param name="Locale">The language of names.</param>
internal sealed record ProgramSums(ProgramDefinition Program, CultureInfo Culture, string Locale)
{
    private const string NoBreakSpace = "\u00a0";

    /// <summary>An amount of the program's money.</summary>
    /// <param name="minor">In minor units.</param>
    public string Money(long minor) => ScoreFormat.Money(Program.Money, Culture).Text(minor);

    /// <summary>Points of a currency, with its name; of one that is gone, with its id.</summary>
    /// <param name="points">In the currency's smallest unit.</param>
    /// <param name="currency">The currency's id.</param>
    public string Points(long points, string? currency)
    {
        var found = Program.Currency(currency ?? "");
        return $"{ScoreFormat.Plain(found?.Decimals ?? 0, Culture).Text(points)}{NoBreakSpace}{found?.Name.For(Locale) ?? currency}";
    }
}
