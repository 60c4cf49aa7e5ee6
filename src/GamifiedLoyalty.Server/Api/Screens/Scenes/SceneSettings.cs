using GamifiedLoyalty.Domain;

namespace GamifiedLoyalty.Server.Api.Screens.Scenes;

/// <summary>One scene of a screen's playlist, or the one that a conductor launched; a closed set.</summary>
internal abstract record SceneSettings
{
    private SceneSettings()
    {
    }

    /// <summary>The names of the types, as documents have them.</summary>
    public static IReadOnlyList<string> Types { get; } = ["board", "podium", "countdown", "challenge", "winners", "ticker", "message", "sponsor"];

    /// <summary>The type's name in documents.</summary>
    public required string Type { get; init; }

    /// <summary>The document of the scene itself, canonical, without what a playlist says about when and how long.</summary>
    public required string Json { get; init; }

    /// <summary>Names the scene: equal scenes have the same key, whatever a playlist says about when and how long.</summary>
    public required string Key { get; init; }

    /// <summary>How long a playlist stays with it.</summary>
    public int Seconds { get; init; } = ScreenBoard.DefaultSeconds;

    /// <summary>A playlist passes it over before; null for no such limit.</summary>
    public SceneTime? From { get; init; }

    /// <summary>A playlist passes it over from then on; null for no such limit.</summary>
    public SceneTime? Until { get; init; }

    /// <summary>The board that it shows, if any.</summary>
    public virtual ScreenBoard? Shown => null;

    /// <summary>The contest that it shows, if any.</summary>
    public virtual string? Challenge => null;

    /// <summary>The rows of a board.</summary>
    public sealed record Board(ScreenBoard Of) : SceneSettings
    {
        /// <inheritdoc/>
        public override ScreenBoard? Shown => Of;
    }

    /// <summary>The first three of a board, or of a contest.</summary>
    public sealed record Podium(ScreenBoard? Of, string? Contest) : SceneSettings
    {
        /// <inheritdoc/>
        public override ScreenBoard? Shown => Of;

        /// <inheritdoc/>
        public override string? Challenge => Contest;
    }

    /// <summary>The time left until an instant, or until a contest begins or ends.</summary>
    public sealed record Countdown(SceneTime? To, string? Contest, LocalizedText? Title) : SceneSettings
    {
        /// <inheritdoc/>
        public override string? Challenge => Contest;
    }

    /// <summary>A contest as it stands, whatever its format.</summary>
    public sealed record Standings(string Id) : SceneSettings
    {
        /// <inheritdoc/>
        public override string? Challenge => Id;
    }

    /// <summary>The winners of a contest.</summary>
    public sealed record Winners(string Id) : SceneSettings
    {
        /// <inheritdoc/>
        public override string? Challenge => Id;
    }

    /// <summary>The latest sales.</summary>
    public sealed record Ticker : SceneSettings;

    /// <summary>Words.</summary>
    public sealed record Message(LocalizedText Text, LocalizedText? Small) : SceneSettings;

    /// <summary>A sponsor's words and picture: that of the sponsor <paramref name="Of"/>, whichever it is, or an address on this server.</summary>
    public sealed record Sponsor(LocalizedText Text, string? Image, string? Of) : SceneSettings;
}
