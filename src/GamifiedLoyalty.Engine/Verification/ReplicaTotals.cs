using GamifiedLoyalty.Domain.Boards;
using GamifiedLoyalty.Domain.Earning;
using GamifiedLoyalty.Domain.Ledger;
using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Engine.Applying;
using GamifiedLoyalty.Engine.Log;
using GamifiedLoyalty.Engine.State;

namespace GamifiedLoyalty.Engine.Verification;

/// <summary>Balances, running values and scores, summed up from activities as they come and go.</summary>
internal sealed class ReplicaTotals(DefinitionBook definitions)
{
    private readonly Dictionary<(OwnerRef Owner, string Currency), Balance> _accounts = [];
    private readonly Dictionary<AccumulatorKey, decimal> _accumulators = [];
    private readonly Dictionary<ScoreKey, ScoreValue> _scores = [];

    public IReadOnlyDictionary<(OwnerRef Owner, string Currency), Balance> Accounts => _accounts;

    public IReadOnlyDictionary<AccumulatorKey, decimal> Accumulators => _accumulators;

    public IReadOnlyDictionary<ScoreKey, ScoreValue> Scores => _scores;

    /// <summary>Adds (1) or takes away (-1) what an activity contributes.</summary>
    public void Count(EarningEvaluator rules, ActivityFacts facts, IReadOnlyList<Award> awards, DateTimeOffset postedThrough, int sign)
    {
        foreach (var award in awards)
        {
            var pending = award.IsPending(postedThrough);
            Add(award.Owner, award, sign, pending);
            Add(AwardPoster.Funder(award), award, -sign, pending);
        }

        foreach (var (key, change) in RecordedContributions.Of(rules, facts, awards).Concat(GrossTotals.Of(facts, rules.Definition.Money).Changes))
        {
            _accumulators[key] = _accumulators.GetValueOrDefault(key) + (sign * change);
        }

        ScoreCalculator.Visit(definitions.ActiveSeries, facts, awards, definitions.Rules.Definition.Money, postedThrough, (key, value) =>
            _scores[key] = sign > 0 ? _scores.GetValueOrDefault(key) + value : _scores.GetValueOrDefault(key) - value);
    }

    /// <summary>Adds points that a prize moved at once.</summary>
    public void Transfer(PrizeMark prize)
    {
        Add(prize.Winner, prize.Currency!, prize.Value, 0);
        Add(prize.Payer, prize.Currency!, -prize.Value, 0);
    }

    private void Add(OwnerRef owner, Award award, int sign, bool pending) =>
        Add(owner, award.Currency, pending ? 0 : sign * award.Points, pending ? sign * award.Points : 0);

    private void Add(OwnerRef owner, string currency, long available, long pending) =>
        _accounts[(owner, currency)] = _accounts.GetValueOrDefault((owner, currency)).Plus(available, pending);
}
