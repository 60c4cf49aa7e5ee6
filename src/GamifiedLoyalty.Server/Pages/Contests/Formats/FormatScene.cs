using GamifiedLoyalty.Domain.Challenges;
using GamifiedLoyalty.Engine.Challenges;
using GamifiedLoyalty.Engine.Programs;
using GamifiedLoyalty.Server.Api.Challenges;
using GamifiedLoyalty.Server.Localization;
using GamifiedLoyalty.Server.Pages.Boards;
using GamifiedLoyalty.Server.Pages.Contests.Participants;
using Microsoft.Extensions.Localization;

namespace GamifiedLoyalty.Server.Pages.Contests.Formats;

/// <summary>What the picture of a format is drawn from, in a language that has been applied.</summary>
/// <param name="Engine">The program.</param>
/// <param name="Words">Words of contests.</param>
/// <param name="Texts">Texts of pictures.</param>
/// <param name="Pages">Texts of all pages.</param>
/// <param name="Shown">The standings as viewers see them.</param>
/// <param name="Ranked">The rows that may be shown of them.</param>
/// <param name="Part">The viewer's part; null for strangers.</param>
/// <param name="Now">Now.</param>
internal sealed record FormatScene(
    ProgramEngine Engine, ParticipantWords Words, IStringLocalizer<FormatTexts> Texts, IStringLocalizer<Texts> Pages,
    StandingsView Shown, IReadOnlyList<ChallengeRow> Ranked, OwnPart? Part, DateTimeOffset Now)
{
    /// <summary>Whether the viewer may read the API, where certificates are.</summary>
    public bool MayRead { get; init; }

    /// <summary>The contest.</summary>
    public ChallengeRecord Contest => Words.Contest;

    /// <summary>The viewer's subject.</summary>
    public string? Own => Part?.Subject;

    /// <summary>The viewer's row, as far as it may be shown.</summary>
    public ChallengeRow? OwnRow { get; } = Ranked.FirstOrDefault(r => r.Subject == Part?.Subject);

    /// <summary>Whether all rows are shown: while places are revealed, numbers over all of them would tell of the others.</summary>
    public bool IsWhole => Shown.RevealedFrom is null;

    /// <summary>Whether it runs.</summary>
    public bool IsOpen => Contest.Status == ChallengeStatus.Open;

    /// <summary>The round that runs in what is shown; null when none does.</summary>
    public ChallengeRound? Running => IsOpen ? Shown.Standings.Rounds.FirstOrDefault(r => !r.IsOver && r.Start <= Shown.Standings.At) : null;

    /// <summary>A text.</summary>
    public string Say(string name, params object[] values) => Texts[name, values];

    /// <summary>A text with a number, in its singular or plural.</summary>
    public string Count(string name, long number, params object[] more) => Say(Plurals.NameOf(name, number, Words.Language.Culture), [number, .. more]);

    /// <summary>Somebody.</summary>
    public Person Person(string subject) => new(subject, Words.Names.NameOf(subject), subject == Own);

    /// <summary>The names of some of many.</summary>
    public string Names(IReadOnlyList<string> subjects, int most)
    {
        var names = string.Join(", ", subjects.Take(most).Select(Words.Names.NameOf));
        return subjects.Count <= most ? names : Say("AndMore", names, subjects.Count - most);
    }

    /// <summary>The window of a round in words.</summary>
    public string When(ChallengeRound round)
    {
        var calendar = Engine.Current.Definition.Calendar;
        var (start, end) = (calendar.ToLocal(round.Start), calendar.ToLocal(round.End));
        return Say("Window", Words.Instant(round.Start), start.Date == end.Date ? end.ToString("t", Words.Language.Culture) : Words.Instant(round.End));
    }

    /// <summary>The time left until an instant; null when it has come, or what is shown stands still.</summary>
    public Countdown? Until(DateTimeOffset instant) =>
        Shown.IsFrozen ? null : Countdown.To(instant, Engine.Current.Definition.Calendar, Now, Words.Language, Pages);

    /// <summary>A prize of the plan in words.</summary>
    public string Prize(int index)
    {
        var prize = Contest.Definition.Prizes.Prizes[index];
        return prize.PercentOfPot is { } percent
            ? Words.Say("PercentOfPot", percent)
            : Words.Frame.Words(new PrizeShare(index, prize.Kind, prize.Value, prize.Value, null, 1));
    }
}
