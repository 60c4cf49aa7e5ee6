using GamifiedLoyalty.Engine.Programs;
using GamifiedLoyalty.Server.Api;
using GamifiedLoyalty.Server.Localization;
using GamifiedLoyalty.Server.Pages.Assets;
using GamifiedLoyalty.Server.Security;
using Microsoft.Extensions.Localization;

namespace GamifiedLoyalty.Server.Pages.Rendering;

/// <summary>Makes the frames of pages.</summary>
internal sealed class PageFrames(WebBundle bundle, IStringLocalizer<Texts> texts, TimeProvider time)
{
    /// <summary>The frame of a page that belongs to no program, or to one that its reader may not see.</summary>
    /// <param name="http">The request.</param>
    /// <param name="language">The language of the page.</param>
    /// <param name="title">What the page shows.</param>
    public PageFrame Bare(HttpContext http, PageLanguage language, string title) =>
        new(title, language, bundle.Url("style.css"), bundle.Url("app.js"), http.Request.Path)
        {
            FontUrl = bundle.Url("inter-latin-wght-normal.woff2"),
            IconUrl = bundle.Url("icon.svg"),
            TouchIconUrl = bundle.Url("icon-180.png"),
            Theme = PageTheme.Choose(http),
        };

    /// <summary>The frame of a page of a program.</summary>
    /// <param name="http">The request.</param>
    /// <param name="engine">The program.</param>
    /// <param name="language">The language of the page.</param>
    /// <param name="title">What the page shows; the program's name is added.</param>
    public PageFrame Of(HttpContext http, ProgramEngine engine, PageLanguage language, string? title)
    {
        var definition = engine.Current.Definition;
        var program = definition.Name.For(language.Locale);
        var home = UrlOf(engine);
        return Bare(http, language, title is null ? program : $"{title} · {program}") with
        {
            ProgramName = program,
            ProgramUrl = home,
            ManifestUrl = $"{home}/{Install.ManifestEndpoints.FileName}",
            Navigation = Navigation.Of(http, engine, language, texts),
            SignOutUrl = http.Caller().Kind == CallerKind.Person ? $"{home}/{Install.SignOutPages.Segment}" : null,
            MadeAt = definition.Calendar.ToLocal(time.GetUtcNow()).ToString("g", language.Culture),
            TimeZone = definition.Calendar.Zone,
        };
    }

    /// <summary>The address of a program's home.</summary>
    public static string UrlOf(ProgramEngine engine) => $"/p/{engine.Program}";
}
