namespace GamifiedLoyalty.Domain.Challenges.Standings;

/// <summary>Turns the sum of a subject's contributions into its score, and back.</summary>
internal sealed class ScoreRule(ChallengeField field)
{
    /// <summary>Growth is told in hundredths of a percent.</summary>
    public const int GrowthUnit = 10_000;

    private readonly Scoring _scoring = field.Definition.Scoring;

    /// <summary>Whether a subject can be compared at all: a partner that is too small cannot.</summary>
    public bool Ranks(string subject) =>
        _scoring != Scoring.PerHead || field.Headcount(subject) >= Math.Max(1, field.Definition.MinimumHeadcount);

    /// <summary>The score of a sum that <paramref name="sellers"/> made in a window of a given length.</summary>
    public long Score(string subject, long sum, int sellers, TimeSpan length) => _scoring switch
    {
        Scoring.PerHead or Scoring.PerActiveSeller => Whole.Floor(sum, Divisor(subject, sellers)),
        Scoring.Growth => Growth(subject, sum, length),
        _ => sum,
    };

    /// <summary>The least sum that gives a score.</summary>
    public long SumFor(string subject, long score, int sellers, TimeSpan length)
    {
        if (_scoring != Scoring.Growth)
        {
            return Whole.Clamp((Int128)score * Divisor(subject, sellers));
        }

        var (part, whole) = ScaledBase(subject, length);
        return Whole.CeilingOfProduct(part, score + (Int128)GrowthUnit, whole * GrowthUnit);
    }

    /// <summary>What a sum is divided by; 1 where it is not.</summary>
    public int Divisor(string subject, int sellers) => _scoring switch
    {
        Scoring.PerHead => Math.Max(1, field.Headcount(subject)),
        Scoring.PerActiveSeller => Math.Max(1, sellers),
        _ => 1,
    };

    /// <summary>The subject's baseline for a window of a given length, as an exact fraction above 0.</summary>
    public (Int128 Part, Int128 Whole) ScaledBase(string subject, TimeSpan length)
    {
        var baseline = field.Definition.Baseline
            ?? throw new InvalidOperationException($"The challenge {field.Record.Id} compares with a baseline and has none.");
        var result = field.Record.Baselines?.GetValueOrDefault(subject) ?? 0;
        return ((Int128)Math.Max(result, Math.Max(1, baseline.Floor)) * Math.Max(1, length.Ticks), Math.Max(1, (baseline.Until - baseline.From).Ticks));
    }

    private long Growth(string subject, long sum, TimeSpan length)
    {
        var (part, whole) = ScaledBase(subject, length);
        return Whole.Floor(((sum * whole) - part) * GrowthUnit, part);
    }
}
