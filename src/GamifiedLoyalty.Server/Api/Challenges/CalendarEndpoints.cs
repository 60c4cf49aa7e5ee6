using GamifiedLoyalty.Server.Api.Links;
using GamifiedLoyalty.Server.Hosting;
using GamifiedLoyalty.Server.Security;
using Microsoft.Extensions.Options;

namespace GamifiedLoyalty.Server.Api.Challenges;

/// <summary>The contests as a calendar to subscribe to.</summary>
internal static class CalendarEndpoints
{
    /// <summary>Adds the endpoint to the group of contests. Calendars send no key: for whom the pages of boards are, it is too.</summary>
    public static void MapCalendar(this RouteGroupBuilder challenges) =>
        challenges.MapGet("/calendar.ics", Get).Needs(Access.BoardPage)
            .WithName("readCalendar")
            .WithSummary("The contests as iCalendar (RFC 5545); without a key too when the program is public.")
            .Produces<string>(StatusCodes.Status200OK, "text/calendar")
            .Produces<ProblemShape>(StatusCodes.Status401Unauthorized, "application/problem+json")
            .Produces<ProblemShape>(StatusCodes.Status403Forbidden, "application/problem+json");

    private static IResult Get(HttpContext http, IOptions<ReachOptions> reach)
    {
        var engine = http.Engine();
        var definition = engine.Current.Definition;
        var language = Languages.Choose(http.Request, definition.Locales);
        var shown = engine.ListChallenges().Select(c => c.Record).Where(ChallengeAccess.IsPublished).Reverse();
        var text = new CalendarWriter(engine.Program, language).Write(
            definition.Name.For(language), shown, c => PublicAddress.Of(http.Request, reach.Value, $"/p/{engine.Program}/contests/{c.Id}"));
        return Results.Text(text, CalendarWriter.MediaType);
    }
}
