using System.Globalization;
using GamifiedLoyalty.Domain.Challenges;
using GamifiedLoyalty.Domain.Programs;
using GamifiedLoyalty.Server.Localization;
using GamifiedLoyalty.Server.Pages.Boards;
using GamifiedLoyalty.Server.Pages.Rendering;
using GamifiedLoyalty.Server.Pages.Screens.Contests;
using Microsoft.Extensions.Localization;

namespace GamifiedLoyalty.Server.Pages.Contests;

/// <summary>Says in the words of a page what contests are, when they take place and what they cost.</summary>
/// <param name="program">The program.</param>
/// <param name="language">The language of the page.</param>
/// <param name="texts">The texts of managers' pages.</param>
/// <param name="common">The texts that all pages share.</param>
internal sealed class ContestWords(
    ProgramDefinition program, PageLanguage language, IStringLocalizer<LaunchTexts> texts, IStringLocalizer<Texts> common)
{
    /// <summary>The language.</summary>
    public PageLanguage Language => language;

    /// <summary>The program.</summary>
    public ProgramDefinition Program => program;

    private ContestTerms Terms => new(program, language, common);

    private ProgramSums Sums => new(program, language.Culture, language.Locale);

    /// <summary>A text with values in its places.</summary>
    public string Say(string name, params object[] values)
    {
        language.Apply();
        return texts[name, values];
    }

    /// <summary>A text in the singular or plural.</summary>
    public string Count(string name, long number) =>
        Say(Plurals.NameOf(name, number, language.Culture), number.ToString("N0", language.Culture));

    /// <summary>The text of a name that may have none; null then.</summary>
    public string? Find(string name, params object[] values)
    {
        language.Apply();
        return texts[name, values] is { ResourceNotFound: false } found ? found.Value : null;
    }

    /// <summary>What a contest's format is called.</summary>
    public string Format(ChallengeDefinition challenge) => Terms.Format(challenge.Format);

    /// <summary>What a status is called.</summary>
    public string Status(ChallengeStatus status) => Terms.Status(status);

    /// <summary>What is counted.</summary>
    public string Measure(ChallengeMetric metric) => Terms.Measure(metric);

    /// <summary>An instant in the program's zone.</summary>
    public string Moment(DateTimeOffset at) => program.Calendar.ToLocal(at).ToString(Say("MomentPattern"), language.Culture);

    /// <summary>A day in the program's zone.</summary>
    public string Day(DateTimeOffset at) => program.Calendar.ToLocal(at).ToString(Say("DayPattern"), language.Culture);

    /// <summary>From when until when.</summary>
    public string Window(DateTimeOffset start, DateTimeOffset end) => Say("Window", Moment(start), Moment(end));

    /// <summary>A length of time in its two largest units.</summary>
    public string Left(TimeSpan left) => left switch
    {
        { Days: > 0 } => Say("LeftDays", left.Days, left.Hours),
        { Hours: > 0 } => Say("LeftHours", left.Hours, left.Minutes),
        _ => Say("LeftMinutes", Math.Max(1, left.Minutes)),
    };

    /// <summary>How the scores and prizes of a contest are written.</summary>
    public ContestFrame Frame(ChallengeDefinition challenge) => new(program, challenge, language.Culture, language.Locale);

    /// <summary>An amount of the program's money.</summary>
    public string Money(long minor) => Sums.Money(minor);

    /// <summary>An amount of points of a currency.</summary>
    public string Points(long points, string? currency) => Sums.Points(points, currency);

    /// <summary>What prizes cost.</summary>
    public string Cost(PrizeCost cost, PrizePlan plan)
    {
        var hasPoints = plan.Currency is not null;
        return cost switch
        {
            { Money: 0 } when hasPoints => Points(cost.Points, plan.Currency),
            { Points: 0 } when !hasPoints || cost.Money > 0 => Money(cost.Money),
            _ => $"{Points(cost.Points, plan.Currency)} + {Money(cost.Money)}",
        };
    }

    /// <summary>What a row wins; a dash for nothing.</summary>
    public string Prizes(ChallengeDefinition challenge, ChallengeRow row) => Frame(challenge).Prizes(row) ?? "–";

    /// <summary>A share in hundredths of a percent.</summary>
    public string Percent(int hundredths) => (hundredths / 10_000m).ToString("P0", language.Culture);

    /// <summary>A whole number.</summary>
    public string Number(long number) => number.ToString("N0", language.Culture);

    /// <summary>A number of a form, with the digits of its unit and nothing that separates thousands.</summary>
    public static string Plain(long number, int decimals) => (ScoreFormat.Plain(decimals, CultureInfo.InvariantCulture) with { Group = "" }).Text(number);
}
