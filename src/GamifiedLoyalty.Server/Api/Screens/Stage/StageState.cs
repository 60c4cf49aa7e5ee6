using GamifiedLoyalty.Server.Api.Screens.Scenes;

namespace GamifiedLoyalty.Server.Api.Screens.Stage;

/// <summary>What the conductor wants on all screens now.</summary>
internal sealed record StageState
{
    /// <summary>How many scenes undo goes back.</summary>
    public const int MostPrevious = 20;

    /// <summary>Every screen follows its own playlist.</summary>
    public static StageState Initial { get; } = new();

    /// <summary>The scene on all screens; null while each follows its own playlist.</summary>
    public SceneSettings? Scene { get; init; }

    /// <summary>Whether every screen stays where it is.</summary>
    public bool Hold { get; init; }

    /// <summary>Whether screens show invented names and numbers only.</summary>
    public bool Rehearsal { get; init; }

    /// <summary>Counts the changes.</summary>
    public long Step { get; init; }

    /// <summary>What was on the screens before, oldest first; null stands for their playlists.</summary>
    public IReadOnlyList<SceneSettings?> Previous { get; init; } = [];

    /// <summary>What the conductor celebrated last, if anything.</summary>
    public StageCelebration? Celebration { get; init; }

    /// <summary>With another scene on all screens, or their own playlists, and the way back.</summary>
    public StageState Show(SceneSettings? scene) => scene?.Key == Scene?.Key
        ? this
        : this with { Scene = scene, Previous = [.. Previous.TakeLast(MostPrevious - 1), Scene] };

    /// <summary>With what was there before.</summary>
    public StageState Undo() => Previous.Count == 0 ? this : this with { Scene = Previous[^1], Previous = [.. Previous.SkipLast(1)] };
}

/// <summary>Something that the conductor celebrates on all screens.</summary>
/// <param name="Id">Names it, so that no screen celebrates it twice.</param>
/// <param name="At">When; a screen that comes later does not celebrate it any more.</param>
/// <param name="Text">Who or what.</param>
/// <param name="Small">Words below.</param>
internal sealed record StageCelebration(string Id, DateTimeOffset At, string Text, string? Small);
