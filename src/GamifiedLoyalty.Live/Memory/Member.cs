using GamifiedLoyalty.Domain.Boards;

namespace GamifiedLoyalty.Live.Memory;

/// <summary>A subject of standings: its sums over the period.</summary>
internal struct Member
{
    /// <summary>The subject's id.</summary>
    public string Subject;

    /// <summary>Sum over all days of the period.</summary>
    public ScoreValue Total;

    /// <summary>Version of the last change of the score on any day of the period; 0 when it never left 0.</summary>
    public long Reach;

    /// <summary>The same over the days before today.</summary>
    public long EarlierReach;

    /// <summary>First of its entries in <see cref="RecentDays"/>, or <see cref="RecentDays.None"/>.</summary>
    public int Recent;
}
