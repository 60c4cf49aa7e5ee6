using GamifiedLoyalty.Domain.Challenges;
using GamifiedLoyalty.Server.Api;
using GamifiedLoyalty.Server.Pages.Contests.Manage;
using GamifiedLoyalty.Server.Security;

namespace GamifiedLoyalty.Server.Pages.Contests.Launch;

/// <summary>Up to three drafts side by side, each tried on the time that compares with its own.</summary>
internal sealed class ComparePages(ContestDesk desk, EffectReader effects)
{
    private const int MostDrafts = 3;

    /// <summary>The path of the page.</summary>
    public static string PathOf(string program) => $"{ContestDesk.PathOf(program)}/compare";

    /// <summary>Adds the page.</summary>
    public static void Map(WebApplication app)
    {
        app.MapGet("/p/{program}/contests/compare", (HttpContext http, string[] draft, ComparePages pages) => pages.ShowAsync(http, draft))
            .Needs(Access.Anyone).ExcludeFromDescription();
        app.MapPost("/p/{program}/contests/compare", async (HttpContext http, ContestDesk desk) => (await desk.ReceiveAsync(http)).Answer ?? Results.NoContent())
            .Needs(Access.Anyone).ExcludeFromDescription();
    }

    private async Task<IResult> ShowAsync(HttpContext http, string[] chosen)
    {
        if (!await desk.AdmitAsync(http))
        {
            return desk.SignIn(http, isWrong: false);
        }

        var engine = http.Engine();
        var words = desk.Words(http);
        var drafts = engine.ListChallenges().Select(c => c.Record).Where(c => c.Status is ChallengeStatus.Draft or ChallengeStatus.Submitted).ToList();
        var compared = drafts.Where(d => chosen.Contains(d.Id, StringComparer.Ordinal)).ToList();
        if (compared.Count == 0)
        {
            // Whoever comes without a choice sees the newest.
            compared = [.. drafts.OrderByDescending(d => d.Steps.Count > 0 ? d.Steps[^1].Version : 0)];
        }

        var columns = new List<CompareColumn>();
        foreach (var draft in compared.Take(MostDrafts))
        {
            columns.Add(new CompareColumn(
                draft.Definition.Name.For(words.Language.Locale), words.Window(draft.Start, draft.End), ManagePages.PathOf(engine.Program, draft.Id),
                await effects.ReadAsync(engine, draft.Document, words, http.RequestAborted)));
        }

        var shown = compared.Take(MostDrafts).Select(d => d.Id).ToHashSet(StringComparer.Ordinal);
        return ContestDesk.Page<ComparePage>(http, new CompareModel(
            desk.Frame(http, words.Say("Compare")), ContestDesk.PathOf(engine.Program),
            [.. drafts.Select(d => new CompareChoice(d.Id, d.Definition.Name.For(words.Language.Locale), words.Window(d.Start, d.End), shown.Contains(d.Id)))],
            columns));
    }
}
