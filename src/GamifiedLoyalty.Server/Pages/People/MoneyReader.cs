using System.Globalization;
using GamifiedLoyalty.Domain.Ledger;
using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Engine.Programs;
using GamifiedLoyalty.Server.Localization;
using GamifiedLoyalty.Server.Pages.Boards;
using GamifiedLoyalty.Server.Pages.Rendering;
using GamifiedLoyalty.Server.Viewing;
using Microsoft.Extensions.Localization;

namespace GamifiedLoyalty.Server.Pages.People;

/// <summary>Reads a member's balances, and what was earned and why.</summary>
/// <param name="texts">Texts.</param>
internal sealed class MoneyReader(IStringLocalizer<Texts> texts)
{
    private const int LinesShown = 10;

    /// <summary>The balances and a page of the statement; null for those of others while a contest is frozen.</summary>
    /// <param name="engine">The program.</param>
    /// <param name="owner">Whose.</param>
    /// <param name="isOwn">Whether they are the viewer's own.</param>
    /// <param name="after">Where the page before ended; anything else shows the newest.</param>
    /// <param name="pageUrl">The page's address with such a place in it; null for the newest.</param>
    /// <param name="language">The language of the page.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<MoneyView?> ReadAsync(
        ProgramEngine engine, OwnerRef owner, bool isOwn, string? after, Func<string?, string> pageUrl, PageLanguage language, CancellationToken cancellationToken)
    {
        var cursor = after is not null && StatementView.IsCursor(after) ? after : null;
        var wallet = await engine.ReadWalletAsync(owner, cancellationToken);
        var statement = await engine.ReadStatementAsync(owner, cursor, LinesShown, language.Locale, cancellationToken);
        await FreezeGate.CatchUpAsync(engine, Math.Max(wallet.Version, statement.Version), cancellationToken);
        if (!isOwn && engine.Frozen is not null)
        {
            return null;
        }

        wallet = await ViewerMoney.OfAsync(engine, wallet, owner, cancellationToken);
        statement = ViewerMoney.Of(engine, statement);
        return new MoneyView(
            [.. wallet.Balances.Select(b => BalanceOf(engine, b.Currency, b.Balance, language))],
            [.. statement.Lines.Select(l => LineOf(engine, l, language))],
            cursor is null ? null : pageUrl(null),
            statement.Next is { } next ? pageUrl(next) : null);
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

    private LineView LineOf(ProgramEngine engine, StatementLine line, PageLanguage language)
    {
        var currency = engine.Current.Definition.Currency(line.Currency);
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

/// <summary>A member's balances and a page of the statement.</summary>
/// <param name="Balances">The balances.</param>
/// <param name="Lines">The lines, newest first.</param>
/// <param name="NewestUrl">Where the newest lines are; null when these are.</param>
/// <param name="OlderUrl">Where older lines are; null at the end.</param>
public sealed record MoneyView(IReadOnlyList<BalanceView> Balances, IReadOnlyList<LineView> Lines, string? NewestUrl, string? OlderUrl);

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
