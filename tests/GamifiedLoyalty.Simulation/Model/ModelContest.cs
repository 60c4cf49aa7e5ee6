using GamifiedLoyalty.Domain.Challenges;
using GamifiedLoyalty.Simulation.Programs;

namespace GamifiedLoyalty.Simulation.Model;

/// <summary>A contest as the model knows it.</summary>
internal sealed class ModelContest(SimContest sent)
{
    public SimContest Sent { get; } = sent;

    public ChallengeStatus Status { get; set; } = ChallengeStatus.Draft;

    public DateTimeOffset Start { get; set; } = sent.Start;

    public DateTimeOffset End { get; set; } = sent.End;

    /// <summary>Whether nobody takes part who did not join; a rehearsal counts everybody.</summary>
    public bool OptIn { get; init; } = sent.OptIn;

    /// <summary>Who wrote and submitted it, and so may not approve it.</summary>
    public HashSet<string> Authors { get; } = new(StringComparer.Ordinal);

    /// <summary>Who joined, and when.</summary>
    public Dictionary<string, DateTimeOffset> Joined { get; } = new(StringComparer.Ordinal);

    public List<Duel> Duels { get; } = [];

    /// <summary>Each subject's result of the baseline window, fixed at opening.</summary>
    public Dictionary<string, long> Baselines { get; set; } = new(StringComparer.Ordinal);

    /// <summary>Who competes in a bracket or an elimination, strongest first; fixed at opening.</summary>
    public IReadOnlyList<string>? Field { get; set; }

    /// <summary>The published hash of a raffle's seed.</summary>
    public string? SeedHash { get; set; }

    /// <summary>What viewers see; null while they see everything.</summary>
    public string? Frozen { get; set; }

    /// <summary>The best place revealed while it is frozen.</summary>
    public int? RevealedFrom { get; set; }

    /// <summary>What it ended with, once settled.</summary>
    public ModelSettlement? Settled { get; set; }

    /// <summary>When it next has to do something by the clock.</summary>
    public DateTimeOffset? NextDue => Status switch
    {
        ChallengeStatus.Scheduled => Start,
        ChallengeStatus.Open => End,
        ChallengeStatus.Closed when Sent.SettlesByItself => End.AddHours(Sent.CorrectionHours),
        _ => null,
    };

    /// <summary>Whether it has a baseline window that is not over yet.</summary>
    public bool HasBaselineAfter(DateTimeOffset instant) => Sent.Baseline is var (_, until, _) && until > instant;
}

/// <summary>What a contest ended with.</summary>
/// <param name="At">When.</param>
/// <param name="Rows">The final rows, as text.</param>
/// <param name="Results">What of the rows corrections may change: places, values, scores and prizes, as text.</param>
/// <param name="Drawn">The winners of a raffle, as drawn; empty for other formats.</param>
/// <param name="Members">Who belonged where then.</param>
internal sealed record ModelSettlement(DateTimeOffset At, string Rows, string Results, IReadOnlyList<string> Drawn, ModelBelonging Members);

/// <summary>What standings follow from beside sales: who belongs to which partner.</summary>
/// <param name="Heads">How many employees each partner has.</param>
/// <param name="Bands">The size band of each partner that has one.</param>
/// <param name="Partners">The partner of each employee that has one.</param>
internal sealed record ModelBelonging(
    IReadOnlyDictionary<string, int> Heads, IReadOnlyDictionary<string, string> Bands, IReadOnlyDictionary<string, string> Partners)
{
    /// <summary>The partner of a subject.</summary>
    public string? PartnerOf(string subject, bool isPartner) => isPartner ? subject : Partners.GetValueOrDefault(subject);

    /// <summary>The band of a subject.</summary>
    public string? BandOf(string subject, bool isPartner) => PartnerOf(subject, isPartner) is { } partner ? Bands.GetValueOrDefault(partner) : null;
}
