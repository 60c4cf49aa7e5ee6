using System.Text;
using System.Text.Json;
using GamifiedLoyalty.Domain.Challenges;
using GamifiedLoyalty.Engine.Challenges;
using GamifiedLoyalty.Server.Api;
using GamifiedLoyalty.Server.Api.Challenges;
using GamifiedLoyalty.Server.Api.Screens.Scenes;
using GamifiedLoyalty.Server.Pages.Screens.Contests;

namespace GamifiedLoyalty.Server.Pages.Screens.Scenes;

/// <summary>Reads the scenes that show contests, always as viewers see them.</summary>
internal static class ContestScenes
{
    private const int WinnersShown = 8;

    /// <summary>The scene of a contest; null when the program has none of that id, or it is not published.</summary>
    public static async Task<SceneView?> ReadAsync(SceneFrame frame, SceneSettings scene, string id, CancellationToken cancellationToken)
    {
        if (await frame.Engine.ReadStandingsAsync(id, ViewAs.Viewer, cancellationToken) is not { } shown
            || !ChallengeAccess.IsPublished(shown.Challenge.Record))
        {
            return null;
        }

        var challenge = shown.Challenge.Record;
        var name = challenge.Definition.Name.For(frame.Language.Locale);
        var address = frame.Absolute($"/p/{frame.Engine.Program}/contests/{id}");
        if (scene is SceneSettings.Countdown countdown)
        {
            return new SceneView.Countdown(countdown.Title?.For(frame.Language.Locale) ?? name)
            {
                Key = scene.Key,
                Seconds = scene.Seconds,
                Address = address,
                ShortAddress = frame.ShortAddress,
                Ends = challenge.Status == ChallengeStatus.Scheduled ? challenge.Start : challenge.End,
            };
        }

        var rows = await ContestParts.RowsAsync(frame.Engine, shown, cancellationToken);
        return ViewOf(frame, scene, shown, rows, name) with { Address = address };
    }

    private static SceneView.Contest ViewOf(
        SceneFrame frame, SceneSettings scene, StandingsView shown, IReadOnlyList<ChallengeRow> rows, string name)
    {
        var challenge = shown.Challenge.Record;
        var written = new ContestFrame(frame.Definition, challenge.Definition, frame.Language.Culture, frame.Language.Locale);
        var parts = new ContestParts(written, frame.Names, frame.Settings.Rows);
        var isRunning = challenge.Status is ChallengeStatus.Scheduled or ChallengeStatus.Open;
        return new SceneView.Contest(challenge.Id, name, KindOf(scene))
        {
            Key = scene.Key,
            Seconds = scene.Seconds,
            Address = "",
            ShortAddress = frame.ShortAddress,
            Ends = isRunning ? challenge.End : null,
            Format = written.Format,
            Channel = $"screen/{frame.Screen}/challenge/{challenge.Id}",
            Scores = written.Scores,
            Shown = written.Shown,
            Parts = frame.IsRehearsal ? "{}" : Json(parts.Of(shown, rows)),
            Rows = frame.IsRehearsal ? [] : [.. rows.Take(scene is SceneSettings.Standings ? frame.Settings.Rows : WinnersShown).Select(r => new ContestRow(
                r.Place, frame.Names.Name(new(challenge.Definition.RanksPartners ? Domain.Members.OwnerKind.Partner : Domain.Members.OwnerKind.Employee, r.Subject)),
                written.Shown.Text(parts.ShownOf(r))))],
        };
    }

    private static string KindOf(SceneSettings scene) => scene switch
    {
        SceneSettings.Winners => "winners",
        SceneSettings.Podium => "contest-podium",
        _ => "contest",
    };

    private static string Json(SortedDictionary<string, byte[]> parts)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, JsonAnswer.Options))
        {
            writer.WriteStartObject();
            foreach (var (name, json) in parts)
            {
                writer.WritePropertyName(name);
                writer.WriteRawValue(json, skipInputValidation: true);
            }

            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }
}
