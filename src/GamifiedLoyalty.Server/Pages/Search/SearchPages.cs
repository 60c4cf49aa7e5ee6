using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Engine.Programs;
using GamifiedLoyalty.Server.Api;
using GamifiedLoyalty.Server.Localization;
using GamifiedLoyalty.Server.Pages.Boards;
using GamifiedLoyalty.Server.Pages.Components;
using GamifiedLoyalty.Server.Pages.People;
using GamifiedLoyalty.Server.Pages.Rendering;
using GamifiedLoyalty.Server.Security;
using Microsoft.Extensions.Localization;

namespace GamifiedLoyalty.Server.Pages.Search;

/// <summary>Search for a person or company; scripts show its answers below the field while somebody types.</summary>
internal static class SearchPages
{
    private const int Shown = 12;

    /// <summary>Adds the page.</summary>
    public static void MapSearchPages(this WebApplication app) =>
        app.MapGet("/p/{program}/search", ShowAsync).Needs(Access.BoardPage).ExcludeFromDescription();

    /// <summary>The address of a program's search.</summary>
    public static string Url(ProgramEngine engine) => $"/p/{engine.Program}/search";

    private static async Task<IResult> ShowAsync(
        HttpContext http, string? q, MemberIndexes indexes, BoardReader reader, PageFrames frames, IStringLocalizer<Texts> texts)
    {
        var engine = http.Engine();
        var language = PageLanguage.Choose(http, engine.Current.Definition.Locales);
        var places = new Dictionary<OwnerRef, ListedPlace>();
        var seesAll = http.Caller().MayRead(engine.Program);
        var found = string.IsNullOrWhiteSpace(q)
            ? []
            : await indexes.Of(engine.Members).FindAsync(q, Shown, async profile =>
            {
                // Strangers find who stands on a board, and nobody else.
                var place = await reader.FirstPlaceAsync(engine, profile.Ref, http.RequestAborted);
                if (place is not null)
                {
                    places[profile.Ref] = place;
                }

                return seesAll || place is not null;
            });
        var title = language.Say(texts, "SearchTitle");
        var frame = frames.Of(http, engine, language, title) with { KeptQuery = string.IsNullOrEmpty(q) ? "" : $"&q={Uri.EscapeDataString(q)}" };
        return new PageResult<SearchPage>(language, new SearchPageModel(
            frame, new SearchBoxModel(Url(engine), q ?? "", language.Locale),
            [.. found.Select(p => new SearchHit(
                p.Name,
                p.Id,
                Company(engine, p) ?? (p.Kind == OwnerKind.Partner ? language.Say(texts, "Company") : null),
                CardPages.Url(engine.Program, p.Ref),
                places.GetValueOrDefault(p.Ref) is { } place
                    ? language.Say(texts, "PlaceOn", place.Rank, BoardNames.Of(place.Board, language.Locale))
                    : null))]));
    }

    private static string? Company(ProgramEngine engine, MemberProfile profile) =>
        (profile.Partner ?? profile.Parent) is { } partner ? engine.Members.NameOf(OwnerRef.Partner(partner)) : null;
}

/// <summary>The search field.</summary>
/// <param name="Url">Where it leads.</param>
/// <param name="Text">What was typed.</param>
/// <param name="Locale">The language of the answers.</param>
public sealed record SearchBoxModel(string Url, string Text, string Locale);

/// <summary>What the search page shows.</summary>
/// <param name="Frame">The page around it.</param>
/// <param name="Box">The field.</param>
/// <param name="Hits">Who was found.</param>
public sealed record SearchPageModel(PageFrame Frame, SearchBoxModel Box, IReadOnlyList<SearchHit> Hits);

/// <summary>A member found.</summary>
/// <param name="Name">The name.</param>
/// <param name="Id">The id.</param>
/// <param name="Company">An employee's or partner's company, or that it is one.</param>
/// <param name="Url">The card.</param>
/// <param name="Place">A place on a board; null when there is none.</param>
public sealed record SearchHit(string Name, string Id, string? Company, string Url, string? Place);
