namespace GamifiedLoyalty.Domain.Challenges.Draws;

/// <summary>The tickets that are left in a draw, as a Fenwick tree: finding an owner and removing it take a few steps each.</summary>
internal sealed class TicketTree
{
    private readonly long[] _tickets;
    private readonly long[] _tree;

    public TicketTree(RaffleEntry[] entries)
    {
        _tickets = new long[entries.Length];
        _tree = new long[entries.Length + 1];
        for (var i = 0; i < entries.Length; i++)
        {
            _tickets[i] = entries[i].Tickets;
            Add(i, entries[i].Tickets);
        }
    }

    /// <summary>How many tickets are left.</summary>
    public long Total { get; private set; }

    /// <summary>
    /// The index of the entry that owns a ticket, and which of its own it is, from 0; tickets are numbered from 0 in the order
    /// of entries.
    /// </summary>
    public (int Entry, long Own) OwnerOf(long ticket)
    {
        var position = 0;
        for (var step = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)_tree.Length); step > 0; step /= 2)
        {
            if (position + step < _tree.Length && _tree[position + step] <= ticket)
            {
                position += step;
                ticket -= _tree[position];
            }
        }

        return (position, ticket);
    }

    /// <summary>Takes an entry out with all its tickets.</summary>
    public void Remove(int entry)
    {
        Add(entry, -_tickets[entry]);
        _tickets[entry] = 0;
    }

    private void Add(int entry, long tickets)
    {
        Total += tickets;
        for (var i = entry + 1; i < _tree.Length; i += i & -i)
        {
            _tree[i] += tickets;
        }
    }
}
