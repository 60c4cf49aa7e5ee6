using System.Globalization;
using GamifiedLoyalty.Domain.Challenges;
using GamifiedLoyalty.Domain.Programs;
using GamifiedLoyalty.Server.Api.Challenges;
using GamifiedLoyalty.Server.Pages.Boards;
using GamifiedLoyalty.Server.Pages.Rendering;

namespace GamifiedLoyalty.Server.Pages.Screens.Contests;

/// <summary>How the numbers and prizes of a contest are written on screens.</summary>
/// <param name="Program">The program.</param>
/// <param name="Challenge">The contest.</param>
/// <param name="Culture">How numbers are written.</param>
/// <param name="Locale">The language of names.</param>
internal sealed record ContestFrame(ProgramDefinition Program, ChallengeDefinition Challenge, CultureInfo Culture, string Locale)
{
    private const int PercentDecimals = 2;
    private const string NoBreakSpace = "\u00a0";

    /// <summary>How scores are written: in the unit of what is counted, or as a growth in percent.</summary>
    public ScoreFormat Scores => Challenge.Scoring == Scoring.Growth
        ? ScoreFormat.Plain(PercentDecimals, Culture) with { Suffix = NoBreakSpace + "%" }
        : Counted;

    /// <summary>How that is written which single activities count: the unit of the metric.</summary>
    public ScoreFormat Counted => Challenge.Metric.Measure switch
    {
        Measure.Amount => Money,
        Measure.Points => ScoreFormat.Plain(Program.Currency(Challenge.Metric.Currency ?? "")?.Decimals ?? 0, Culture),
        _ => ScoreFormat.Plain(0, Culture),
    };

    /// <summary>How that is written by which subjects are ranked: crowns and tickets are counted, everything else is a score.</summary>
    public ScoreFormat Shown => RanksByCount ? ScoreFormat.Plain(0, Culture) : Scores;

    /// <summary>Whether subjects are ranked by something that is counted, and not by their score.</summary>
    public bool RanksByCount => Challenge.Format is ChallengeFormat.KingOfTheHill or ChallengeFormat.Raffle;

    /// <summary>The word of the format, as in documents.</summary>
    public string Format => ChallengeWords.Of(Challenge.Format);

    private ScoreFormat Money => ScoreFormat.Money(Program.Money, Culture);

    /// <summary>A prize in words: a sum with its unit, or the reward's name.</summary>
    public string Words(PrizeShare share)
    {
        var prize = Challenge.Prizes.Prizes[share.Prize];
        return share.Kind switch
        {
            PrizeKind.Money => Sums.Money(share.Value),
            PrizeKind.Points => Sums.Points(share.Value, Challenge.Prizes.Currency),
            _ => prize.Reward?.For(Locale) ?? Sums.Money(share.Value),
        };
    }

    /// <summary>What a row wins, in words; null when nothing.</summary>
    public string? Prizes(ChallengeRow row)
    {
        var given = row.Prizes.Where(p => p.IsGiven).Select(Words).ToList();
        return given.Count == 0 ? null : string.Join(" · ", given);
    }

    private ProgramSums Sums => new(Program, Culture, Locale);
}
