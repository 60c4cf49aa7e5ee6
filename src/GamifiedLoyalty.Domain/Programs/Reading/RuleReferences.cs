using GamifiedLoyalty.Domain.Text;

namespace GamifiedLoyalty.Domain.Programs.Reading;

/// <summary>Checks what multipliers name: rules of the same currency, never themselves, not even through others.</summary>
internal sealed class RuleReferences
{
    private readonly IReadOnlyList<(EarningRule Rule, ObjectPlace Place)> _rules;
    private readonly Dictionary<string, EarningRule> _byId;

    public RuleReferences(IReadOnlyList<(EarningRule Rule, ObjectPlace Place)> rules)
    {
        _rules = rules;
        _byId = rules.Select(r => r.Rule).DistinctBy(r => r.Id).ToDictionary(r => r.Id, StringComparer.Ordinal);
    }

    public void Check()
    {
        foreach (var (rule, place) in _rules)
        {
            if (rule.Formula is Formula.Multiplier multiplier)
            {
                Check(rule, multiplier, place);
            }
        }
    }

    private void Check(EarningRule rule, Formula.Multiplier multiplier, ObjectPlace place)
    {
        for (var i = 0; i < multiplier.Of.Count; i++)
        {
            var id = multiplier.Of[i];
            var item = JsonPointer.Item("formula/of", i);
            if (id.Length == 0)
            {
                continue;
            }

            if (!_byId.TryGetValue(id, out var named))
            {
                place.FaultAt(item, "unknownRule", $"There is no rule \"{id}\".");
            }
            else if (named.Currency.Length > 0 && rule.Currency.Length > 0 && named.Currency != rule.Currency)
            {
                place.FaultAt(item, "otherCurrency", $"The rule \"{id}\" awards another currency.");
            }
            else if (Reaches(named, rule.Id, []))
            {
                place.FaultAt(item, "cyclicMultiplier", $"The rule \"{id}\" depends on this rule.");
            }
        }
    }

    private bool Reaches(EarningRule from, string target, HashSet<string> seen)
    {
        if (from.Id == target)
        {
            return true;
        }

        return seen.Add(from.Id)
            && from.Formula is Formula.Multiplier multiplier
            && multiplier.Of.Any(id => _byId.TryGetValue(id, out var next) && Reaches(next, target, seen));
    }
}
