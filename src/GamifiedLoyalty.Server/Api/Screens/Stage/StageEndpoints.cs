using GamifiedLoyalty.Server.Api.Screens.Scenes;
using GamifiedLoyalty.Server.Security;

namespace GamifiedLoyalty.Server.Api.Screens.Stage;

/// <summary>Conducting all screens of a program at once.</summary>
internal static class StageEndpoints
{
    /// <summary>Adds the endpoints to the group of a program.</summary>
    public static void MapStage(this RouteGroupBuilder programs)
    {
        programs.MapGet("/stage", Get).Needs(Access.Manage)
            .Describe<StageBody>("readStage", "What the conductor shows on all screens.");
        programs.MapPut("/stage", PutAsync).Needs(Access.Manage)
            .Describe<StageAnswer>("putStage", "Shows a scene on all screens, or gives them back their playlists; hold; rehearsal.")
            .Accepts<StageWish>("application/json");
        programs.MapPost("/stage/undo", UndoAsync).Needs(Access.Manage)
            .Describe<StageAnswer>("undoStage", "Shows on all screens what they showed before.");
        programs.MapPost("/stage/celebration", CelebrateAsync).Needs(Access.Manage)
            .Describe<StageAnswer>("celebrateStage", "Celebrates on all screens.").Accepts<StageCelebrationBody>("application/json");
    }

    private static JsonAnswer Get(HttpContext http)
    {
        var engine = http.Engine();
        var version = engine.Version;
        var stage = StageDocument.Of(engine);
        return JsonAnswer.Ok(writer =>
        {
            writer.WriteStartObject();
            writer.WriteNumber("version", version);
            StageDocument.WriteFields(writer, stage);
            writer.WriteEndObject();
        });
    }

    private static async Task<IResult> PutAsync(HttpContext http, StageDesk desk)
    {
        var context = SceneContext.Of(http.Engine());
        var (wish, problem) = await JsonBody.ReadObjectAsync(http, reader => Wish.Read(reader, context));
        return wish is null ? problem! : Told(await desk.ChangeAsync(http, wish.Apply, "stage.set"));
    }

    private static async Task<IResult> UndoAsync(HttpContext http, StageDesk desk) =>
        Told(await desk.ChangeAsync(http, stage => stage.Undo(), "stage.undone"));

    private static async Task<IResult> CelebrateAsync(HttpContext http, StageDesk desk, TimeProvider time)
    {
        var (celebration, problem) = await JsonBody.ReadObjectAsync(
            http, reader => StageDesk.Celebration(reader.RequiredText("text"), reader.Text("small"), time));
        return celebration is null ? problem! : Told(await desk.ChangeAsync(http, stage => stage with { Celebration = celebration }, "stage.celebrated"));
    }

    private static JsonAnswer Told((StageState Stage, long Version) changed) => JsonAnswer.Ok(writer =>
    {
        writer.WriteStartObject();
        writer.WriteNumber("step", changed.Stage.Step);
        writer.WriteNumber("version", changed.Version);
        writer.WriteEndObject();
    });

    /// <summary>What a PUT asks for: the whole of what a conductor sets.</summary>
    private sealed record Wish(SceneSettings? Scene, bool Hold, bool Rehearsal)
    {
        public static Wish Read(FieldReader reader, SceneContext context)
        {
            var scene = reader.Value("scene") is { } value ? reader.Object(value, reader.At("scene"), r => SceneFields.Read(r, context)) : null;
            return new(scene, reader.Flag("hold") ?? false, reader.Flag("rehearsal") ?? false);
        }

        public StageState Apply(StageState stage) => stage.Show(Scene) with { Hold = Hold, Rehearsal = Rehearsal };
    }
}
