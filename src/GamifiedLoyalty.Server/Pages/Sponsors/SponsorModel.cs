using GamifiedLoyalty.Server.Pages.Rendering;

namespace GamifiedLoyalty.Server.Pages.Sponsors;

/// <summary>What the page of a program's sponsors shows.</summary>
/// <param name="Frame">The page around it.</param>
/// <param name="Action">Where its forms are sent.</param>
/// <param name="Proof">Name and value of the hidden field by which a form proves that it came from here.</param>
/// <param name="Sponsors">The sponsors.</param>
/// <param name="Notice">What was just done, or is wrong, in words.</param>
/// <param name="IsFault">Whether <paramref name="Notice"/> tells a fault.</param>
public sealed record SponsorModel(
    PageFrame Frame, string Action, (string Name, string Value) Proof, IReadOnlyList<SponsorLine> Sponsors, string? Notice, bool IsFault);

/// <summary>A sponsor.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Url">The path of its picture; null without one.</param>
public sealed record SponsorLine(string Id, string? Url);
