using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Engine.Programs;
using GamifiedLoyalty.Server.Api;
using GamifiedLoyalty.Server.Localization;
using GamifiedLoyalty.Server.Pages.Boards;
using GamifiedLoyalty.Server.Pages.Components;
using GamifiedLoyalty.Server.Pages.Contests.Participants;
using GamifiedLoyalty.Server.Pages.Rendering;
using GamifiedLoyalty.Server.Security;
using GamifiedLoyalty.Server.Viewing;
using Microsoft.Extensions.Localization;

namespace GamifiedLoyalty.Server.Pages.People;

/// <summary>
/// The card of an employee or partner. Whoever may see the boards sees its places and their history, which the boards tell
/// too; balances and statement are shown to those who may read them over the API.
/// </summary>
/// <param name="places">Reads places.</param>
/// <param name="histories">Reads histories.</param>
/// <param name="money">Reads balances and statements.</param>
/// <param name="contests">Reads running contests.</param>
/// <param name="frames">Makes the page around it.</param>
/// <param name="texts">Texts.</param>
/// <param name="time">Now.</param>
internal sealed class CardPages(PlaceReader places, HistoryReader histories, MoneyReader money, ContestCards contests, PageFrames frames, IStringLocalizer<Texts> texts, TimeProvider time)
{
    /// <summary>The address of a member's card.</summary>
    public static string Url(string program, OwnerRef member) =>
        $"/p/{program}/{(member.Kind == OwnerKind.Partner ? "partners" : "employees")}/{member.Id}";

    /// <summary>Answers a request for a card.</summary>
    /// <param name="http">The request.</param>
    /// <param name="member">Whose card.</param>
    /// <param name="asked">What its address says.</param>
    public async Task<IResult> ShowAsync(HttpContext http, OwnerRef member, CardQuery asked)
    {
        var engine = http.Engine();
        var definition = engine.Current.Definition;
        if (PeriodChoice.Read(definition, asked.Period) is not { } choice)
        {
            return PageMessages.For(http, PageMessage.BadPeriod, definition.Locales, Url(engine.Program, member));
        }

        var language = PageLanguage.Choose(http, definition.Locales);
        var today = definition.Calendar.DayOf(time.GetUtcNow());
        var version = engine.Version;
        if (engine.Members.Find(member) is not { } profile
            || await places.ReadAsync(engine, member, choice, today, language, http.RequestAborted) is not { } found
            || !MaySee(http.Caller(), engine, found))
        {
            return PageMessages.For(http, PageMessage.NotFound, definition.Locales, PageFrames.UrlOf(engine));
        }

        var url = Url(engine.Program, member);
        var shown = found.FirstOrDefault(p => p.IsListed && p.Board.Board == asked.Board) ?? found.FirstOrDefault(p => p.IsListed);
        var seesMoney = Viewer.SeesMoney(http.Caller(), engine, member);
        return new PageResult<CardPage>(language, new CardModel(
            frames.Of(http, engine, language, profile.Name) with { KeptQuery = asked.Kept }, engine.Program, profile.Ref, profile.Name)
        {
            Version = version,
            Company = CompanyOf(engine, profile),
            Periods = choice.Links(definition, word => url + (asked with { Period = word }).Text, language, texts),
            Places = found,
            Next = found.Where(p => p.Next is not null && !p.IsOfCompany).MinBy(p => p.Effort)?.Next,
            Contests = member.Kind == OwnerKind.Employee && http.Caller().IsPerson(engine.Program, member.Id) ? await contests.ReadAsync(http, language) : ContestCardsModel.None,
            History = shown is null ? null : await histories.ReadAsync(engine, shown, choice, today, language, http.RequestAborted),
            HistoryBoards = [.. found.Where(p => p.IsListed).Select(p => new PeriodLink(
                p.Board.Name, $"{url}{(asked with { Board = p.Board.Board }).Text}#history", p == shown))],
            Money = seesMoney
                ? await money.ReadAsync(engine, member, FreezeGate.IsOwn(http.Caller(), engine, member), asked.After, after => $"{url}{(asked with { After = after }).Text}#statement", language, http.RequestAborted)
                : null,
            Channels = [.. seesMoney ? [$"{OwnerRef.KindName(member.Kind)}/{member.Id}"] : Array.Empty<string>(), .. found.Select(p => p.Board.Channel).Distinct(StringComparer.Ordinal)],
        });
    }

    /// <summary>Strangers to a public program see who stands on a board, and nobody else.</summary>
    private static bool MaySee(Caller caller, ProgramEngine engine, IReadOnlyList<PlaceView> found) =>
        caller.MayRead(engine.Program) || found.Any(p => p is { IsListed: true, IsOfCompany: false });

    private static PeriodLink? CompanyOf(ProgramEngine engine, MemberProfile profile) =>
        (profile.Partner ?? profile.Parent) is { } partner
            ? new PeriodLink(engine.Members.NameOf(OwnerRef.Partner(partner)), Url(engine.Program, OwnerRef.Partner(partner)), false)
            : null;
}

/// <summary>The routes of cards.</summary>
internal static class CardRoutes
{
    /// <summary>Adds the cards of employees and partners.</summary>
    public static void MapCardPages(this WebApplication app)
    {
        Map(app, "employees", OwnerKind.Employee);
        Map(app, "partners", OwnerKind.Partner);
    }

    private static void Map(WebApplication app, string path, OwnerKind kind) =>
        app.MapGet(
            $"/p/{{program}}/{path}/{{id}}",
            (HttpContext http, string id, string? period, string? board, string? after, CardPages cards) =>
                cards.ShowAsync(http, new OwnerRef(kind, id), new CardQuery(period, board, after)))
            .Needs(Access.BoardPage).ExcludeFromDescription();
}

/// <summary>What the address of a card says besides whose it is.</summary>
/// <param name="Period">The period's word; null for the usual one.</param>
/// <param name="Board">The board whose history is shown; null for the first.</param>
/// <param name="After">Where the statement goes on; null for the newest lines.</param>
internal sealed record CardQuery(string? Period, string? Board, string? After)
{
    /// <summary>The same as a query, with its question mark; empty when nothing is said.</summary>
    public string Text => Kept.Length == 0 ? "" : "?" + Kept[1..];

    /// <summary>The same to be added to another query.</summary>
    public string Kept => Part("period", Period) + Part("board", Board) + Part("after", After);

    private static string Part(string name, string? value) => string.IsNullOrEmpty(value) ? "" : $"&{name}={Uri.EscapeDataString(value)}";
}
