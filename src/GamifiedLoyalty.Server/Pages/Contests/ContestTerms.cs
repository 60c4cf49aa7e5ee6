using GamifiedLoyalty.Domain.Challenges;
using GamifiedLoyalty.Domain.Programs;
using GamifiedLoyalty.Server.Api.Challenges;
using GamifiedLoyalty.Server.Localization;
using GamifiedLoyalty.Server.Pages.Rendering;
using Microsoft.Extensions.Localization;

namespace GamifiedLoyalty.Server.Pages.Contests;

/// <summary>What pages say alike of contests, to participants and to managers.</summary>
/// <param name="program">The program.</param>
/// <param name="language">The language of the page.</param>
/// <param name="texts">The texts that all pages share.</param>
internal readonly struct ContestTerms(ProgramDefinition program, PageLanguage language, IStringLocalizer<Texts> texts)
{
    /// <summary>What a status is called.</summary>
    public string Status(ChallengeStatus status) => language.Say(texts, $"ContestStatus.{ChallengeWords.Of(status)}");

    /// <summary>What a format is called.</summary>
    public string Format(ChallengeFormat format) => language.Say(texts, $"Format.{ChallengeWords.Of(format)}");

    /// <summary>What is counted: the name of a currency, or a measure.</summary>
    public string Measure(ChallengeMetric metric) =>
        program.Currency(metric.Currency ?? "")?.Name.For(language.Locale) ?? language.Say(texts, $"Counts.{ChallengeWords.Of(metric.Measure)}");
}
