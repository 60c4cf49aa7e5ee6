using System.Runtime.CompilerServices;
using GamifiedLoyalty.Engine.Ports;
using GamifiedLoyalty.Engine.Programs;
using GamifiedLoyalty.Server.Api.Screens;
using GamifiedLoyalty.Server.Api.Screens.Stage;

namespace GamifiedLoyalty.Server.Hubs.Screens;

/// <summary>What a screen shows, in its playlist or because a conductor launched it; it may follow nothing else.</summary>
internal static class ScreenShows
{
    // Every viewer is checked every few seconds; a document is read once, and what was read goes with it when it is replaced.
    private static readonly ConditionalWeakTable<StoredDocument, ScreenSettings> Settings = [];
    private static readonly ConditionalWeakTable<StoredDocument, StageState> Stages = [];

    /// <summary>
    /// Whether it shows a board. A screen for an audience follows boards as that audience may see them, and not as they are.
    /// </summary>
    public static bool Board(ProgramEngine engine, string screen, string board, bool isMasked) =>
        Find(engine, screen) is { } settings && (isMasked || settings.Audience.IsEveryone)
        && (settings.ShownBoards.Any(b => string.Equals(b.Board, board, StringComparison.Ordinal))
            || string.Equals(StageOf(engine).Scene?.Shown?.Board, board, StringComparison.Ordinal));

    /// <summary>Whether it shows a contest.</summary>
    public static bool Challenge(ProgramEngine engine, string screen, string challenge) =>
        Find(engine, screen) is { } settings
        && settings.Scenes.Select(s => s.Challenge).Append(StageOf(engine).Scene?.Challenge).Contains(challenge, StringComparer.Ordinal);

    /// <summary>The settings of a screen as they are now; null when there is no such screen.</summary>
    public static ScreenSettings? Find(ProgramEngine engine, string screen) =>
        engine.FindDocument(ScreenEndpoints.DocumentKind, screen) is { } document ? Settings.GetValue(document, d => ScreenSettings.Read(d.Body!)) : null;

    private static StageState StageOf(ProgramEngine engine) =>
        engine.FindDocument(StageDocument.Kind, StageDocument.Id) is { } document ? Stages.GetValue(document, d => StageDocument.Read(d.Body!)) : StageState.Initial;
}
