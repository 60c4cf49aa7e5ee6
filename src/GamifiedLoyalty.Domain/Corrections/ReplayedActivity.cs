using GamifiedLoyalty.Domain.Activities;
using GamifiedLoyalty.Domain.Earning;

namespace GamifiedLoyalty.Domain.Corrections;

/// <summary>A recorded activity as a correction sees it.</summary>
/// <param name="Recorded">As recorded.</param>
/// <param name="Facts">Its facts, with the lines that remain before the correction.</param>
/// <param name="Awards">The awards that stand before the correction.</param>
/// <param name="Rules">The rules in force when it was recorded.</param>
public sealed record ReplayedActivity(
    RecordedActivity Recorded, ActivityFacts Facts, IReadOnlyList<Award> Awards, EarningEvaluator Rules);

/// <summary>How a correction changes one activity.</summary>
/// <param name="Activity">The activity before.</param>
/// <param name="Facts">Its facts with the lines that remain now.</param>
/// <param name="Awards">The awards that stand now.</param>
public sealed record CorrectedActivity(ReplayedActivity Activity, ActivityFacts Facts, IReadOnlyList<Award> Awards);
