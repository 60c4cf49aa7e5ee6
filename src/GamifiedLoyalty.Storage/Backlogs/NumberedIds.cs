namespace GamifiedLoyalty.Storage.Backlogs;

/// <summary>Ids of the owners and subjects of programs, numbered from 0 as they come.</summary>
internal sealed class NumberedIds
{
    private readonly Dictionary<(int Program, string Id), int> _numbers = [];
    private readonly List<(int Program, string Id)> _ids = [];
    private (int Program, string? Id, int Number) _last;

    /// <summary>The program and id of a number.</summary>
    public (int Program, string Id) this[int number] => _ids[number];

    /// <summary>The number of an id, or null.</summary>
    public int? Find(int program, string id) => _numbers.TryGetValue((program, id), out var number) ? number : null;

    /// <summary>The number of an id; the next one when it has none.</summary>
    public int FindOrAdd(int program, string id)
    {
        // The scores of a sale follow each other.
        if (_last.Program == program && ReferenceEquals(_last.Id, id))
        {
            return _last.Number;
        }

        if (!_numbers.TryGetValue((program, id), out var number))
        {
            number = _ids.Count;
            _numbers.Add((program, id), number);
            _ids.Add((program, id));
        }

        _last = (program, id, number);
        return number;
    }

    /// <summary>The place of each number in the order by program and id.</summary>
    public int[] Ranks()
    {
        var numbers = new int[_ids.Count];
        for (var i = 0; i < numbers.Length; i++)
        {
            numbers[i] = i;
        }

        Array.Sort(_ids.ToArray(), numbers, Comparer<(int Program, string Id)>.Create(Compare));
        var ranks = new int[numbers.Length];
        for (var rank = 0; rank < ranks.Length; rank++)
        {
            ranks[numbers[rank]] = rank;
        }

        return ranks;
    }

    private static int Compare((int Program, string Id) one, (int Program, string Id) other)
    {
        var order = one.Program.CompareTo(other.Program);
        return order != 0 ? order : string.CompareOrdinal(one.Id, other.Id);
    }
}
