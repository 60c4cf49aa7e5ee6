using GamifiedLoyalty.Engine.Ports;

namespace GamifiedLoyalty.Live.Redis;

/// <summary>
/// The latest updates of a program, gapless, for standings that lag behind. Bounded by score changes: what lags further
/// behind has to be rebuilt. Thread-safe.
/// </summary>
internal sealed class UpdateLog
{
    private const int ChangesOfAnUpdate = 1;

    private readonly Lock _gate = new();
    private readonly List<BoardUpdate> _updates = [];
    private long _start;
    private string _startHash;
    private long _changes;

    /// <summary>Starts after a version.</summary>
    public UpdateLog(long version, string hash) => (_start, _startHash, Last) = (version, hash, version);

    /// <summary>The version of the last update.</summary>
    public long Last { get; private set; }

    /// <summary>The short form of a commit's hash by which histories are told apart; empty when it is not known.</summary>
    public static string HashOf(ReadOnlyMemory<byte> hash) => Convert.ToHexStringLower(hash.Span[..Math.Min(8, hash.Length)]);

    /// <summary>Adds an update; false when it was added before. One that leaves a gap drops what came before it.</summary>
    public bool Add(BoardUpdate update, long maxChanges)
    {
        lock (_gate)
        {
            if (update.LastVersion <= Last)
            {
                return false;
            }

            if (update.FirstVersion > Last + 1)
            {
                _updates.Clear();
                (_start, _startHash, _changes) = (update.FirstVersion - 1, "", 0);
            }

            _updates.Add(update);
            _changes += SizeOf(update);
            Last = update.LastVersion;
            Trim(maxChanges);
            return true;
        }
    }

    /// <summary>The hash of the commit at a version; empty when it is not known.</summary>
    public string HashAt(long version)
    {
        lock (_gate)
        {
            return version == _start ? _startHash : IndexOf(version) is { } at ? HashOf(_updates[at].Hash) : "";
        }
    }

    /// <summary>
    /// The updates after a version, through <paramref name="most"/> at most and of no more changes than asked, but one at
    /// least; null when the log cannot continue from there.
    /// </summary>
    public List<BoardUpdate>? After(long version, long most, int changes)
    {
        lock (_gate)
        {
            if (version >= Last)
            {
                return [];
            }

            if (version != _start && IndexOf(version) is null)
            {
                return null;
            }

            var taken = new List<BoardUpdate>();
            for (var at = version == _start ? 0 : IndexOf(version)!.Value + 1; at < _updates.Count && changes > 0; at++)
            {
                if (_updates[at].LastVersion > most)
                {
                    break;
                }

                taken.Add(_updates[at]);
                changes -= (int)SizeOf(_updates[at]);
            }

            return taken.Count > 0 ? taken : null;
        }
    }

    private static long SizeOf(BoardUpdate update) => ChangesOfAnUpdate + update.Scores.Count + update.Headcounts.Count;

    /// <summary>The index of the update that ends at a version.</summary>
    private int? IndexOf(long version)
    {
        var (low, high) = (0, _updates.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var last = _updates[middle].LastVersion;
            if (last == version)
            {
                return middle;
            }

            (low, high) = last < version ? (middle + 1, high) : (low, middle - 1);
        }

        return null;
    }

    private void Trim(long maxChanges)
    {
        if (_changes <= maxChanges)
        {
            return;
        }

        // Half at once, so that adding stays cheap; the newest stays whatever its size.
        var gone = 0;
        while (gone < _updates.Count - 1 && _changes > maxChanges / 2)
        {
            _changes -= SizeOf(_updates[gone++]);
        }

        (_start, _startHash) = gone > 0 ? (_updates[gone - 1].LastVersion, HashOf(_updates[gone - 1].Hash)) : (_start, _startHash);
        _updates.RemoveRange(0, gone);
    }
}
