using GamifiedLoyalty.Server.Pages.Rendering;

namespace GamifiedLoyalty.Server.Pages.Contests.Launch;

/// <summary>What the page shows on which a contest is launched.</summary>
/// <param name="Frame">The page around it.</param>
/// <param name="Action">Where its form is sent.</param>
/// <param name="Proof">Name and value of the hidden field by which the form proves that it came from here.</param>
public sealed record LaunchModel(PageFrame Frame, string Action, (string Name, string Value) Proof)
{
    /// <summary>The templates to choose from.</summary>
    public required IReadOnlyList<LaunchCard> Templates { get; init; }

    /// <summary>What is being written; null while nothing is chosen.</summary>
    public LaunchDraft? Draft { get; init; }

    /// <summary>What was just done, or is wrong, in words.</summary>
    public string? Notice { get; init; }

    /// <summary>Whether <see cref="Notice"/> tells a fault.</summary>
    public bool IsFault { get; init; }

    /// <summary>Where drafts are compared; null while there are fewer than two.</summary>
    public string? CompareUrl { get; init; }

    /// <summary>Where all contests are.</summary>
    public required string ListUrl { get; init; }
}

/// <summary>A template to choose.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Title">Its name.</param>
/// <param name="Purpose">What it is for, in a sentence.</param>
/// <param name="Url">Where it is filled in.</param>
/// <param name="IsChosen">Whether it is being filled in.</param>
public sealed record LaunchCard(string Id, string Title, string Purpose, string Url, bool IsChosen);

/// <summary>A contest that is being written.</summary>
/// <param name="Id">Its id; stays with the form, so that sending it twice makes one contest.</param>
/// <param name="Title">What it is made from.</param>
public sealed record LaunchDraft(string Id, string Title)
{
    /// <summary>The template; null when the document is written by hand.</summary>
    public string? Template { get; init; }

    /// <summary>The inputs of the template.</summary>
    public IReadOnlyList<LaunchInput> Inputs { get; init; } = [];

    /// <summary>The document as text, for whoever writes it by hand; null with a template.</summary>
    public string? Document { get; init; }

    /// <summary>What is wrong and belongs to no input.</summary>
    public IReadOnlyList<LaunchFault> Faults { get; init; } = [];

    /// <summary>What it would bring; null while something is wrong.</summary>
    public LaunchEffect? Effect { get; init; }

    /// <summary>The address of the picture of the screen; null while something is wrong.</summary>
    public string? PreviewUrl { get; init; }

    /// <summary>Whether a second person has to approve it.</summary>
    public bool NeedsApproval { get; init; }

    /// <summary>The place where approval begins, in words; null when the program never asks for it.</summary>
    public string? ApprovalHint { get; init; }
}

/// <summary>An input of the form.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Kind">Which element it is: <c>moment</c>, <c>text</c>, <c>number</c>, <c>choice</c> or <c>members</c>.</param>
/// <param name="Label">What a person calls it.</param>
/// <param name="Value">What it holds.</param>
public sealed record LaunchInput(string Id, string Kind, string Label, string Value)
{
    /// <summary>Whether something must be given.</summary>
    public bool IsRequired { get; init; }

    /// <summary>What stands in it while it is empty.</summary>
    public string? Placeholder { get; init; }

    /// <summary>A sentence below it.</summary>
    public string? Hint { get; init; }

    /// <summary>What can be chosen, or is suggested: value and words.</summary>
    public IReadOnlyList<(string Value, string Text)> Choices { get; init; } = [];

    /// <summary>What is wrong with it.</summary>
    public string? Fault { get; init; }
}

/// <summary>Something that is wrong with a document.</summary>
/// <param name="Text">What, in words.</param>
/// <param name="Pointer">Where, as a JSON pointer.</param>
/// <param name="Line">The line of the text, from 1; null when it has none.</param>
/// <param name="Quote">What stands there.</param>
public sealed record LaunchFault(string Text, string? Pointer, int? Line, string? Quote);

/// <summary>What a draft would have brought.</summary>
/// <param name="Name">What the contest is called.</param>
public sealed record LaunchEffect(string Name)
{
    /// <summary>Which time it was tried on.</summary>
    public required string Window { get; init; }

    /// <summary>Whether nobody sold anything that counts in that time.</summary>
    public required bool IsEmpty { get; init; }

    /// <summary>The least cost.</summary>
    public required string Minimum { get; init; }

    /// <summary>The cost that it would have had.</summary>
    public required string Expected { get; init; }

    /// <summary>The most cost.</summary>
    public required string Maximum { get; init; }

    /// <summary>What the least cost and the expected cost are of the most, in percent.</summary>
    public required (string Minimum, string Expected) Shares { get; init; }

    /// <summary>How many win out of how many, in words.</summary>
    public required string Winning { get; init; }

    /// <summary>The first winners.</summary>
    public required IReadOnlyList<EffectWinner> Winners { get; init; }

    /// <summary>How many partners get nothing, in words.</summary>
    public required string Nothing { get; init; }

    /// <summary>Which.</summary>
    public required IReadOnlyList<string> NothingNames { get; init; }

    /// <summary>What else there is to know, a sentence each.</summary>
    public required IReadOnlyList<string> Notes { get; init; }
}

/// <summary>Somebody who would have won.</summary>
/// <param name="Place">The place.</param>
/// <param name="Name">Who.</param>
/// <param name="Company">The partner's name, for employees.</param>
/// <param name="Score">With how much.</param>
/// <param name="Prize">What.</param>
public sealed record EffectWinner(int Place, string Name, string? Company, string Score, string Prize);

/// <summary>Up to three drafts side by side.</summary>
/// <param name="Frame">The page around it.</param>
/// <param name="ListUrl">Where all contests are.</param>
/// <param name="Drafts">The drafts that can be compared.</param>
/// <param name="Columns">Those that are.</param>
public sealed record CompareModel(PageFrame Frame, string ListUrl, IReadOnlyList<CompareChoice> Drafts, IReadOnlyList<CompareColumn> Columns);

/// <summary>A draft that can be compared.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Window">When it takes place.</param>
/// <param name="IsChosen">Whether it is compared.</param>
public sealed record CompareChoice(string Id, string Name, string Window, bool IsChosen);

/// <summary>A draft that is compared.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Window">When it takes place.</param>
/// <param name="ManageUrl">Where it is launched.</param>
/// <param name="Effect">What it would have brought; null when it cannot be tried.</param>
public sealed record CompareColumn(string Name, string Window, string ManageUrl, LaunchEffect? Effect);
