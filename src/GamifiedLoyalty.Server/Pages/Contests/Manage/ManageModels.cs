using GamifiedLoyalty.Domain.Challenges;
using GamifiedLoyalty.Engine.Challenges;
using GamifiedLoyalty.Engine.Ports;
using GamifiedLoyalty.Server.Api;
using GamifiedLoyalty.Server.Api.Challenges;
using GamifiedLoyalty.Server.Pages.Contests.Launch;
using GamifiedLoyalty.Server.Pages.Screens.Stage;
using GamifiedLoyalty.Server.Pages.Sponsors;

namespace GamifiedLoyalty.Server.Pages.Contests.Manage;

/// <summary>Fills the page on which a manager conducts a contest.</summary>
internal sealed class ManageModels(ContestDesk desk, IAccessStore access, TimeProvider time)
{
    private const int MostRows = 200;

    /// <summary>The page of a contest; null when there is none.</summary>
    /// <param name="http">The request.</param>
    /// <param name="id">The contest.</param>
    /// <param name="explain">Who is explained; null for nobody.</param>
    /// <param name="notice">What to tell, in words.</param>
    /// <param name="isFault">Whether that is a fault.</param>
    public async Task<ManageModel?> OfAsync(HttpContext http, string id, string? explain, string? notice, bool isFault)
    {
        var engine = http.Engine();
        if (await engine.ReadStandingsAsync(id, ViewAs.Manager, http.RequestAborted) is not { } shown)
        {
            return null;
        }

        var words = desk.Words(http);
        var record = shown.Challenge.Record;
        var names = await NamesAsync(http);
        var rows = new ManageRows(words, record, new SubjectNames(engine.Members, record.Definition.RanksPartners), ManagePages.PathOf(engine.Program, id));
        var isOpen = record.Status is not (ChallengeStatus.Settled or ChallengeStatus.Cancelled);
        var isPublished = ChallengeAccess.IsPublished(record);
        string NameOf(string actor) => ActorName(actor, names, words);
        return new ManageModel(desk.Frame(http, record.Definition.Name.For(words.Language.Locale)), ManagePages.PathOf(engine.Program, id), desk.Proof(http))
        {
            Name = record.Definition.Name.For(words.Language.Locale),
            Status = ChallengeWords.Of(record.Status),
            StatusText = words.Status(record.Status),
            Next = NextStep.Of(shown.Challenge, words, NameOf, time.GetUtcNow()),
            Facts = [.. ManageFacts.Of(shown.Challenge, words, desk.Counting(http, record.Definition))],
            Deeds = ManageDeeds.Of(record, shown.Standings.Rows.Count, isPublished ? ManageScreens.IsOn(engine, id) : null, words),
            Settling = record.Status == ChallengeStatus.Closed ? Settling(shown.Standings, rows, words, record) : null,
            CanCancel = isOpen,
            EditUrl = record.Status is ChallengeStatus.Draft or ChallengeStatus.Submitted ? $"{LaunchModels.PathOf(engine.Program)}?draft={id}" : null,
            PublicUrl = isPublished ? $"{ContestDesk.PathOf(engine.Program)}/{id}" : null,
            Screens = isPublished && ManageScreens.IsOn(engine, id) ? ManageScreens.Of(engine, words.Language.Locale) : [],
            StageUrl = isPublished ? StageModels.PathOf(engine.Program) : null,
            SponsorsUrl = record.Definition.Prizes.Sponsor is null ? null : SponsorPages.PathOf(engine.Program),
            ListUrl = ContestDesk.PathOf(engine.Program),
            Notice = notice,
            IsFault = isFault,
            Frozen = record.FrozenAt is null ? null : record.RevealedFrom is { } from ? words.Say("RevealedFrom", from) : words.Say("FrozenNow"),
            Rows = [.. shown.Standings.Rows.Take(MostRows).Select(rows.Row)],
            More = shown.Standings.Rows.Count > MostRows ? words.Say("MoreRows", words.Number(shown.Standings.Rows.Count - MostRows)) : null,
            Cost = !isOpen ? null : words.Cost(shown.Standings.Cost, record.Definition.Prizes),
            Explained = explain is null ? null : await ExplainAsync(http, id, explain, rows, words),
            Settlement = await engine.ReadSettlementAsync(id, http.RequestAborted) is { } settled ? rows.Settlement(settled) : null,
            Steps = [.. record.Steps.Reverse().Select(s => new ManageStep(
                words.Say($"Step.{ChallengeWords.Of(s.Action)}"), NameOf(s.Actor), words.Moment(s.At), s.Reason))],
        };
    }

    /// <summary>The cost of a contest's prizes as a form carries it.</summary>
    public static string Expected(PrizeCost cost) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{cost.Points}/{cost.Money}");

    private static ManageSettling Settling(ChallengeStandings standings, ManageRows rows, ContestWords words, ChallengeRecord record) =>
        new(rows.Prizes(standings), words.Cost(standings.Cost, record.Definition.Prizes), Expected(standings.Cost));

    private static async Task<ManageExplanation?> ExplainAsync(HttpContext http, string id, string subject, ManageRows rows, ContestWords words)
    {
        var engine = http.Engine();
        if (await engine.ExplainAsync(id, subject, ViewAs.Manager, http.RequestAborted) is not { } explained)
        {
            return null;
        }

        var names = new SubjectNames(engine.Members, explained.Challenge.Record.Definition.RanksPartners);
        return rows.Explanation(explained, new ExplanationTexts(words.Program, names, words.Language.Locale));
    }

    private async Task<Dictionary<string, string>> NamesAsync(HttpContext http) =>
        (await access.ListKeysAsync(http.RequestAborted)).ToDictionary(k => $"key:{k.Id}", k => k.Name, StringComparer.Ordinal);

    private static string ActorName(string actor, Dictionary<string, string> keys, ContestWords words) =>
        actor == ChallengeOccasion.Clock ? words.Say("ByClock") : keys.GetValueOrDefault(actor) ?? words.Find($"Actor.{actor}") ?? actor;
}
