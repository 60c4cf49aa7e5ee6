using GamifiedLoyalty.Domain.Challenges;
using GamifiedLoyalty.Domain.Programs;
using GamifiedLoyalty.Engine.Programs;
using GamifiedLoyalty.Server.Api.Challenges;
using GamifiedLoyalty.Server.Localization;
using GamifiedLoyalty.Server.Pages.Rendering;
using GamifiedLoyalty.Server.Pages.Screens.Contests;
using Microsoft.Extensions.Localization;

namespace GamifiedLoyalty.Server.Pages.Contests.Participants;

/// <summary>Says a contest's numbers, prizes and steps in the language of a page, which has been applied.</summary>
/// <param name="engine">The program.</param>
/// <param name="contest">The contest.</param>
/// <param name="language">The language.</param>
/// <param name="pages">Texts of all pages.</param>
/// <param name="texts">Texts of contests.</param>
internal sealed class ParticipantWords(
    ProgramEngine engine, ChallengeRecord contest, PageLanguage language, IStringLocalizer<Texts> pages, IStringLocalizer<ContestPageTexts> texts)
{
    private static readonly string[] Refusals = ["joinClosed", "notInAudience", "duelExpired", "duelTaken", "tooManyDuels"];

    private readonly ProgramDefinition _program = engine.Current.Definition;

    /// <summary>The contest.</summary>
    public ChallengeRecord Contest => contest;

    /// <summary>The language.</summary>
    public PageLanguage Language => language;

    /// <summary>The names of those who compete.</summary>
    public SubjectNames Names { get; } = new(engine.Members, contest.Definition.RanksPartners);

    /// <summary>How numbers and prizes are written.</summary>
    public ContestFrame Frame { get; } = new(engine.Current.Definition, contest.Definition, language.Culture, language.Locale);

    /// <summary>What is counted, and for whom.</summary>
    public CountingWords Counting { get; } =
        new(new ContestTerms(engine.Current.Definition, language, pages), contest.Definition, language, texts);

    /// <summary>Whether the score itself decides the place.</summary>
    public bool IsRankedByScore => contest.Definition.Format is ChallengeFormat.Race or ChallengeFormat.Team or ChallengeFormat.Target;

    /// <summary>A text.</summary>
    public string Say(string name, params object[] values) => texts[name, values];

    /// <summary>A text with a number, in its singular or plural.</summary>
    public string Count(string name, long number, params object[] more) => Say(Plurals.NameOf(name, number, language.Culture), [number, .. more]);

    /// <summary>A score with its unit.</summary>
    public string Score(long score) => Frame.Scores.Text(score);

    /// <summary>What one activity counts, in the unit of the metric.</summary>
    public string Counted(long score) => Frame.Counted.Text(score);

    /// <summary>What decides the place.</summary>
    public string Shown(ChallengeRow row) => IsRankedByScore ? Score(row.Score) : Count($"Value{contest.Definition.Format.GetType().Name}", row.Value);

    /// <summary>An instant in the program's zone.</summary>
    public string Instant(DateTimeOffset at) => _program.Calendar.ToLocal(at).ToString("g", language.Culture);

    /// <summary>A duration in its largest parts.</summary>
    public string Duration(CalendarDuration duration)
    {
        var parts = new List<string>();
        Add("Months", duration.Months);
        Add("Days", duration.Days + duration.Time.Days);
        Add("Hours", duration.Time.Hours);
        Add("Minutes", duration.Time.Minutes);
        return string.Join(' ', parts);

        void Add(string unit, int number)
        {
            if (number != 0)
            {
                parts.Add(Say($"Unit{unit}", number));
            }
        }
    }

    /// <summary>The name of a round of a bracket.</summary>
    public string RoundTitle(int round, int last) => (last - round) switch
    {
        0 => Say("RoundFinal"),
        1 => Say("RoundSemi"),
        2 => Say("RoundQuarter"),
        _ => Say("RoundNumber", round),
    };

    /// <summary>What is remarkable of a row's progress; null when nothing is.</summary>
    public string? Note(ChallengeRow row) => contest.Definition.Format switch
    {
        ChallengeFormat.Target when row.Reached => Say("TargetReached"),
        ChallengeFormat.Target when row.Bar is { } bar => Say("TargetLeft", Score(bar - row.Score), Score(bar)),
        ChallengeFormat.Milestones { Steps: var steps } => Milestone(row, steps),
        ChallengeFormat.Elimination when row.OutAfterRound is { } round => Say("OutAfter", round),
        ChallengeFormat.Elimination or ChallengeFormat.KingOfTheHill when row.RoundScore is { } score => Say("ThisRound", Score(score)),
        _ when row.Headcount is { } heads => Count("HeadsEach", heads, Score(row.Score)),
        _ => null,
    };

    /// <summary>The format in a sentence.</summary>
    public string Format() => contest.Definition.Format switch
    {
        ChallengeFormat.Target { Bar: { } bar } => Say("FormatTargetFixed", Score(bar)),
        ChallengeFormat.Raffle raffle => Say("FormatRaffle", Score(raffle.Per)),
        ChallengeFormat.KingOfTheHill king => Say("FormatKingOfTheHill", Duration(king.RoundLength)),
        ChallengeFormat.Elimination elimination => Say("FormatElimination", elimination.Out, Duration(elimination.RoundLength)),
        var format => Say($"Format{format.GetType().Name}"),
    };

    /// <summary>The prizes, in the order of the plan.</summary>
    public IReadOnlyList<ContestRule> Prizes() => [.. contest.Definition.Prizes.Prizes.Select((prize, i) => new ContestRule(
        PrizeTitle(prize),
        prize.PercentOfPot is { } percent ? Say("PercentOfPot", percent) : Frame.Words(new PrizeShare(i, prize.Kind, prize.Value, prize.Value, null, 1))))];

    /// <summary>The steps that participants are told, newest first.</summary>
    public IReadOnlyList<ContestRule> Events() => [.. contest.Steps
        .Where(s => s.Action is ChallengeAction.Open or ChallengeAction.Freeze or ChallengeAction.Reveal or ChallengeAction.Close or ChallengeAction.Settle or ChallengeAction.Cancel)
        .Reverse().Take(10)
        .Select(s => new ContestRule(Instant(s.At), Say($"Event{s.Action}")))];

    /// <summary>Why a wish was refused, from the word in the address.</summary>
    public string Refusal(string code) => Say(Refusals.Contains(code, StringComparer.Ordinal) ? $"Refused.{code}" : "Refused");

    private string PrizeTitle(Prize prize) => prize.For switch
    {
        PrizeFor.Place when prize.FromPlace == prize.ToPlace => Say("PrizePlace", prize.FromPlace),
        PrizeFor.Place => Say("PrizePlaces", prize.FromPlace, prize.ToPlace),
        PrizeFor.Target => Say("PrizeTarget"),
        PrizeFor.Milestone => MilestoneName(prize.Milestone ?? ""),
        _ => Say("PrizeWin"),
    };

    private string? Milestone(ChallengeRow row, IReadOnlyList<MilestoneStep> steps)
    {
        var reached = row.Milestones.Count == 0 ? null : MilestoneName(row.Milestones[^1]);
        var next = row.Milestones.Count < steps.Count && row.Bar is { } bar
            ? Say("MilestoneNext", Score(bar - row.Score), MilestoneName(steps[row.Milestones.Count].Id))
            : null;
        return (reached, next) switch { (null, _) => next, (_, null) => reached, _ => $"{reached} · {next}" };
    }

    private string MilestoneName(string id) => contest.Definition.Format is ChallengeFormat.Milestones { Steps: var steps }
        ? steps.FirstOrDefault(s => s.Id == id)?.Name?.For(language.Locale) ?? id
        : id;
}
