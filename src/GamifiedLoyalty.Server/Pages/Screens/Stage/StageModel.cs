using GamifiedLoyalty.Server.Pages.Rendering;

namespace GamifiedLoyalty.Server.Pages.Screens.Stage;

/// <summary>What the control page of a program's stage shows.</summary>
/// <param name="Frame">The page around it.</param>
/// <param name="Action">Where its forms are sent.</param>
/// <param name="Proof">Name and value of the hidden field by which a form proves that it came from here.</param>
public sealed record StageModel(PageFrame Frame, string Action, (string Name, string Value) Proof)
{
    /// <summary>What is on all screens, in words; null while each follows its own playlist.</summary>
    public string? OnNow { get; init; }

    /// <summary>Whether every screen stays where it is.</summary>
    public required bool IsHeld { get; init; }

    /// <summary>Whether screens show invented names and numbers.</summary>
    public required bool IsRehearsal { get; init; }

    /// <summary>What undo brings back, in words; null when there is nothing to undo.</summary>
    public string? Undo { get; init; }

    /// <summary>The contest that is on stage, if it can be frozen or revealed.</summary>
    public StageContest? Contest { get; init; }

    /// <summary>The scenes of the screens' playlists.</summary>
    public required IReadOnlyList<StageScene> Scenes { get; init; }

    /// <summary>The screens.</summary>
    public required IReadOnlyList<StageScreen> Screens { get; init; }

    /// <summary>Whether there may be other nodes, whose screens this one does not count.</summary>
    public bool CountsOneNode { get; init; }

    /// <summary>What was just done, or is wrong, in words.</summary>
    public string? Notice { get; init; }

    /// <summary>Whether <see cref="Notice"/> tells a fault.</summary>
    public bool IsFault { get; init; }
}

/// <summary>A contest on stage.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsFrozen">Whether what everybody sees of it stands still.</param>
/// <param name="RevealedFrom">The best place that was revealed; null when none was.</param>
public sealed record StageContest(string Name, bool IsFrozen, int? RevealedFrom);

/// <summary>A scene that can be launched.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Kind">What kind of scene, in words.</param>
/// <param name="Name">What it shows, in words.</param>
/// <param name="IsOn">Whether it is on all screens now.</param>
public sealed record StageScene(string Key, string Kind, string Name, bool IsOn);

/// <summary>A screen.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its heading.</param>
/// <param name="Connected">How many browsers show it, as far as this node knows.</param>
/// <param name="SettingsUrl">Where it is set up.</param>
/// <param name="Scenes">How many scenes its playlist has.</param>
public sealed record StageScreen(string Id, string Name, int Connected, string SettingsUrl, int Scenes);
