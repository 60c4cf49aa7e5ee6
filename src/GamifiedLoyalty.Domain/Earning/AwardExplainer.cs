using System.Collections.Concurrent;
using System.Globalization;
using System.Resources;
using System.Text;
using GamifiedLoyalty.Domain.Challenges;
using GamifiedLoyalty.Domain.Programs;

namespace GamifiedLoyalty.Domain.Earning;

/// <summary>Tells in a person's language why an award is what it is, with the numbers of the formula filled in.</summary>
public static class AwardExplainer
{
    private static readonly ResourceManager Texts =
        new("GamifiedLoyalty.Domain.Earning.Explanations", typeof(AwardExplainer).Assembly);

    private static readonly ConcurrentDictionary<(string Name, string Culture), CompositeFormat> Formats = new();

    /// <summary>Explains an award.</summary>
    /// <param name="award">The award.</param>
    /// <param name="definition">The definition version that it was made under.</param>
    /// <param name="locale">BCP 47; English where the language is not known.</param>
    public static string Explain(Award award, ProgramDefinition definition, string locale)
    {
        ArgumentNullException.ThrowIfNull(award);
        ArgumentNullException.ThrowIfNull(definition);
        var culture = Culture(locale);
        var rule = definition.Rule(award.Rule);
        var text = rule is null ? award.Rule : Filled(rule, award, definition, locale, culture);
        return text + Rounded(award, culture) + Share(award, culture) + Cap(award, culture);
    }

    /// <summary>Explains what a correction changed.</summary>
    /// <param name="rule">What the rule whose award changed is called.</param>
    /// <param name="points">Points gained or lost.</param>
    /// <param name="activity">The activity whose award changed.</param>
    /// <param name="reversed">The activity that was reversed.</param>
    /// <param name="reason">Why it was reversed.</param>
    /// <param name="locale">BCP 47; English where the language is not known.</param>
    public static string ExplainCorrection(string rule, long points, string activity, string reversed, string reason, string locale)
    {
        var name = activity == reversed ? "Reversed" : "Recomputed";
        return Text(name, Culture(locale), rule, (decimal)points, activity, reversed, reason);
    }

    /// <summary>Explains a prize of points.</summary>
    /// <param name="challenge">The definition of the challenge in which it was won.</param>
    /// <param name="prize">The prize.</param>
    /// <param name="place">The winner's place.</param>
    /// <param name="points">The points given.</param>
    /// <param name="locale">BCP 47; English where the language is not known.</param>
    public static string ExplainPrize(ChallengeDefinition challenge, Prize prize, int place, long points, string locale)
    {
        ArgumentNullException.ThrowIfNull(challenge);
        ArgumentNullException.ThrowIfNull(prize);
        return Text("Prize" + prize.For, Culture(locale), challenge.Name.For(locale), (decimal)place, (decimal)points, prize.Milestone ?? "");
    }

    private static string Filled(EarningRule rule, Award award, ProgramDefinition definition, string locale, CultureInfo culture)
    {
        var name = rule.NameFor(locale);
        var basis = award.Basis;
        var money = definition.Money.Currency;
        return rule.Formula switch
        {
            Formula.Fixed => Text("Fixed", culture, name, basis.Exact),
            Formula.PerAmount f => Text("PerAmount", culture, name, basis.Sum, money, f.Per, f.Points, basis.Exact),
            Formula.PerQuantity f => Text("PerQuantity", culture, name, basis.Sum, f.Per, f.Points, basis.Exact),
            Formula.PercentBack f => Text("PercentBack", culture, name, f.Percent, basis.Sum, money, basis.Exact),
            Formula.Multiplier f => Text("Multiplier", culture, name, f.Factor, basis.Sum, string.Join(", ", f.Of.Select(id => NameOf(id, definition, locale))), basis.Exact),
            Formula.Threshold f => Text("Threshold", culture, name, basis.Turnover ?? 0, f.Bar, basis.Exact),
            Formula.FirstTime f => Text("FirstTime" + f.Per, culture, name, basis.Exact),
            Formula.Slabs f => Text("Slabs" + f.Mode, culture, name, basis.Sum, basis.Turnover ?? 0, basis.Exact),
            _ => name,
        };
    }

    private static string NameOf(string rule, ProgramDefinition definition, string locale) => definition.Rule(rule)?.NameFor(locale) ?? rule;

    private static string Rounded(Award award, CultureInfo culture) =>
        award.Basis.Exact == award.Basis.Total ? "" : Text("Rounded", culture, award.Basis.Total);

    private static string Share(Award award, CultureInfo culture) =>
        award.Uncapped == award.Basis.Total ? "" : Text("Share", culture, award.Uncapped);

    private static string Cap(Award award, CultureInfo culture) =>
        award.CappedBy is { } cap ? Text("Cap", culture, award.Points, cap) : "";

    private static string Text(string name, CultureInfo culture, params ReadOnlySpan<object> numbers)
    {
        var shown = new object[numbers.Length];
        for (var i = 0; i < shown.Length; i++)
        {
            shown[i] = numbers[i] is decimal number ? number.ToString("#,0.######", culture) : numbers[i];
        }

        return string.Format(culture, Format(name, culture), shown);
    }

    // Looking a text up and taking it apart costs more than filling it in. There are as many as texts times languages spoken.
    private static CompositeFormat Format(string name, CultureInfo culture) => Formats.GetOrAdd(
        (name, culture.Name), static (key, culture) => CompositeFormat.Parse(Texts.GetString(key.Name, culture)!), culture);

    private static CultureInfo Culture(string locale)
    {
        try
        {
            return CultureInfo.GetCultureInfo(locale);
        }
        catch (CultureNotFoundException)
        {
            return CultureInfo.GetCultureInfo("en");
        }
    }
}
