using System.Globalization;
using GamifiedLoyalty.Server.Localization;
using GamifiedLoyalty.Server.Pages.Components;
using Microsoft.Extensions.Localization;

namespace GamifiedLoyalty.Server.Pages.Rendering;

/// <summary>What a page has to tell instead of showing something.</summary>
internal enum PageMessage
{
    /// <summary>There is nothing at the address; 404.</summary>
    NotFound,

    /// <summary>Only members may see it; 401.</summary>
    Unauthorized,

    /// <summary>Only somebody else may see it; 403.</summary>
    Forbidden,

    /// <summary>A personal link that was used or has expired; 410.</summary>
    Gone,

    /// <summary>The board does not offer the period; 404.</summary>
    BadPeriod,

    /// <summary>Too many attempts; 429.</summary>
    TooMany,

    /// <summary>The server is not ready; 503.</summary>
    Busy,

    /// <summary>Something went wrong; 500 and the like.</summary>
    Failed,

    /// <summary>There is no network; kept by the service worker for pages that it has no copy of.</summary>
    Offline,

    /// <summary>Signing out could not reach the server; kept by the service worker.</summary>
    SignOutLater,

    /// <summary>The session has ended.</summary>
    SignedOut,
}

/// <summary>What a message page shows.</summary>
/// <param name="Frame">The page around it.</param>
/// <param name="Title">What happened.</param>
/// <param name="Hint">What to do.</param>
/// <param name="Code">What to tell whoever is asked about it; null when nothing is wrong.</param>
public sealed record MessageModel(PageFrame Frame, string Title, string Hint, string? Code)
{
    /// <summary>Whether asking for the page once more may help.</summary>
    public bool CanRetry { get; init; }
}

/// <summary>Friendly pages for what cannot be shown.</summary>
internal static class PageMessages
{
    /// <summary>The page for a message, in the language of the request.</summary>
    /// <param name="http">The request.</param>
    /// <param name="message">What to tell.</param>
    /// <param name="offered">The program's languages, when a program is known.</param>
    /// <param name="programUrl">Where the way back leads, if anywhere.</param>
    /// <param name="status">The status code; null for that of the message.</param>
    /// <param name="code">The code of the fault, for who reports it; null for the status code.</param>
    public static IResult For(
        HttpContext http, PageMessage message, IReadOnlyList<string>? offered = null, string? programUrl = null, int? status = null, string? code = null)
    {
        var language = PageLanguage.Choose(http, offered);
        var texts = http.RequestServices.GetRequiredService<IStringLocalizer<Texts>>();
        var frames = http.RequestServices.GetRequiredService<PageFrames>();
        var title = language.Say(texts, $"{message}Title");
        var answer = status ?? StatusOf(message);
        var shownCode = code ?? answer.ToString(CultureInfo.InvariantCulture);
        var frame = frames.Bare(http, language, title) with { ProgramUrl = programUrl };
        return new PageResult<MessagePage>(language, new MessageModel(frame, title, language.Say(texts, $"{message}Hint"), answer == StatusCodes.Status200OK ? null : shownCode)
        {
            CanRetry = message is PageMessage.Offline or PageMessage.Busy or PageMessage.Failed,
        }, answer);
    }

    private static int StatusOf(PageMessage message) => message switch
    {
        PageMessage.Unauthorized => StatusCodes.Status401Unauthorized,
        PageMessage.Forbidden => StatusCodes.Status403Forbidden,
        PageMessage.Gone => StatusCodes.Status410Gone,
        PageMessage.TooMany => StatusCodes.Status429TooManyRequests,
        PageMessage.Busy => StatusCodes.Status503ServiceUnavailable,
        PageMessage.Failed => StatusCodes.Status500InternalServerError,
        PageMessage.Offline or PageMessage.SignOutLater or PageMessage.SignedOut => StatusCodes.Status200OK,
        _ => StatusCodes.Status404NotFound,
    };
}
