namespace GamifiedLoyalty.Server.Pages.Rendering;

/// <summary>What every page needs besides its content.</summary>
/// <param name="Title">The document's title.</param>
/// <param name="Language">The language of the page.</param>
/// <param name="StyleUrl">Address of the style sheet.</param>
/// <param name="ScriptUrl">Address of the script.</param>
/// <param name="Path">The page's own path.</param>
public sealed record PageFrame(string Title, PageLanguage Language, string StyleUrl, string ScriptUrl, string Path)
{
    /// <summary>The address of the font with the characters that nearly every page shows, fetched before the style sheet asks for it.</summary>
    public required string FontUrl { get; init; }

    /// <summary>The address of the icon as SVG.</summary>
    public required string IconUrl { get; init; }

    /// <summary>The address of the icon as PNG of 180 pixels, for home screens that take no SVG.</summary>
    public required string TouchIconUrl { get; init; }

    /// <summary>The program's name, when there is a program.</summary>
    public string? ProgramName { get; init; }

    /// <summary>The address of the program's page.</summary>
    public string? ProgramUrl { get; init; }

    /// <summary>The address of the web manifest that lets the program be installed.</summary>
    public string? ManifestUrl { get; init; }

    /// <summary>A key from the address that scripts hand to the hub; screens have one.</summary>
    public string? Key { get; init; }

    /// <summary>Extra query that links to this page in another language or appearance keep, such as <c>&amp;period=2026-Q4</c>; empty or starting with an ampersand.</summary>
    public string KeptQuery { get; init; } = "";

    /// <summary>The appearance chosen: <c>light</c> or <c>dark</c>; null when the device decides.</summary>
    public string? Theme { get; init; }

    /// <summary>Where one can go from every page of the program, most important first.</summary>
    public IReadOnlyList<NavigationLink> Navigation { get; init; } = [];

    /// <summary>Where the viewer signs out; null for who is not signed in.</summary>
    public string? SignOutUrl { get; init; }

    /// <summary>When the page was made, in the program's zone, in words; for pages that are printed, or shown later without a network.</summary>
    public string? MadeAt { get; init; }

    /// <summary>The program's time zone, an IANA name.</summary>
    public string? TimeZone { get; init; }
}

/// <summary>A link of the navigation.</summary>
/// <param name="Icon">The icon's name: <c>home</c>, <c>ranking</c>, <c>contests</c> or <c>me</c>.</param>
/// <param name="Label">One or two words.</param>
/// <param name="Url">Where it leads.</param>
/// <param name="IsCurrent">Whether the page is the one it leads to, or below it.</param>
public sealed record NavigationLink(string Icon, string Label, string Url, bool IsCurrent)
{
    /// <summary>Links below this one, shown where there is room for them.</summary>
    public IReadOnlyList<NavigationLink> Below { get; init; } = [];
}
