using System.Globalization;
using GamifiedLoyalty.Domain.Challenges;
using GamifiedLoyalty.Domain.Programs;
using GamifiedLoyalty.Server.Localization;
using GamifiedLoyalty.Server.Pages.Rendering;
using Microsoft.Extensions.Localization;

namespace GamifiedLoyalty.Server.Pages.Contests;

/// <summary>Says what a contest counts and for whom, every condition in words: the same to managers and to participants.</summary>
/// <param name="terms">The words that all pages share.</param>
/// <param name="definition">The contest.</param>
/// <param name="language">The language of the page.</param>
/// <param name="texts">Texts of contests.</param>
internal sealed class CountingWords(
    ContestTerms terms, ChallengeDefinition definition, PageLanguage language, IStringLocalizer<ContestPageTexts> texts)
{
    /// <summary>What is counted, how it becomes a score, and of which sales.</summary>
    public string Metric()
    {
        var measure = terms.Measure(definition.Metric);
        var filter = Of(definition.Metric.Filter);
        var counted = definition.Scoring == Scoring.Total ? measure : $"{measure}, {Say($"Scoring{definition.Scoring}")}";
        return filter.Length == 0 ? counted : $"{counted} ({filter})";
    }

    /// <summary>Who takes part.</summary>
    public string Audience()
    {
        var who = Say(definition.RanksPartners ? "WhoPartners" : "WhoEmployees");
        var where = Of(definition.Audience.Condition);
        var listed = definition.Audience.Members is { } members ? Say("WhoListed", members.Count) : "";
        var joining = definition.OptIn ? Say($"WhoJoins{definition.LateJoining}") : "";
        return string.Join(" · ", new[] { who, where, listed, joining }.Where(t => t.Length > 0));
    }

    /// <summary>A condition in words; empty when it always holds.</summary>
    public string Of(Condition condition) => condition switch
    {
        Condition.All { Parts: var parts } => string.Join(" · ", parts.Select(Of).Where(t => t.Length > 0)),
        Condition.Any { Parts: var parts } => AnyOf(parts),
        Condition.Not { Part: var part } => Of(part) is { Length: > 0 } words ? Say("Except", words) : Say("Never"),
        Condition.Compare compare => Compare(compare),
        _ => "",
    };

    /// <summary>One part that always holds is enough for the whole.</summary>
    private string AnyOf(IReadOnlyList<Condition> parts)
    {
        var words = parts.Select(p => p is Condition.All { Parts.Count: > 1 } && Of(p) is { Length: > 0 } all ? $"({all})" : Of(p)).ToList();
        return words.Count == 0 ? Say("Never") : words.Contains("") ? "" : string.Join($" {Say("Or")} ", words);
    }

    private string Compare(Condition.Compare compare)
    {
        if (compare is { Field.Kind: FieldKind.CustomerIsNew, Op: ConditionOp.Eq or ConditionOp.Ne, Values: [bool isNew] })
        {
            return Say(isNew == (compare.Op == ConditionOp.Eq) ? "NewCustomersOnly" : "KnownCustomersOnly");
        }

        var field = compare.Field.Attribute ?? Say($"Field{compare.Field.Kind}");
        var values = string.Join(", ", compare.Values.Select(v => Value(compare.Field.Kind, v)));
        return compare.Op switch
        {
            ConditionOp.Eq or ConditionOp.In => Say("FieldIs", field, values),
            ConditionOp.Ne or ConditionOp.NotIn => Say("Except", Say("FieldIs", field, values)),
            ConditionOp.Lt => $"{field} < {values}",
            ConditionOp.Le => $"{field} ≤ {values}",
            ConditionOp.Gt => $"{field} > {values}",
            ConditionOp.Ge => $"{field} ≥ {values}",
            ConditionOp.StartsWith => Say("BeginsWith", field, values),
            _ => Say(compare.Values is [false] ? "IsMissing" : "IsGiven", field),
        };
    }

    private string Value(FieldKind field, object value) => (field, value) switch
    {
        (_, bool flag) => Say(flag ? "Yes" : "No"),
        (FieldKind.DateWeekday, decimal day) => language.Culture.DateTimeFormat.GetDayName((DayOfWeek)((int)day % 7)),
        (FieldKind.DateMonth, decimal month) => language.Culture.DateTimeFormat.GetMonthName((int)month),
        (_, decimal number) => number.ToString("#,0.######", language.Culture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    private string Say(string name, params object[] values)
    {
        language.Apply();
        return texts[name, values];
    }
}
