using GamifiedLoyalty.Domain.Programs;
using GamifiedLoyalty.Domain.Time;
using GamifiedLoyalty.Server.Api.Screens;
using GamifiedLoyalty.Server.Localization;
using GamifiedLoyalty.Server.Pages.Rendering;
using Microsoft.Extensions.Localization;

namespace GamifiedLoyalty.Server.Pages.Boards;

/// <summary>
/// The period that a page of several boards shows, as its address says: a kind, whose current period moves with time, or a
/// fixed period. Boards that do not offer it show their own usual one.
/// </summary>
/// <param name="Asked">The word in the address; null for the usual kind.</param>
/// <param name="Kind">The kind.</param>
/// <param name="Fixed">The fixed period, when one was asked for.</param>
internal sealed record PeriodChoice(string? Asked, PeriodKind Kind, Period? Fixed)
{
    /// <summary>Reads the choice; null when no board offers such a period.</summary>
    public static PeriodChoice? Read(ProgramDefinition definition, string? asked)
    {
        var usual = definition.Boards.Count > 0 ? definition.Boards[0].Periods[0] : PeriodKind.All;
        if (string.IsNullOrEmpty(asked))
        {
            return new PeriodChoice(null, usual, null);
        }

        if (ScreenBoard.KindOf(asked) is not { } kind || !definition.Boards.Any(b => b.Periods.Contains(kind)))
        {
            return null;
        }

        return new PeriodChoice(asked, kind, Period.TryParse(asked, out var named) && kind != PeriodKind.All ? named : null);
    }

    /// <summary>The period shown where it is offered.</summary>
    public Period On(DateOnly today) => Fixed ?? Period.Of(Kind, today);

    /// <summary>The period that a board shows; null for its usual one.</summary>
    public Period? For(BoardDefinition board, DateOnly today) =>
        board.Periods.Contains(Kind) && (Fixed is not null || Kind != board.Periods[0]) ? On(today) : null;

    /// <summary>The hub's channel of what a board shows.</summary>
    public string Channel(BoardDefinition board) =>
        !board.Periods.Contains(Kind) ? $"board/{board.Id}"
        : Fixed is { } named ? $"board/{board.Id}/{named}"
        : Kind == board.Periods[0] ? $"board/{board.Id}"
        : $"board/{board.Id}/{Word(Kind)}";

    /// <summary>The address of a board's own page that shows the same.</summary>
    public string UrlOf(string program, BoardDefinition board, DateOnly today) =>
        For(board, today) is { } period ? $"{BoardPages.Url(program, board.Id)}?period={period}" : BoardPages.Url(program, board.Id);

    /// <summary>A link for each kind that a board offers, from short to long, and for a fixed period shown.</summary>
    /// <param name="definition">The program.</param>
    /// <param name="urlOf">The page's address with a word for the period; null for the usual one.</param>
    /// <param name="language">The language of the page.</param>
    /// <param name="texts">Texts.</param>
    public IReadOnlyList<PeriodLink> Links(
        ProgramDefinition definition, Func<string?, string> urlOf, PageLanguage language, IStringLocalizer<Texts> texts)
    {
        if (definition.Boards.Count == 0)
        {
            return [];
        }

        var usual = definition.Boards[0].Periods[0];
        var links = definition.Boards.SelectMany(b => b.Periods).Distinct().OrderDescending()
            .Select(kind => new PeriodLink(
                PeriodNames.Of(kind, language, texts), urlOf(kind == usual ? null : Word(kind)), Fixed is null && kind == Kind))
            .ToList();
        if (Fixed is { } named)
        {
            links.Add(new PeriodLink(PeriodNames.Of(named, language, texts), urlOf(Asked), true));
        }

        return links;
    }

    private static string Word(PeriodKind kind) => kind.ToString().ToLowerInvariant();
}
