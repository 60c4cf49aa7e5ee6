using System.Collections.Concurrent;
using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Domain.Text;
using GamifiedLoyalty.Engine.Programs;

namespace GamifiedLoyalty.Server.Pages.Search;

/// <summary>
/// Finds members of a program by the beginnings of words of their names, without looking at all of them: the words are kept
/// sorted, and members that changed since are looked at one by one until the words are sorted again. Thread-safe.
/// </summary>
internal sealed class MemberIndex
{
    /// <summary>Most members looked at for one search, whatever was typed.</summary>
    public const int MaxExamined = 2_000;

    private const int MaxPending = 1_000;
    private const int MaxWords = 4;
    private const int MaxLength = 64;
    private static readonly TimeSpan RebuildPause = TimeSpan.FromSeconds(30);

    private readonly MemberDirectory _members;
    private readonly TimeProvider _time;
    private readonly Lock _building = new();
    private readonly ConcurrentDictionary<OwnerRef, byte> _pending = new();
    private volatile Word[] _words = [];
    private long _builtAt;

    /// <summary>Indexes the members there are; others follow by themselves.</summary>
    public MemberIndex(MemberDirectory members, TimeProvider time)
    {
        (_members, _time) = (members, time);
        members.Changed += profile => _pending[profile.Ref] = 0;
        Build();
    }

    /// <summary>Members that match, in the order of their names.</summary>
    /// <param name="text">What was typed; only its beginning counts when it is very long.</param>
    /// <param name="limit">The most answers.</param>
    /// <param name="accept">Whether the asker may be told of a member.</param>
    public async Task<IReadOnlyList<MemberProfile>> FindAsync(string text, int limit, Func<MemberProfile, ValueTask<bool>> accept)
    {
        var typed = text.Trim();
        typed = typed.Length > MaxLength ? typed[..MaxLength] : typed;
        var words = NameFolding.Fold(typed).Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(MaxWords).ToArray();
        RebuildWhenWorthIt();
        var found = new List<MemberProfile>();
        var seen = new HashSet<OwnerRef>();
        foreach (var candidate in Candidates(typed, words).Take(MaxExamined))
        {
            if (found.Count == limit)
            {
                break;
            }

            if (_members.Find(candidate) is { } profile && seen.Add(candidate) && Matches(profile, typed, words) && await accept(profile))
            {
                found.Add(profile);
            }
        }

        return [.. found.OrderBy(m => NameFolding.Fold(m.Name), StringComparer.Ordinal).ThenBy(m => m.Id, StringComparer.Ordinal)];
    }

    private IEnumerable<OwnerRef> Candidates(string typed, string[] words)
    {
        if (Ids.IsId(typed))
        {
            yield return OwnerRef.Employee(typed);
            yield return OwnerRef.Partner(typed);
        }

        if (words.Length == 0)
        {
            yield break;
        }

        foreach (var (member, _) in _pending.Take(MaxPending))
        {
            yield return member;
        }

        // The longest word has the fewest names behind it.
        var start = words.MaxBy(w => w.Length)!;
        var sorted = _words;
        for (var i = FirstFrom(sorted, start); i < sorted.Length && sorted[i].StartsWith(start); i++)
        {
            yield return sorted[i].Member;
        }
    }

    private static bool Matches(MemberProfile profile, string typed, string[] words)
    {
        if (string.Equals(profile.Id, typed, StringComparison.Ordinal))
        {
            return true;
        }

        var name = NameFolding.Fold(profile.Name).Split(' ');
        return words.Length > 0 && Array.TrueForAll(words, w => Array.Exists(name, n => n.StartsWith(w, StringComparison.Ordinal)));
    }

    private static int FirstFrom(Word[] sorted, string start)
    {
        var (low, high) = (0, sorted.Length);
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            (low, high) = sorted[middle].CompareTo(start) < 0 ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private void RebuildWhenWorthIt()
    {
        if (_pending.Count > MaxPending && _time.GetElapsedTime(Volatile.Read(ref _builtAt)) > RebuildPause && _building.TryEnter())
        {
            try
            {
                Build();
            }
            finally
            {
                _building.Exit();
            }
        }
    }

    private void Build()
    {
        // Whoever changes from here on is pending again, also when the walk below meets them.
        _pending.Clear();
        var words = new List<Word>();
        foreach (var profile in _members.Employees.Concat(_members.Partners))
        {
            var name = NameFolding.Fold(profile.Name);
            for (var at = 0; at >= 0 && at < name.Length; at = name.IndexOf(' ', at) is var space and >= 0 ? space + 1 : -1)
            {
                words.Add(new Word(name, at, profile.Ref));
            }
        }

        words.Sort();
        _words = [.. words];
        Volatile.Write(ref _builtAt, _time.GetTimestamp());
    }

    /// <summary>A word of a name with what follows it.</summary>
    private readonly record struct Word(string Name, int At, OwnerRef Member) : IComparable<Word>
    {
        public int CompareTo(Word other) => string.CompareOrdinal(Name, At, other.Name, other.At, int.MaxValue);

        public int CompareTo(string start) => string.CompareOrdinal(Name, At, start, 0, start.Length);

        public bool StartsWith(string start) => CompareTo(start) == 0;
    }
}
