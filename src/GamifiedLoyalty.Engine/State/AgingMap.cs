namespace GamifiedLoyalty.Engine.State;

/// <summary>
/// A map that forgets what was not used for long, without keeping an order of use: entries are young or old; using an old
/// one makes it young; when half of the capacity is young, the old ones go and the young become old.
/// </summary>
/// <param name="capacity">About how many entries it keeps.</param>
internal sealed class AgingMap<TKey, TValue>(int capacity)
    where TKey : notnull
    where TValue : class
{
    private Dictionary<TKey, TValue> _young = [];
    private Dictionary<TKey, TValue> _old = [];

    /// <summary>The value of a key, or null; asking counts as use.</summary>
    public TValue? Find(TKey key)
    {
        if (_young.TryGetValue(key, out var young))
        {
            return young;
        }

        if (!_old.Remove(key, out var old))
        {
            return null;
        }

        _young.Add(key, old);
        return old;
    }

    /// <summary>Sets the value of a key.</summary>
    public void Set(TKey key, TValue value)
    {
        _old.Remove(key);
        _young[key] = value;
    }

    /// <summary>Forgets a key.</summary>
    public void Remove(TKey key)
    {
        _young.Remove(key);
        _old.Remove(key);
    }

    /// <summary>Lets entries age when there are enough. What was used since the last call but one stays.</summary>
    public void Age()
    {
        if (_young.Count >= (capacity + 1) / 2)
        {
            (_old, _young) = (_young, []);
        }
    }
}
