namespace GamifiedLoyalty.Engine.State;

/// <summary>
/// Tells what was not used for long, without keeping an order of use: what was used in the current age is young; when half
/// of the capacity is young, those that were not used since the last age are told, and a new age begins.
/// </summary>
/// <param name="capacity">About how many it keeps.</param>
/// <param name="ageOf">Where an item keeps the age in which it was last used.</param>
internal sealed class Aging<T>(int capacity, Aging<T>.AgeOf ageOf)
{
    private List<T> _young = [];
    private List<T> _old = [];
    private int _age = 1;

    /// <summary>Where an item keeps the age in which it was last used; 0 when it is not kept.</summary>
    public delegate ref int AgeOf(T item);

    /// <summary>Notes a use.</summary>
    public void Use(T item)
    {
        ref var age = ref ageOf(item);
        if (age != _age)
        {
            age = _age;
            _young.Add(item);
        }
    }

    /// <summary>Lets items age when there are enough; those that are told were not used since the last call but one, and are not kept any more.</summary>
    public void Age(Action<T> forget)
    {
        if (_young.Count < (capacity + 1) / 2)
        {
            return;
        }

        foreach (var item in _old)
        {
            ref var age = ref ageOf(item);
            if (age != 0 && age < _age)
            {
                age = 0;
                forget(item);
            }
        }

        (_old, _young) = (_young, _old);
        _young.Clear();
        _age++;
    }
}
