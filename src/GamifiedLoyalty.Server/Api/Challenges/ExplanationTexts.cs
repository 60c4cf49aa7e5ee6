using System.Globalization;
using System.Resources;
using GamifiedLoyalty.Domain.Challenges;
using GamifiedLoyalty.Domain.Challenges.Explaining;
using GamifiedLoyalty.Domain.Programs;
using GamifiedLoyalty.Engine.Challenges;
using GamifiedLoyalty.Server.Localization;
using GamifiedLoyalty.Server.Pages.Boards;

namespace GamifiedLoyalty.Server.Api.Challenges;

/// <summary>Says in a person's language why somebody stands where they do in a contest, and what to do next.</summary>
/// <param name="program">The program, for its money and currencies.</param>
/// <param name="names">The names of those who compete.</param>
/// <param name="language">The language; English where it is not known.</param>
internal sealed class ExplanationTexts(ProgramDefinition program, SubjectNames names, string language)
{
    private static readonly ResourceManager Texts = new("GamifiedLoyalty.Server.Api.Challenges.Explanations", typeof(ExplanationTexts).Assembly);

    private readonly CultureInfo _culture = Culture(language);

    /// <summary>The explanation in sentences: place, tie, and the way to the next place.</summary>
    public IEnumerable<string> Sentences(ChallengeExplanation explained)
    {
        var explanation = explained.Explanation;
        var challenge = explained.Challenge.Record;
        if (explanation.Row is not { } row)
        {
            yield return Say("NotListed");
            yield break;
        }

        yield return row.Provisional == 0
            ? Say("Place", row.Place, explanation.OutOf, Units(challenge, row.Score))
            : Say("PlaceProvisional", row.Place, explanation.OutOf, Units(challenge, row.Score), Units(challenge, row.Provisional), row.BestPlace, row.WorstPlace);
        if (Tie(explanation.Tie) is { } tie)
        {
            yield return tie;
        }

        if (explanation.Next is { } next)
        {
            yield return Next(challenge, next);
        }
    }

    /// <summary>Why an activity does not count.</summary>
    public string Reason(NotCounted reason) => Say($"Not{reason}");

    private string? Tie(TieExplanation tie) => tie.Rule == TieRule.None
        ? null
        : Say($"Tie{tie.Rule}", string.Join(", ", tie.Others.Select(o => names.NameOf(o.Subject))), tie.Count);

    private string Next(ChallengeRecord challenge, NextPlaceWay next)
    {
        var gain = Units(challenge, next.Gain);
        return next is { Typical: { } typical, Activities: { } activities }
            ? Say(activities == 1 ? "NextOne" : "NextMany", next.Place, gain, activities, Measured(challenge, typical))
            : Say("Next", next.Place, gain);
    }

    /// <summary>A score, which growth is a percentage of.</summary>
    private string Units(ChallengeRecord challenge, long score) => challenge.Definition.Scoring == Scoring.Growth
        ? (score / 10_000m).ToString("P2", _culture)
        : Measured(challenge, score);

    private string Measured(ChallengeRecord challenge, long score) => challenge.Definition.Metric switch
    {
        { Measure: Measure.Amount } => ScoreFormat.Money(program.Money, _culture).Text(score),
        { Measure: Measure.Points, Currency: { } id } when program.Currency(id) is { } currency =>
            $"{ScoreFormat.Plain(currency.Decimals, _culture).Text(score)} {currency.Name.For(language)}",
        { Measure: Measure.Count } => Say(Plurals.NameOf("Count", score, _culture), score),
        _ => Say(Plurals.NameOf("Quantity", score, _culture), score),
    };

    private string Say(string name, params ReadOnlySpan<object> values) => string.Format(_culture, Texts.GetString(name, _culture)!, values);

    private static CultureInfo Culture(string language)
    {
        try
        {
            return CultureInfo.GetCultureInfo(language);
        }
        catch (CultureNotFoundException)
        {
            return CultureInfo.GetCultureInfo("en");
        }
    }
}
