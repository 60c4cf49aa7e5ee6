namespace GamifiedLoyalty.Server.Hubs;

/// <summary>
/// Decides whether a channel that is read whole tells what changed, or everything anew: what changed without a new version, by
/// the clock, or to an older one, after a restore, is told anew also to those who know the version.
/// </summary>
internal sealed class ToldVersions
{
    private long? _version;

    /// <summary>The version of what was read last; 0 before anything was.</summary>
    public long Version => _version ?? 0;

    /// <summary>The version at which what is told last changed.</summary>
    public long ChangedAt { get; private set; }

    /// <summary>Whoever knows an older version is told everything.</summary>
    public long Floor { get; private set; }

    /// <summary>Takes in what was read; true when everything has to be told anew.</summary>
    /// <param name="version">The version that it shows.</param>
    /// <param name="isChanged">Whether it differs from what was read before.</param>
    /// <param name="forgets">Whether too much changed to be told as changes.</param>
    public bool Take(long version, bool isChanged, bool forgets = false)
    {
        var before = _version;
        _version = version;
        if (!isChanged && version >= before)
        {
            return false;
        }

        ChangedAt = version;
        var isNew = before is null || version <= before || forgets;
        if (isNew)
        {
            Floor = version == before ? version + 1 : version;
        }

        return isNew;
    }
}
