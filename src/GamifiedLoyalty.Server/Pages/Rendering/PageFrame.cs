namespace GamifiedLoyalty.Server.Pages.Rendering;

/// <summary>What every page needs besides its content.</summary>
/// <param name="Title">The document's title.</param>
/// <param name="Language">The language of the page.</param>
/// <param name="StyleUrl">Address of the style sheet.</param>
/// <param name="ScriptUrl">Address of the script.</param>
/// <param name="Path">The page's own path.</param>
public sealed record PageFrame(string Title, PageLanguage Language, string StyleUrl, string ScriptUrl, string Path)
{
    /// <summary>The program's name, when there is a program.</summary>
    public string? ProgramName { get; init; }

    /// <summary>The address of the program's page.</summary>
    public string? ProgramUrl { get; init; }

    /// <summary>A key from the address that scripts hand to the hub; screens have one.</summary>
    public string? Key { get; init; }

    /// <summary>Extra query that language links keep, such as <c>&amp;period=2026-Q4</c>; empty or starting with an ampersand.</summary>
    public string KeptQuery { get; init; } = "";
}
