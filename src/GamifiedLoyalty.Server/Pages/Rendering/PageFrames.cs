using GamifiedLoyalty.Engine.Programs;
using GamifiedLoyalty.Server.Pages.Assets;

namespace GamifiedLoyalty.Server.Pages.Rendering;

/// <summary>Makes the frames of a program's pages.</summary>
internal sealed class PageFrames(WebBundle bundle)
{
    /// <summary>The frame of a page of a program.</summary>
    /// <param name="http">The request.</param>
    /// <param name="engine">The program.</param>
    /// <param name="language">The language of the page.</param>
    /// <param name="title">What the page shows; the program's name is added.</param>
    public PageFrame Of(HttpContext http, ProgramEngine engine, PageLanguage language, string? title)
    {
        var program = engine.Current.Definition.Name.For(language.Locale);
        return new PageFrame(
            title is null ? program : $"{title} · {program}", language, bundle.Url("style.css"), bundle.Url("app.js"), http.Request.Path)
        {
            ProgramName = program,
            ProgramUrl = UrlOf(engine),
        };
    }

    /// <summary>The address of a program's home.</summary>
    public static string UrlOf(ProgramEngine engine) => $"/p/{engine.Program}";
}
