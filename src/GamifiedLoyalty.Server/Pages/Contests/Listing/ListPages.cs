using GamifiedLoyalty.Domain.Challenges;
using GamifiedLoyalty.Engine.Challenges;
using GamifiedLoyalty.Server.Api;
using GamifiedLoyalty.Server.Api.Challenges;
using GamifiedLoyalty.Server.Pages.Contests.Launch;
using GamifiedLoyalty.Server.Pages.Contests.Manage;
using GamifiedLoyalty.Server.Pages.Rendering;
using GamifiedLoyalty.Server.Security;

namespace GamifiedLoyalty.Server.Pages.Contests.Listing;

/// <summary>The page of all contests of a program, with a calendar; for managers also what is not published yet.</summary>
internal sealed class ListPages(ContestDesk desk, TimeProvider time)
{
    private const int MostPast = 24;

    /// <summary>Adds the page.</summary>
    public static void Map(WebApplication app) =>
        app.MapGet("/p/{program}/contests", (HttpContext http, string? month, ListPages pages) => pages.ShowAsync(http, month))
            .Needs(Access.BoardPage).ExcludeFromDescription();

    private async Task<IResult> ShowAsync(HttpContext http, string? month)
    {
        var engine = http.Engine();
        var words = desk.Words(http);
        var isManager = await desk.IsManagerAsync(http);
        var shown = engine.ListChallenges().Where(c => isManager || ChallengeAccess.IsPublished(c.Record))
            .Select(c => (c.Record, Item: ItemOf(c, words, engine.Program, isManager))).ToList();
        var today = words.Program.Calendar.DayOf(time.GetUtcNow());
        var path = ContestDesk.PathOf(engine.Program);
        var calendar = new MonthReader(words, path).Of(
            MonthReader.Asked(month, today), today, [.. shown.Where(s => s.Record.Status != ChallengeStatus.Cancelled).OrderBy(s => s.Record.Start).ThenBy(s => s.Record.Id, StringComparer.Ordinal)]);
        var frame = desk.Frame(http, words.Say("Contests")) with { KeptQuery = month is null ? "" : $"&month={Uri.EscapeDataString(month)}" };
        return new PageResult<ListPage>(words.Language, new ListModel(
            frame, isManager, LaunchModels.PathOf(engine.Program), Groups(shown, words), calendar, $"/api/v1/programs/{engine.Program}/challenges/calendar.ics")
        {
            CompareUrl = shown.Count(s => s.Record.Status is ChallengeStatus.Draft or ChallengeStatus.Submitted) > 1 ? ComparePages.PathOf(engine.Program) : null,
        });
    }

    private static IReadOnlyList<ListGroup> Groups(List<(ChallengeRecord Record, ListItem Item)> shown, ContestWords words)
    {
        (string Id, ChallengeStatus[] Of)[] groups =
        [
            ("waiting", [ChallengeStatus.Submitted]),
            ("running", [ChallengeStatus.Open]),
            ("coming", [ChallengeStatus.Scheduled]),
            ("drafts", [ChallengeStatus.Draft]),
            ("past", [ChallengeStatus.Closed, ChallengeStatus.Settled, ChallengeStatus.Cancelled]),
        ];
        return [.. groups
            .Select(g => new ListGroup(g.Id, words.Say($"Group.{g.Id}"), [.. Ordered(g.Id, shown.Where(s => g.Of.Contains(s.Record.Status))).Take(MostPast).Select(s => s.Item)]))
            .Where(g => g.Items.Count > 0)];
    }

    /// <summary>What ends or begins next comes first; of the past, what ended last.</summary>
    private static IEnumerable<(ChallengeRecord Record, ListItem Item)> Ordered(string group, IEnumerable<(ChallengeRecord Record, ListItem Item)> items) => group switch
    {
        "running" => items.OrderBy(i => i.Record.End),
        "past" => items.OrderByDescending(i => i.Record.End),
        _ => items.OrderBy(i => i.Record.Start),
    };

    private ListItem ItemOf(ChallengeView challenge, ContestWords words, string program, bool isManager)
    {
        var record = challenge.Record;
        var definition = record.Definition;
        var manage = ManagePages.PathOf(program, record.Id);
        var now = time.GetUtcNow();
        return new ListItem(
            definition.Name.For(words.Language.Locale), isManager ? manage : $"{ContestDesk.PathOf(program)}/{record.Id}", ChallengeWords.Of(record.Status),
            words.Status(record.Status), words.Format(definition), words.Window(record.Start, record.End))
        {
            Description = definition.Description?.For(words.Language.Locale),
            Next = record.Status switch
            {
                ChallengeStatus.Open => words.Say("LeftOf", words.Left(record.End - now)),
                ChallengeStatus.Scheduled => words.Say("BeginsIn", words.Left(record.Start - now)),
                ChallengeStatus.Closed => words.Say("WaitsForSettlement"),
                _ => null,
            },
            Prize = PrizeOf(definition, words),
            ManageUrl = isManager ? manage : null,
        };
    }

    private static string? PrizeOf(ChallengeDefinition definition, ContestWords words)
    {
        if (definition.Prizes.Prizes.Count == 0)
        {
            return null;
        }

        var first = definition.Prizes.Prizes[0];
        return first.PercentOfPot is not null || (first.Kind == PrizeKind.Reward && first.Reward is null)
            ? null
            : words.Frame(definition).Words(new PrizeShare(0, first.Kind, first.Value, first.Value, null, 1));
    }
}
