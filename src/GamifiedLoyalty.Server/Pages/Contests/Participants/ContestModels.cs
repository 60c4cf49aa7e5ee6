using GamifiedLoyalty.Domain.Challenges;
using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Engine.Challenges;
using GamifiedLoyalty.Engine.Programs;
using GamifiedLoyalty.Server.Api;
using GamifiedLoyalty.Server.Api.Challenges;
using GamifiedLoyalty.Server.Api.Sponsors;
using GamifiedLoyalty.Server.Localization;
using GamifiedLoyalty.Server.Pages.Boards;
using GamifiedLoyalty.Server.Pages.Contests.Formats;
using GamifiedLoyalty.Server.Pages.Rendering;
using GamifiedLoyalty.Server.Pages.Screens.Contests;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.Extensions.Localization;

namespace GamifiedLoyalty.Server.Pages.Contests.Participants;

/// <summary>Reads what the page of a contest shows.</summary>
/// <param name="frames">Makes the page around it.</param>
/// <param name="pages">Texts of all pages.</param>
/// <param name="texts">Texts of contests.</param>
/// <param name="antiforgery">Gives forms their token.</param>
/// <param name="formats">Draws the format.</param>
/// <param name="time">Now.</param>
internal sealed class ContestModels(
    PageFrames frames, IStringLocalizer<Texts> pages, IStringLocalizer<ContestPageTexts> texts, IAntiforgery antiforgery, FormatPictures formats,
    TimeProvider time)
{
    private const int MostNotCounted = 5;

    /// <summary>The page of a contest as viewers see it; null when there is no such contest.</summary>
    /// <param name="http">The request.</param>
    /// <param name="id">The contest's id.</param>
    /// <param name="from">The rows that are asked for, see <see cref="ContestWindow.Of"/>.</param>
    /// <param name="language">The language of the page.</param>
    public async Task<ContestPageModel?> ReadAsync(HttpContext http, string id, string? from, PageLanguage language)
    {
        var engine = http.Engine();
        if (await engine.ReadStandingsAsync(id, ViewAs.Viewer, http.RequestAborted) is not { } shown)
        {
            return null;
        }

        var contest = shown.Challenge.Record;
        var ranked = await ContestParts.RowsAsync(engine, shown, http.RequestAborted);
        var part = OwnPart.Of(http.Caller(), engine, shown.Challenge, time.GetUtcNow());
        language.Apply();
        var words = new ParticipantWords(engine, contest, language, pages, texts);
        var window = ContestWindow.Of(from, ranked, part?.Subject);
        var rows = new ContestRows(words, engine, shown, part?.Subject).Of(ranked, window.Positions());
        var name = contest.Definition.Name.For(language.Locale);
        var own = await OwnAsync(http, shown, part, rows, words);
        var sales = await ContestSalesReader.ReadAsync(engine, words, part?.Subject, http.RequestAborted);
        var picture = await formats.OfAsync(http, words, shown, ranked, part);
        language.Apply();
        var frame = frames.Of(http, engine, language, name) with { KeptQuery = from is null ? "" : $"&from={Uri.EscapeDataString(from)}" };
        return new ContestPageModel(frame)
        {
            Program = engine.Program,
            Id = id,
            Version = shown.Standings.Version,
            Name = name,
            Description = contest.Definition.Description?.For(language.Locale),
            Sponsor = contest.Definition.Prizes.Sponsor,
            SponsorPicture = SponsorPictures.UrlOf(engine, contest.Definition.Prizes.Sponsor),
            Status = contest.Status,
            IsFrozen = shown.IsFrozen,
            RevealedFrom = shown.RevealedFrom,
            Reason = contest.Status == ChallengeStatus.Cancelled ? contest.Steps.LastOrDefault(s => s.Action == ChallengeAction.Cancel)?.Reason : null,
            Refused = http.Request.Query["refused"] is [{ Length: > 0 } code] ? words.Refusal(code) : null,
            Countdown = CountdownOf(engine, contest, language),
            AsOf = frame.MadeAt ?? "",
            Own = own,
            Rows = rows,
            Pager = window.Pager(ContestPages.Url(engine.Program, id)),
            Total = shown.Standings.Rows.Count,
            Rules = ContestRules.Of(words),
            Prizes = words.Prizes(),
            Sales = sales,
            Events = words.Events(),
            IsOfCompanies = contest.Definition.RanksPartners,
            Picture = picture,
        };
    }

    private Countdown? CountdownOf(ProgramEngine engine, ChallengeRecord contest, PageLanguage language) => contest.Status switch
    {
        ChallengeStatus.Scheduled => Countdown.To(contest.Start, engine.Current.Definition.Calendar, time.GetUtcNow(), language, pages),
        ChallengeStatus.Open => Countdown.To(contest.End, engine.Current.Definition.Calendar, time.GetUtcNow(), language, pages),
        _ => null,
    };

    private async Task<ContestOwn?> OwnAsync(HttpContext http, StandingsView shown, OwnPart? part, IReadOnlyList<ContestRow> rows, ParticipantWords words)
    {
        if (part is null)
        {
            return null;
        }

        var row = rows.FirstOrDefault(r => r.IsOwn);
        var tokens = antiforgery.GetAndStoreTokens(http);
        var own = new ContestOwn(part.Subject, words.Names.NameOf(part.Subject))
        {
            TakesPart = part.TakesPart,
            Row = row,
            TooSmall = shown.Standings.Unranked.FirstOrDefault(u => u.Subject == part.Subject) is { } small
                ? words.Say("TooSmall", Math.Max(1, shown.Challenge.Record.Definition.MinimumHeadcount), small.Headcount)
                : null,
            MayJoin = part.MayJoin,
            Terms = shown.Challenge.Record.Definition.Terms?.For(words.Language.Locale),
            Token = tokens.RequestToken!,
            TokenField = tokens.FormFieldName,
        };

        // While places are being revealed, the explanation would be that of a place which is the viewer's no longer.
        return shown.RevealedFrom is not null ? own : await ExplainedAsync(http, shown, own, words);
    }

    private static async Task<ContestOwn> ExplainedAsync(HttpContext http, StandingsView shown, ContestOwn own, ParticipantWords words)
    {
        var engine = http.Engine();
        var record = shown.Challenge.Record;
        if (engine.Members.Find(new OwnerRef(words.Names.Kind, own.Subject)) is null
            || await engine.ExplainAsync(record.Id, own.Subject, ViewAs.Viewer, http.RequestAborted) is not { } explained)
        {
            return own;
        }

        words.Language.Apply();
        var texts = new ExplanationTexts(engine.Current.Definition, words.Names, words.Language.Locale);
        var sentences = texts.Sentences(explained).ToList();
        var isRunning = record.Status == ChallengeStatus.Open && explained.Explanation.Next is not null;
        if (explained.Explanation.Next is not null)
        {
            sentences.RemoveAt(sentences.Count - 1);
        }

        var isOwn = ChallengeAccess.IsOwn(http.Caller(), engine, record, own.Subject);
        return own with
        {
            Sentences = sentences,
            Next = isRunning ? texts.Sentences(explained).Last() : null,
            NotCounted = isOwn ? [.. explained.Others.Take(MostNotCounted).Select(o => new ContestRule(words.Instant(o.OccurredAt), texts.Reason(o.Reason)))] : [],
        };
    }
}
