using System.Numerics;
using GamifiedLoyalty.Domain.Challenges;
using GamifiedLoyalty.Simulation.Programs;

namespace GamifiedLoyalty.Simulation.Model;

/// <summary>What the subjects of a contest score, by plain sums over its sales.</summary>
internal sealed class ContestScores
{
    private readonly ModelContest _contest;
    private readonly ModelBelonging _members;
    private readonly DateTimeOffset _now;
    private readonly List<ModelSale> _sales;
    private readonly ILookup<string, ModelSale> _bySubject;

    public ContestScores(ModelContests all, ModelContest contest, ModelBelonging members, DateTimeOffset now)
    {
        (_contest, _members, _now) = (contest, members, now);
        _sales = [.. all.Sales(contest.Sent, contest.Start, contest.End).Where(IsIn)];
        _bySubject = _sales.ToLookup(s => s.Subject, StringComparer.Ordinal);
    }

    private SimContest Sent => _contest.Sent;

    /// <summary>What pots grow with.</summary>
    public long Turnover => _sales.Sum(s => s.Turnover);

    /// <summary>Everyone who is listed.</summary>
    public IEnumerable<string> Listed() => (_contest.Field ?? (IEnumerable<string>?)Sent.Format.Personal?.Keys
        ?? _sales.Where(s => s.Counts).Select(s => s.Subject).Concat(_contest.Joined.Keys).Distinct(StringComparer.Ordinal)).Where(IsRanked);

    /// <summary>A row without place, value and prizes.</summary>
    public ModelRow Row(string subject)
    {
        var own = _bySubject[subject].ToList();
        var score = Score(subject, own, _contest.End - _contest.Start);
        var stays = own.ConvertAll(s => IsReturnable(s) ? s with { Counts = false, Score = 0 } : Confirmed(s));
        var confirmed = Score(subject, stays, _contest.End - _contest.Start);
        return new ModelRow(subject, score, score - Math.Min(score, confirmed), Reach(own))
        {
            Band = Sent.ByBand ? _members.BandOf(subject, Sent.RanksPartners) : null,
        };
    }

    /// <summary>Score and reach of a subject in a part of the window.</summary>
    public (long Score, long Reach) In(string subject, DateTimeOffset from, DateTimeOffset until)
    {
        var own = _bySubject[subject].Where(s => s.At >= from && s.At < until).ToList();
        return (Score(subject, own, until - from), Reach(own));
    }

    /// <summary>The bar of a subject whose target is so much growth in percent.</summary>
    public long GrowthBar(string subject, int percent)
    {
        var (part, whole) = Base(subject, _contest.End - _contest.Start);
        return Ceiling(part * (100 + percent), whole * 100 * Divisor(subject, _bySubject[subject]));
    }

    /// <summary>A bar for one who joined late.</summary>
    public long ProRated(string subject, long bar)
    {
        if (Sent.LateJoining != LateJoining.ProRated || !_contest.Joined.TryGetValue(subject, out var joined) || joined <= _contest.Start)
        {
            return bar;
        }

        var left = Math.Max(0, (_contest.End - joined).Ticks);
        return Math.Max(1, Ceiling((BigInteger)bar * left, (_contest.End - _contest.Start).Ticks));
    }

    private bool IsIn(ModelSale sale)
    {
        if (_contest.Field?.Contains(sale.Subject) == false)
        {
            return false;
        }

        return !_contest.OptIn
            || (_contest.Joined.TryGetValue(sale.Subject, out var joined) && (Sent.LateJoining == LateJoining.Full || sale.At >= joined));
    }

    private bool IsRanked(string subject) =>
        Sent.Scoring != Scoring.PerHead || _members.Heads.GetValueOrDefault(subject) >= Math.Max(1, Sent.MinimumHeadcount);

    private bool IsReturnable(ModelSale sale) => Sent.ReturnHours is { } hours && sale.At.AddHours(hours) > _now;

    // Someone whose points are all pending has not sold anything for certain.
    private static ModelSale Confirmed(ModelSale sale) =>
        sale with { Score = sale.Score - sale.Pending, Counts = sale.Counts && (sale.Score == 0 || sale.Score > sale.Pending) };

    private long Score(string subject, IEnumerable<ModelSale> sales, TimeSpan length)
    {
        var own = sales.ToList();
        var sum = own.Sum(s => s.Score);
        if (Sent.Scoring != Scoring.Growth)
        {
            return Floor(sum, Divisor(subject, own));
        }

        var (part, whole) = Base(subject, length);
        return Floor(((sum * whole) - part) * 10_000, part);
    }

    private int Divisor(string subject, IEnumerable<ModelSale> sales) => Sent.Scoring switch
    {
        Scoring.PerHead => Math.Max(1, _members.Heads.GetValueOrDefault(subject)),
        Scoring.PerActiveSeller => Math.Max(1, sales.Where(s => s.Counts && s.Seller is not null).Select(s => s.Seller).Distinct(StringComparer.Ordinal).Count()),
        _ => 1,
    };

    private (BigInteger Part, BigInteger Whole) Base(string subject, TimeSpan length)
    {
        var (from, until, floor) = Sent.Baseline!.Value;
        return ((BigInteger)Math.Max(_contest.Baselines.GetValueOrDefault(subject), floor) * length.Ticks, (until - from).Ticks);
    }

    private static long Reach(List<ModelSale> sales) => sales.Select(s => s.Changed).DefaultIfEmpty().Max();

    private static long Floor(BigInteger number, BigInteger divisor) =>
        (long)BigInteger.Divide(number - ((number % divisor + divisor) % divisor), divisor);

    private static long Ceiling(BigInteger number, BigInteger divisor) => -Floor(-number, divisor);
}
