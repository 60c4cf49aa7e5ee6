using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using GamifiedLoyalty.Domain;
using GamifiedLoyalty.Domain.Challenges;
using GamifiedLoyalty.Domain.Challenges.Reading;
using GamifiedLoyalty.Domain.Challenges.Templates;
using GamifiedLoyalty.Server.Api;

namespace GamifiedLoyalty.Server.Pages.Contests.Launch;

/// <summary>Fills the page on which a contest is launched.</summary>
internal sealed class LaunchModels(ContestDesk desk, EffectReader effects, TimeProvider time)
{
    // Longer ones do not fit into an address.
    private const int LongestPreview = 6_000;

    /// <summary>The path of the page.</summary>
    public static string PathOf(string program) => $"{ContestDesk.PathOf(program)}/new";

    /// <summary>The document of a wish, or what is wrong with it.</summary>
    public TemplateDocument DocumentOf(HttpContext http, LaunchWish wish)
    {
        var engine = http.Engine();
        if (wish.Document is { } written)
        {
            var bytes = Encoding.UTF8.GetBytes(written);
            var faults = ChallengeReader.Read(bytes, engine.Current.Definition).Faults;
            return new(faults.Count > 0 ? default : bytes, faults);
        }

        return ChallengeTemplates.Find(wish.Template ?? "") is { } template
            ? template.Fill(new LaunchInputs(engine, template, desk.Words(http), time.GetUtcNow()).Given(wish), engine.Current.Definition, time.GetUtcNow())
            : default;
    }

    /// <summary>The page with what is wished.</summary>
    /// <param name="http">The request.</param>
    /// <param name="wish">The template or document.</param>
    /// <param name="notice">What to tell, in words.</param>
    /// <param name="refused">Faults that the program found beyond those of the document.</param>
    public async Task<LaunchModel> OfAsync(HttpContext http, LaunchWish wish, string? notice, IReadOnlyList<Fault> refused)
    {
        var engine = http.Engine();
        var words = desk.Words(http);
        var drafts = engine.ListChallenges().Count(c => c.Record.Status is ChallengeStatus.Draft or ChallengeStatus.Submitted);
        return new LaunchModel(desk.Frame(http, words.Say("NewContest")), PathOf(engine.Program), desk.Proof(http))
        {
            Templates = [.. ChallengeTemplates.All.Select(t => new LaunchCard(
                t.Id, t.Title.For(words.Language.Locale), t.Purpose.For(words.Language.Locale), $"{PathOf(engine.Program)}?template={t.Id}", t.Id == wish.Template))],
            Draft = wish.Template is null && wish.Document is null ? null : await DraftAsync(http, wish, words, refused),
            Notice = notice ?? (refused.Count > 0 ? words.Say("NotLaunched") : null),
            IsFault = refused.Count > 0,
            CompareUrl = drafts > 1 ? ComparePages.PathOf(engine.Program) : null,
            ListUrl = ContestDesk.PathOf(engine.Program),
        };
    }

    private async Task<LaunchDraft?> DraftAsync(HttpContext http, LaunchWish wish, ContestWords words, IReadOnlyList<Fault> refused)
    {
        var template = wish.Document is null ? ChallengeTemplates.Find(wish.Template ?? "") : null;
        if (template is null && wish.Document is null)
        {
            return null;
        }

        var suggested = template is not null && NeedsMembers(http, template) ? await effects.MiddleAsync(http.Engine(), http.RequestAborted) : [];
        var isNew = wish.Inputs.Count == 0 && HttpMethods.IsGet(http.Request.Method);
        wish = Suggesting(wish, template, suggested);
        var (document, faults) = DocumentOf(http, wish);
        // Who has just opened a form has made no mistake yet.
        var isUntouched = template is not null && isNew;
        IReadOnlyList<Fault> all = isUntouched ? [] : [.. faults, .. refused];
        var inputs = template is null ? [] : new LaunchInputs(http.Engine(), template, words, time.GetUtcNow()).Fields(wish, suggested, all);
        var definition = faults.Count == 0 ? ChallengeReader.Read(document, words.Program).Definition : null;
        return new LaunchDraft(wish.Id, template?.Title.For(words.Language.Locale) ?? words.Say("OwnDocument"))
        {
            Template = template?.Id,
            Inputs = inputs,
            Document = wish.Document,
            Faults = wish.Document is { } written ? LaunchFaults.Of(all, written, words) : LaunchFaults.WithoutInput(all, inputs, words),
            Effect = faults.Count > 0 ? null : await effects.ReadAsync(http.Engine(), document, words, http.RequestAborted),
            PreviewUrl = faults.Count > 0 ? null : PreviewUrl(http.Engine().Program, document),
            NeedsApproval = definition is not null && words.Program.Challenges.NeedsApproval(definition.Prizes),
            ApprovalHint = ApprovalHint(words, definition?.Prizes),
        };
    }

    private bool NeedsMembers(HttpContext http, ChallengeTemplate template) =>
        template.Inputs(http.Engine().Current.Definition, time.GetUtcNow()).Any(i => i.Kind == TemplateInputKind.Members);

    /// <summary>Members are suggested until somebody writes others; an input that was emptied stays empty.</summary>
    private static LaunchWish Suggesting(LaunchWish wish, ChallengeTemplate? template, IReadOnlyList<string> suggested) =>
        template is null || suggested.Count == 0 || wish.Inputs.ContainsKey("members")
            ? wish
            : wish with { Inputs = new Dictionary<string, string>(wish.Inputs, StringComparer.Ordinal) { ["members"] = string.Join(' ', suggested) } };

    private static string? ApprovalHint(ContestWords words, PrizePlan? plan) => words.Program.Challenges switch
    {
        { ApprovalAbovePoints: { } points } => words.Say("ApprovalAbove", words.Points(points, plan?.Currency ?? words.Program.Currencies[0].Id)),
        { ApprovalAboveMoney: { } money } => words.Say("ApprovalAbove", words.Money(money)),
        _ => null,
    };

    private static string? PreviewUrl(string program, ReadOnlyMemory<byte> document)
    {
        var small = JsonNode.Parse(document.Span)!.ToJsonString(new JsonSerializerOptions { WriteIndented = false });
        var url = $"{ContestDesk.PathOf(program)}/preview?document={Uri.EscapeDataString(small)}";
        return url.Length <= LongestPreview ? url : null;
    }
}
