using GamifiedLoyalty.Engine.Programs;
using GamifiedLoyalty.Server.Api.Screens;
using GamifiedLoyalty.Server.Api.Screens.Stage;

namespace GamifiedLoyalty.Server.Hubs.Screens;

/// <summary>What a screen shows, in its playlist or because a conductor launched it; it may follow nothing else.</summary>
internal static class ScreenShows
{
    /// <summary>
    /// Whether it shows a board. A screen for an audience follows boards as that audience may see them, and not as they are.
    /// </summary>
    public static bool Board(ProgramEngine engine, string screen, string board, bool isMasked) =>
        Find(engine, screen) is { } settings && (isMasked || settings.Audience.IsEveryone)
        && (settings.ShownBoards.Any(b => string.Equals(b.Board, board, StringComparison.Ordinal))
            || string.Equals(StageDocument.Of(engine).Scene?.Shown?.Board, board, StringComparison.Ordinal));

    /// <summary>Whether it shows a contest.</summary>
    public static bool Challenge(ProgramEngine engine, string screen, string challenge) =>
        Find(engine, screen) is { } settings
        && settings.Scenes.Select(s => s.Challenge).Append(StageDocument.Of(engine).Scene?.Challenge).Contains(challenge, StringComparer.Ordinal);

    private static ScreenSettings? Find(ProgramEngine engine, string screen) =>
        engine.FindDocument(ScreenEndpoints.DocumentKind, screen)?.Body is { } body ? ScreenSettings.Read(body) : null;
}
