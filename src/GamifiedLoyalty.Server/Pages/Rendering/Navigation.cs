using GamifiedLoyalty.Engine.Programs;
using GamifiedLoyalty.Server.Api;
using GamifiedLoyalty.Server.Api.Challenges;
using GamifiedLoyalty.Server.Localization;
using GamifiedLoyalty.Server.Pages.Boards;
using GamifiedLoyalty.Server.Security;
using Microsoft.Extensions.Localization;

namespace GamifiedLoyalty.Server.Pages.Rendering;

/// <summary>Where one can go from every page of a program: its home, its boards, its contests, and the viewer's own card.</summary>
internal static class Navigation
{
    /// <summary>The links, at most five, so that each is wide enough for a thumb.</summary>
    public static IReadOnlyList<NavigationLink> Of(HttpContext http, ProgramEngine engine, PageLanguage language, IStringLocalizer<Texts> texts)
    {
        var home = PageFrames.UrlOf(engine);
        var path = http.Request.Path.ToString().TrimEnd('/');
        var links = new List<NavigationLink> { new("home", language.Say(texts, "NavHome"), home, IsAt(path, home)) };
        var boards = engine.Current.Definition.Boards
            .Select(b => LinkTo("ranking", BoardNames.Of(b, language.Locale), $"{home}/boards/{b.Id}", path))
            .ToArray();
        if (boards.Length > 0)
        {
            var isCurrent = boards.Any(b => b.IsCurrent);
            links.Add(new("ranking", language.Say(texts, "NavRanking"), boards[0].Url, isCurrent) { Below = boards });
        }

        if (engine.ListChallenges().Any(c => ChallengeAccess.IsPublished(c.Record)))
        {
            var contests = $"{home}/contests";
            var isBelow = path.StartsWith(contests + "/", StringComparison.Ordinal);
            links.Add(new("contests", language.Say(texts, "NavContests"), contests, isBelow || IsAt(path, contests)));
        }

        if (http.Caller() is { Kind: CallerKind.Person, Subject: { } employee } caller && caller.Concerns(engine.Program))
        {
            links.Add(LinkTo("me", language.Say(texts, "NavMe"), $"{home}/employees/{employee}", path));
        }

        // A single link would lead to where one is.
        return links.Count > 1 ? links : [];
    }

    private static NavigationLink LinkTo(string icon, string label, string url, string path) => new(icon, label, url, IsAt(path, url));

    private static bool IsAt(string path, string url) => string.Equals(path, url, StringComparison.Ordinal);
}
