using GamifiedLoyalty.Domain.Challenges;
using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Simulation.Programs;

namespace GamifiedLoyalty.Simulation.Model;

/// <summary>A contest as the model knows it.</summary>
internal sealed class ModelContest(SimContest sent)
{
    public SimContest Sent { get; } = sent;

    public ChallengeStatus Status { get; set; } = ChallengeStatus.Draft;

    public DateTimeOffset Start { get; set; } = sent.Start;

    public DateTimeOffset End { get; set; } = sent.End;

    /// <summary>Who joined.</summary>
    public HashSet<string> Joined { get; } = new(StringComparer.Ordinal);

    /// <summary>What viewers see; null while they see everything.</summary>
    public string? Frozen { get; set; }

    /// <summary>The best place revealed while it is frozen.</summary>
    public int? RevealedFrom { get; set; }

    /// <summary>The final standings, once settled.</summary>
    public string? Settled { get; set; }

    /// <summary>When it next has to do something by the clock.</summary>
    public DateTimeOffset? NextDue => Status switch
    {
        ChallengeStatus.Scheduled => Start,
        ChallengeStatus.Open => End,
        ChallengeStatus.Closed when Sent.SettlesByItself => End.AddHours(Sent.CorrectionHours),
        _ => null,
    };

    /// <summary>What standings of places give, in the order of the budget.</summary>
    public IEnumerable<(OwnerRef Winner, int Place, long Points)> Prizes(IReadOnlyList<ModelRow> rows)
    {
        var left = SimContest.Budget;
        foreach (var row in rows.Where(r => r.Score >= Math.Max(SimContest.MinimumScore, Sent.Bar ?? 0)))
        {
            var full = Sent.Bar is not null ? SimContest.TargetPrize
                : row.Place == 1 ? SimContest.FirstPrize
                : row.Place <= 3 ? SimContest.OtherPrize : 0;
            var points = Math.Min(full, left);
            left -= points;
            if (points > 0)
            {
                yield return (new OwnerRef(Sent.Metric.RanksPartners ? OwnerKind.Partner : OwnerKind.Employee, row.Subject), row.Place, points);
            }
        }
    }
}

/// <summary>A row of a contest.</summary>
internal readonly record struct ModelRow(int Place, string Subject, long Score, long Provisional, long Reach)
{
    public override string ToString() => FormattableString.Invariant($"{Place} {Subject} {Score} ({Provisional}) @{Reach}");

    public static string Text(IEnumerable<ModelRow> rows) => string.Join("; ", rows);
}
