using System.Globalization;
using GamifiedLoyalty.Domain.Ledger;
using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Engine.Programs;
using GamifiedLoyalty.Server.Api;
using GamifiedLoyalty.Server.Localization;
using GamifiedLoyalty.Server.Pages.Boards;
using GamifiedLoyalty.Server.Pages.Components;
using GamifiedLoyalty.Server.Pages.Rendering;
using GamifiedLoyalty.Server.Security;
using Microsoft.Extensions.Localization;

namespace GamifiedLoyalty.Server.Pages.People;

/// <summary>An employee's own page: ranks, balances, and what was earned and why.</summary>
internal static class EmployeePages
{
    private const int LinesShown = 20;

    /// <summary>Adds the page.</summary>
    public static void MapEmployeePages(this WebApplication app) =>
        app.MapGet("/p/{program}/employees/{id}", ShowAsync).Needs(Access.Own).ExcludeFromDescription();

    private static async Task<IResult> ShowAsync(HttpContext http, string id, BoardReader reader, PageFrames frames, IStringLocalizer<Texts> texts)
    {
        var engine = http.Engine();
        var definition = engine.Current.Definition;
        var owner = OwnerRef.Employee(id);
        if (engine.Members.Find(owner) is not { } profile)
        {
            return PageMessages.For(http, PageMessage.NotFound, definition.Locales, PageFrames.UrlOf(engine));
        }

        var language = PageLanguage.Choose(http, definition.Locales);
        var wallet = await engine.ReadWalletAsync(owner, http.RequestAborted);
        var statement = await engine.ReadStatementAsync(owner, null, LinesShown, language.Locale, http.RequestAborted);
        var model = new EmployeePageModel(
            frames.Of(http, engine, language, profile.Name),
            profile.Name,
            profile.Partner is { } partner ? engine.Members.NameOf(OwnerRef.Partner(partner)) : null,
            await RanksAsync(http, engine, profile, reader, language, texts),
            [.. wallet.Balances.Select(b => BalanceOf(engine, b.Currency, b.Balance, language))],
            [.. statement.Lines.Select(l => LineOf(engine, l, language, texts))]);
        return new PageResult<EmployeePage>(language, model);
    }

    private static async Task<IReadOnlyList<RankView>> RanksAsync(
        HttpContext http, ProgramEngine engine, MemberProfile profile, BoardReader reader, PageLanguage language, IStringLocalizer<Texts> texts)
    {
        var ranks = new List<RankView>();
        foreach (var board in engine.Current.Definition.Boards)
        {
            var subject = board.RanksPartners ? profile.Partner : profile.Id;
            if (subject is null || await reader.ReadAsync(engine, board, null, 1, language, http.RequestAborted) is not { } top)
            {
                continue;
            }

            var url = BoardPages.Url(engine, board.Id);
            if (await reader.AroundAsync(engine, board, null, subject, 0, language, http.RequestAborted) is not { } found)
            {
                ranks.Add(new(top, url, null, null, null, language.Say(texts, "NotRanked")));
                continue;
            }

            var row = found.View.Rows.First(r => r.Subject == subject);
            var next = found.Around.ToNext is { } gain
                ? language.Say(texts, "ToNext", top.Format.Text(gain))
                : language.Say(texts, "FirstPlace");
            ranks.Add(new(top, url, row.Rank, found.View.Total, top.Format.Text(row.Score), next));
        }

        return ranks;
    }

    private static BalanceView BalanceOf(ProgramEngine engine, string currency, Balance balance, PageLanguage language)
    {
        var definition = engine.Current.Definition.Currency(currency);
        var format = ScoreFormat.Plain(definition?.Decimals ?? 0, language.Culture);
        return new(
            definition?.Name.For(language.Locale) ?? currency,
            format.Text(balance.Available),
            balance.Pending == 0 ? null : format.Text(balance.Pending));
    }

    private static LineView LineOf(ProgramEngine engine, StatementLine line, PageLanguage language, IStringLocalizer<Texts> texts)
    {
        var definition = engine.Current.Definition;
        var currency = definition.Currency(line.Currency);
        var format = ScoreFormat.Plain(currency?.Decimals ?? 0, language.Culture);
        var state = line.State switch
        {
            "pending" when line.AvailableAt is { } due => language.Say(texts, "StatePending", Day(engine, due, language)),
            _ => language.Say(texts, "StatePosted"),
        };
        var capped = line.CappedBy is { } cap ? $" · {language.Say(texts, "CappedBy", cap)}" : "";
        return new(
            line.Explanation,
            (line.Points > 0 ? "+" : "") + format.Text(line.Points),
            line.Points < 0,
            $"{Day(engine, line.At, language)} · {currency?.Name.For(language.Locale) ?? line.Currency} · {state}{capped}");
    }

    private static string Day(ProgramEngine engine, DateTimeOffset instant, PageLanguage language) =>
        engine.Current.Definition.Calendar.ToLocal(instant).ToString("d MMM yyyy", (CultureInfo)language.Culture);
}

/// <summary>What an employee's page shows.</summary>
/// <param name="Frame">The page around it.</param>
/// <param name="Name">The employee's name.</param>
/// <param name="Company">Their partner's name.</param>
/// <param name="Ranks">Their place on every board.</param>
/// <param name="Balances">Their balances.</param>
/// <param name="Lines">The latest lines of their statement.</param>
public sealed record EmployeePageModel(
    PageFrame Frame, string Name, string? Company, IReadOnlyList<RankView> Ranks, IReadOnlyList<BalanceView> Balances, IReadOnlyList<LineView> Lines);

/// <summary>A place on a board.</summary>
/// <param name="Board">The board.</param>
/// <param name="Url">Its page.</param>
/// <param name="Rank">The rank; null when not ranked.</param>
/// <param name="Total">Of how many.</param>
/// <param name="Score">The score.</param>
/// <param name="Hint">What comes next.</param>
public sealed record RankView(BoardView Board, string Url, int? Rank, int? Total, string? Score, string Hint);

/// <summary>A balance.</summary>
/// <param name="Currency">Its name.</param>
/// <param name="Available">What can be spent.</param>
/// <param name="Pending">What is still pending; null for nothing.</param>
public sealed record BalanceView(string Currency, string Available, string? Pending);

/// <summary>A line of a statement.</summary>
/// <param name="Explanation">Why.</param>
/// <param name="Points">How many, with sign.</param>
/// <param name="IsLoss">Whether points were taken.</param>
/// <param name="Meta">Day, currency and state.</param>
public sealed record LineView(string Explanation, string Points, bool IsLoss, string Meta);
