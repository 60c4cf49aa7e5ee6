using GamifiedLoyalty.Domain;
using GamifiedLoyalty.Domain.Activities;
using GamifiedLoyalty.Engine.Programs;
using GamifiedLoyalty.Server.Security;
using GamifiedLoyalty.Server.Viewing;

namespace GamifiedLoyalty.Server.Api.Activities;

/// <summary>Finding activities.</summary>
internal static class ActivityReads
{
    /// <summary>Adds the endpoints to the group of a program.</summary>
    public static void MapActivityReads(this RouteGroupBuilder programs)
    {
        programs.MapGet("/activities/{activityId}", FindAsync).Needs(Access.Read)
            .Describe<ActivityShape>("readActivity", "An activity as it was sent and as it stands; keys that only read get 409 `frozen` while a contest is frozen.").Refuses();
        programs.MapGet("/activities", (Delegate)FindSentAsync).Needs(Access.Read)
            .Describe<ActivityShape>("findActivity", "An activity by its source (api when left out) and external id.")
            .Takes("source", "externalId").Refuses();
    }

    /// <summary>The answer when there is no such activity.</summary>
    public static IResult Unknown() => Problems.NotFound("unknownActivity", "There is no such activity.");

    /// <summary>Writes an activity in the client's language.</summary>
    public static ActivityViewWriter Writer(HttpContext http)
    {
        var definition = http.Engine().Current.Definition;
        return new ActivityViewWriter(definition, Languages.Choose(http.Request, definition.Locales));
    }

    private static async Task<IResult> FindAsync(HttpContext http, string activityId) =>
        ActivityId.TryParse(activityId, out var version)
            ? await AnswerAsync(http, await http.Engine().FindActivityAsync(version, http.RequestAborted))
            : Unknown();

    private static async Task<IResult> FindSentAsync(HttpContext http)
    {
        var externalId = http.Request.Query["externalId"].ToString();
        if (externalId.Length == 0)
        {
            return Problems.Faulty(new Fault("required", "The parameter \"externalId\" is required, and \"source\" when it is not api."));
        }

        var source = http.Request.Query["source"].ToString();
        return await AnswerAsync(http, await http.Engine().FindActivityAsync(source.Length > 0 ? source : "api", externalId, http.RequestAborted));
    }

    private static async Task<IResult> AnswerAsync(HttpContext http, ActivityView? view)
    {
        var engine = http.Engine();
        var shown = Math.Max(engine.Version, view?.Recorded.Version ?? 0);
        return await FreezeGate.RefusalAsync(http, shown, () => FreezeGate.HidesActivities(http.Caller(), engine))
            ?? (view is null ? Unknown() : JsonAnswer.Ok(json => Writer(http).Write(json, view)));
    }
}
