using GamifiedLoyalty.Domain.Programs;
using GamifiedLoyalty.Server.Localization;
using GamifiedLoyalty.Server.Pages.Boards;
using GamifiedLoyalty.Server.Pages.Rendering;
using Microsoft.Extensions.Localization;

namespace GamifiedLoyalty.Server.Pages.People;

/// <summary>Says gaps between rows of a board in words, such as <c>12 points behind Maya</c>.</summary>
/// <param name="definition">The program.</param>
/// <param name="board">The board.</param>
/// <param name="format">How its scores are written.</param>
/// <param name="language">The language of the page.</param>
/// <param name="texts">Texts.</param>
internal sealed class GapWords(
    ProgramDefinition definition, BoardDefinition board, ScoreFormat format, PageLanguage language, IStringLocalizer<Texts> texts)
{
    /// <summary>The gap to the row above, or at the top, to the one below.</summary>
    /// <param name="own">The member's row.</param>
    /// <param name="above">The nearest row of a better rank, if it is known.</param>
    /// <param name="below">The nearest row of a lower rank, if any.</param>
    /// <param name="toNext">The least gain that improves the rank; null at the top.</param>
    public string Hint(RowView own, RowView? above, RowView? below, long? toNext) => (toNext, above, below) switch
    {
        (null, _, null) => language.Say(texts, "FirstPlace"),
        (null, _, { } next) when own.Score == next.Score => language.Say(texts, "FirstPlaceLevel", next.Name),
        (null, _, { } next) => language.Say(texts, "Ahead", Amount(own.Score - next.Score), next.Name),
        ({ } gain, null, _) => language.Say(texts, "ToNext", Amount(gain)),
        (_, { } better, _) when own.Score == better.Score => language.Say(texts, "Level", better.Name),
        (_, { } better, _) => language.Say(texts, "Behind", Amount(better.Score - own.Score), better.Name),
    };

    /// <summary>What it takes to pass the row above.</summary>
    public string Next(long gain, RowView above, string boardName) => language.Say(texts, "NextStep", Amount(gain), above.Name, above.Rank, boardName);

    private string Amount(long gap) => board.Measure switch
    {
        Measure.Amount => format.Text(gap),
        Measure.Points => $"{format.Text(gap)}\u00a0{Small(definition.Currency(board.Currency ?? "")?.Name.For(language.Locale) ?? board.Currency ?? "")}",
        Measure.Quantity => language.Say(texts, gap == 1 ? "UnitsOne" : "UnitsMany", format.Text(gap)),
        _ => language.Say(texts, gap == 1 ? "ActivitiesOne" : "ActivitiesMany", format.Text(gap)),
    };

    /// <summary>A currency's name inside a sentence; abbreviations stay as they are.</summary>
    private string Small(string name) =>
        name.Length > 1 && char.IsLower(name[1]) ? language.Culture.TextInfo.ToLower(name[0]) + name[1..] : name;
}
