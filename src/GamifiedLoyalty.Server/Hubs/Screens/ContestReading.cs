using System.Globalization;
using GamifiedLoyalty.Engine.Challenges;
using GamifiedLoyalty.Engine.Programs;
using GamifiedLoyalty.Server.Api.Screens;
using GamifiedLoyalty.Server.Api.Screens.Scenes;
using GamifiedLoyalty.Server.Pages.Screens.Contests;

namespace GamifiedLoyalty.Server.Hubs.Screens;

/// <summary>Reads contests for the channels of screens: always as viewers see them, since everybody sees a screen.</summary>
internal static class ContestReading
{
    /// <summary>A contest as a screen shows it now; nothing when there is no such contest or screen any more.</summary>
    public static async ValueTask<ContestNow> ReadAsync(ProgramEngine engine, string screen, string id, TimeProvider time)
    {
        var version = engine.Version;
        if (engine.FindDocument(ScreenEndpoints.DocumentKind, screen)?.Body is not { } body
            || await engine.ReadStandingsAsync(id, ViewAs.Viewer, CancellationToken.None) is not { } shown)
        {
            return new(version, new Dictionary<string, byte[]>(StringComparer.Ordinal), null);
        }

        var settings = ScreenSettings.Read(body);
        var program = engine.Current.Definition;
        var locale = settings.Locale ?? program.Locales[0];
        var frame = new ContestFrame(program, shown.Challenge.Record.Definition, CultureInfo.GetCultureInfo(locale), locale);
        var rows = await ContestParts.RowsAsync(engine, shown, CancellationToken.None);
        var parts = new ContestParts(frame, new ScreenNames(engine.Members, settings.Audience), settings.Rows).Of(shown, rows);
        return new(Math.Max(version, shown.IsFrozen ? 0 : shown.Standings.Version), parts, ChallengeClock.NextChange(shown, time.GetUtcNow()));
    }
}
