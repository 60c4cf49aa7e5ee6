using GamifiedLoyalty.Domain.Challenges;
using GamifiedLoyalty.Engine.Challenges;
using GamifiedLoyalty.Engine.Log;
using GamifiedLoyalty.Engine.Ports;

namespace GamifiedLoyalty.Engine.Verification;

/// <summary>What the log says of settled challenges: each settles once, changes nothing afterwards, and stays within its budget.</summary>
internal sealed class ChallengeReplica
{
    private readonly Dictionary<string, PrizeCost> _settled = new(StringComparer.Ordinal);

    /// <summary>Takes a step; returns its fault.</summary>
    public string? Note(ChallengeEntry entry)
    {
        if (_settled.ContainsKey(entry.Challenge))
        {
            // A freeze that outlived the settlement may still be revealed, and nothing else is left to do.
            return entry.Action == ChallengeAction.Reveal ? null : $"Version {entry.Version} changes the challenge {entry.Challenge}, which was settled before.";
        }

        if (entry.Action == ChallengeAction.Settle)
        {
            _settled[entry.Challenge] = new PrizeCost(
                entry.Prizes.Where(p => p.Kind == PrizeKind.Points).Sum(p => p.Value),
                entry.Prizes.Where(p => p.Kind != PrizeKind.Points).Sum(p => p.Value));
        }

        return entry.Action == ChallengeAction.Settle || entry.Prizes.Count == 0
            ? null
            : $"Version {entry.Version} gives prizes of the challenge {entry.Challenge} without settling it.";
    }

    /// <summary>Compares what was given with the stored settlements and budgets; returns the first fault.</summary>
    public string? BudgetFault(IReadOnlyList<StoredDocument> documents)
    {
        foreach (var document in documents.Where(d => _settled.ContainsKey(d.Id)))
        {
            var given = _settled[document.Id];
            if (document.Kind == ChallengeDocuments.Challenge)
            {
                var plan = ChallengeRecordCodec.Read(document.Body!).Definition.Prizes;
                if (given.Points > plan.BudgetPoints || given.Money > plan.BudgetMoney)
                {
                    return $"The challenge {document.Id} gave {given}, which is more than its budget.";
                }
            }
            else if (document.Kind == ChallengeDocuments.Settlement && SettlementCodec.Read(document.Body!).Result.Standings.Cost is var cost && cost != given)
            {
                return $"The challenge {document.Id} gave {given}, its settlement says {cost}.";
            }
        }

        return null;
    }
}
