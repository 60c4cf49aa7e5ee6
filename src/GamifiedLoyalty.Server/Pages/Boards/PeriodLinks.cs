using GamifiedLoyalty.Domain.Programs;
using GamifiedLoyalty.Domain.Time;
using GamifiedLoyalty.Engine.Programs;
using GamifiedLoyalty.Server.Localization;
using GamifiedLoyalty.Server.Pages.Rendering;
using Microsoft.Extensions.Localization;

namespace GamifiedLoyalty.Server.Pages.Boards;

/// <summary>The periods that a board's page offers: the current one of each kind, the one before, and the one shown.</summary>
internal static class PeriodLinks
{
    /// <summary>The links, from short to long.</summary>
    public static IReadOnlyList<PeriodLink> Of(
        ProgramEngine engine, BoardDefinition board, string shown, DateOnly today, PageLanguage language, IStringLocalizer<Texts> texts)
    {
        var url = BoardPages.Url(engine.Program, board.Id);
        var links = new List<PeriodLink>();
        foreach (var kind in board.Periods.OrderDescending())
        {
            var current = Period.Of(kind, today);
            var isDefault = kind == board.Periods[0];
            links.Add(new(PeriodNames.Of(kind, language, texts), isDefault ? url : $"{url}?period={current}", current.ToString() == shown));
        }

        if (links.TrueForAll(l => !l.IsCurrent) && Period.TryParse(shown, out var other))
        {
            links.Add(new(PeriodNames.Of(other, language, texts), $"{url}?period={other}", true));
        }

        if (Period.TryParse(shown, out var period) && period.Kind != PeriodKind.All && period.Start > DateOnly.MinValue)
        {
            var previous = Period.Of(period.Kind, period.Start.AddDays(-1));
            links.Add(new($"\u2190 {PeriodNames.Of(previous, language, texts)}", $"{url}?period={previous}", false));
        }

        return links;
    }
}
