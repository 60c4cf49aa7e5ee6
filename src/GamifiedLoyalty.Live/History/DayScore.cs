using GamifiedLoyalty.Domain.Boards;

namespace GamifiedLoyalty.Live.History;

/// <summary>What a subject scored on a day.</summary>
/// <param name="Day">The local day.</param>
/// <param name="Slot">The subject's slot.</param>
/// <param name="Value">The sums.</param>
/// <param name="Reach">Version of the last change of the score.</param>
internal readonly record struct DayScore(DateOnly Day, int Slot, ScoreValue Value, long Reach);
