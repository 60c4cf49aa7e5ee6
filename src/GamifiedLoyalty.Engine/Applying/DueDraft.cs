using GamifiedLoyalty.Engine.Ports;
using GamifiedLoyalty.Engine.State;

namespace GamifiedLoyalty.Engine.Applying;

/// <summary>What a draft changes about pending awards: all that it records share one range of the log.</summary>
internal sealed class DueDraft(DueSchedule schedule)
{
    /// <summary>So many versions share a range at least: one for each commit of one sale would be too many to keep in memory.</summary>
    private const int VersionsTogether = 32;

    private readonly Dictionary<long, DueRange> _set = [];
    private readonly List<long> _done = [];
    private DueRange? _recorded;

    /// <summary>The ranges to set; to be asked for when everything before the draft is stored.</summary>
    public List<DueRange> Set => [.. _set.Values, .. _recorded is null ? Array.Empty<DueRange>() : [Continue(_recorded)]];

    public List<long> Done => _done;

    /// <summary>An activity was recorded with a pending award.</summary>
    public void AddRecorded(long version, DateTimeOffset due) => _recorded = _recorded is null
        ? new DueRange(due, version, version)
        : _recorded with { LastVersion = version, Due = due < _recorded.Due ? due : _recorded.Due };

    /// <summary>A correction made an award of an older activity pending.</summary>
    public void AddCorrected(long version, DateTimeOffset due)
    {
        var range = _set.Values.FirstOrDefault(r => r.FirstVersion <= version && version <= r.LastVersion)
            ?? schedule.Holding(version)
            ?? new DueRange(due, version, version);
        _set[range.FirstVersion] = due < range.Due ? range with { Due = due } : range;
    }

    /// <summary>The awards of a range that were due have posted; the rest is due later, or nothing is left.</summary>
    public void Advance(DueRange range, DateTimeOffset? next)
    {
        if (next is { } due)
        {
            _set[range.FirstVersion] = range with { Due = due };
        }
        else
        {
            _done.Add(range.FirstVersion);
        }
    }

    private DueRange Continue(DueRange recorded) =>
        schedule.Newest is { } newest && recorded.LastVersion - newest.FirstVersion < VersionsTogether
            ? newest with { LastVersion = recorded.LastVersion, Due = recorded.Due < newest.Due ? recorded.Due : newest.Due }
            : recorded;
}
