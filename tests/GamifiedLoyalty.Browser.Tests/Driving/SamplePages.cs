namespace GamifiedLoyalty.Browser.Tests.Driving;

/// <summary>Every page of the product, once; whoever adds a page adds a line, and tests and screenshots cover it.</summary>
internal static class SamplePages
{
    public static IReadOnlyList<SamplePage> All { get; } =
    [
        new("home", "/p/acme"),
        new("home-signed-in", "/p/acme") { SignedIn = true },
        new("board", "/p/acme/boards/revenue") { SignedIn = true },
        new("board-of-a-day", "/p/acme/boards/revenue?period=2020-01-01"),
        new("card", $"/p/acme/employees/{SampleSite.Person}") { SignedIn = true },
        new("card-of-a-colleague", "/p/acme/employees/e05"),
        new("card-of-a-partner", "/p/acme/partners/p1") { SignedIn = true },
        new("home-of-a-day", "/p/acme?period=day"),
        new("search", "/p/acme/search?q=li"),
        new("contest", "/p/acme/contests/sprint") { SignedIn = true },
        new("contest-of-teams", "/p/acme/contests/teams"),
        new("contest-bracket", "/p/acme/contests/cup"),
        new("contest-duels", "/p/acme/contests/night") { SignedIn = true },
        new("fresh-home", "/p/fresh"),
        new("fresh-board", "/p/fresh/boards/revenue"),
        new("not-found", "/p/acme/nothing"),
        new("members-only", "/p/closed"),
        new("offline", "/offline"),
        new("screen-settings-sign-in", "/p/acme/screens/lobby/settings"),
        new("screen-settings", "/p/acme/screens/lobby/settings") { SignedIn = true },
        new("stage-sign-in", "/p/acme/stage"),
        new("stage", "/p/acme/stage") { SignedIn = true },
        new("contests", "/p/acme/contests"),
        new("contests-manager", "/p/acme/contests") { SignedIn = true },
        new("contests-none", "/p/fresh/contests"),
        new("contest-sign-in", "/p/acme/contests/new"),
        new("contest-templates", "/p/acme/contests/new") { SignedIn = true },
        new("contest-new", "/p/acme/contests/new?template=weekendSprint") { SignedIn = true },
        new("contest-new-incomplete", "/p/acme/contests/new?template=productPush") { SignedIn = true },
        new("contest-manage", "/p/acme/contests/sprint/manage") { SignedIn = true },
        new("contest-explained", $"/p/acme/contests/sprint/manage?explain={SampleSite.Person}") { SignedIn = true },
        new("screen", "") { IsScreen = true },
    ];

    /// <summary>The pages that people open on their own devices.</summary>
    public static IEnumerable<SamplePage> Personal => All.Where(p => !p.IsScreen);
}

/// <summary>A page.</summary>
/// <param name="Name">For messages and file names.</param>
/// <param name="Path">Its path and query.</param>
internal sealed record SamplePage(string Name, string Path)
{
    /// <summary>Whether it is looked at by the person of the <see cref="SampleSite"/>.</summary>
    public bool SignedIn { get; init; }

    /// <summary>Whether it is the large screen, which nobody operates.</summary>
    public bool IsScreen { get; init; }

    /// <summary>Its address; that of the screen with its key where there is no path.</summary>
    public string UrlOn(SampleSite site) => Path.Length == 0 ? site.Screen : site.Site.Url + Path;
}
