using GamifiedLoyalty.Domain.Challenges;
using GamifiedLoyalty.Engine.Challenges;
using GamifiedLoyalty.Server.Api;
using GamifiedLoyalty.Server.Api.Challenges;
using GamifiedLoyalty.Server.Hubs;
using GamifiedLoyalty.Server.Localization;
using GamifiedLoyalty.Server.Pages.Boards;
using GamifiedLoyalty.Server.Pages.Rendering;
using Microsoft.Extensions.Localization;

namespace GamifiedLoyalty.Server.Pages.Contests.Participants;

/// <summary>Reads the running contests that other pages point to, the one that ends first in front.</summary>
/// <param name="pages">Texts of all pages.</param>
/// <param name="texts">Texts of contests.</param>
/// <param name="time">Now.</param>
internal sealed class ContestCards(IStringLocalizer<Texts> pages, IStringLocalizer<ContestPageTexts> texts, TimeProvider time)
{
    private const int MostCards = 4;

    /// <summary>The cards for whoever looks, and the channels that tell of running contests, and of the next to begin.</summary>
    public async Task<ContestCardsModel> ReadAsync(HttpContext http, PageLanguage language)
    {
        var engine = http.Engine();
        var all = engine.ListChallenges();
        var running = all.Where(c => c.Record.Status == ChallengeStatus.Open).OrderBy(c => c.Record.End).Take(MostCards).ToList();
        var next = all.Where(c => c.Record.Status == ChallengeStatus.Scheduled).OrderBy(c => c.Record.Start).Take(MostCards);
        var cards = new List<ContestCardModel>();
        foreach (var contest in running)
        {
            if (await engine.ReadStandingsAsync(contest.Record.Id, ViewAs.Viewer, http.RequestAborted) is { } shown)
            {
                cards.Add(Of(http, shown, language));
            }
        }

        return new(cards, [.. running.Concat(next).Select(c => ChannelName.MovesOf(c.Record.Id))]);
    }

    private ContestCardModel Of(HttpContext http, StandingsView shown, PageLanguage language)
    {
        var engine = http.Engine();
        var contest = shown.Challenge.Record;
        var part = OwnPart.Of(http.Caller(), engine, shown.Challenge, time.GetUtcNow());
        language.Apply();
        var words = new ParticipantWords(engine, contest, language, pages, texts);

        // While places are being revealed, those that are not stand there no longer.
        var row = shown.RevealedFrom is null ? shown.Standings.Rows.FirstOrDefault(r => r.Subject == part?.Subject) : null;
        return new ContestCardModel(
            contest.Definition.Name.For(language.Locale),
            ContestPages.Url(engine.Program, contest.Id),
            Countdown.To(contest.End, engine.Current.Definition.Calendar, time.GetUtcNow(), language, pages)?.Left,
            row is null ? null : words.Say("CardPlace", row.Place, shown.Standings.Rows.Count(r => r.Band == row.Band)),
            row is null ? null : Gap(shown, row, words),
            part is { MayJoin: true });
    }

    private static string? Gap(StandingsView shown, ChallengeRow row, ParticipantWords words) => row switch
    {
        { Place: 1 } => words.Say("CardLeads"),
        { ToNext: { } gain } when shown.Standings.Rows.LastOrDefault(r => r.Band == row.Band && r.Place < row.Place) is { } above =>
            words.Say("CardGap", words.Score(gain), above.Place),
        _ => null,
    };
}

/// <summary>The running contests on another page.</summary>
/// <param name="Cards">The contests.</param>
/// <param name="Channels">The channels that tell when something about them changes.</param>
public sealed record ContestCardsModel(IReadOnlyList<ContestCardModel> Cards, IReadOnlyList<string> Channels)
{
    /// <summary>No contests.</summary>
    public static ContestCardsModel None { get; } = new([], []);
}

/// <summary>A running contest on another page.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Url">Its page.</param>
/// <param name="Left">The time left; null when it is over.</param>
/// <param name="Place">The viewer's place in words; null for who is not listed.</param>
/// <param name="Gap">The gap to the next place in words; null where no gain leads there.</param>
/// <param name="MayJoin">Whether the viewer can join now.</param>
public sealed record ContestCardModel(string Name, string Url, string? Left, string? Place, string? Gap, bool MayJoin);
