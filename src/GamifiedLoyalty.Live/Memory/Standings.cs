using GamifiedLoyalty.Domain.Boards;
using GamifiedLoyalty.Domain.Time;
using GamifiedLoyalty.Engine.Ports;
using GamifiedLoyalty.Live.Ranking;

namespace GamifiedLoyalty.Live.Memory;

/// <summary>
/// The standings of a series in a period: filled from stored scores with <see cref="Load"/> and <see cref="Seal"/>, then
/// kept current by <see cref="Apply(BoardUpdate)"/>. Not thread-safe.
/// </summary>
/// <remarks>
/// A second set ranks the sums of the days before today, for movement. It follows corrections of those days as they come;
/// when a day ends, only members who scored on it are placed again.
/// </remarks>
internal sealed class Standings
{
    private readonly StandingsKey _key;
    private readonly DateOnly _end;
    private readonly Placing _placing;
    private readonly MemberTable _members;
    private RankedSet _ranked = new();
    private RankedSet? _before;
    private RecentDays _recent = new();
    private DateOnly _today;
    private long _headsVersion;
    private long _version;

    /// <summary>Makes empty standings, to be filled.</summary>
    /// <param name="key">Which.</param>
    /// <param name="today">The local day now.</param>
    /// <param name="heads">Headcounts, owned by these standings; empty when they do not divide by heads.</param>
    /// <param name="headsVersion">The version of the headcounts.</param>
    /// <param name="pool">The program's subjects.</param>
    public Standings(StandingsKey key, DateOnly today, Dictionary<string, Headcount> heads, long headsVersion, SubjectPool pool)
    {
        _headsVersion = headsVersion;
        _key = key;
        _end = key.Period.End;
        _placing = new Placing(key, heads);
        _members = new MemberTable(pool);
        _today = today;
        _before = key.Period.Kind == PeriodKind.Day || today >= _end ? null : new RankedSet();
    }

    /// <summary>
    /// The version these standings show. Scores may have been loaded that are newer than the headcounts of a node that
    /// follows others.
    /// </summary>
    public long Version => _key.PerHead ? Math.Min(_version, _headsVersion) : _version;

    /// <summary>A version at or after the last change of the days before today, or of any day of a period that ended.</summary>
    public long EarlierVersion { get; private set; }

    /// <summary>The members in order.</summary>
    public RankedSet Ranked => _ranked;

    /// <summary>Adds a stored score; only before <see cref="Seal"/>.</summary>
    public void Load(ScoreKey key, StoredScore score)
    {
        var slot = _members.FindOrAdd(key.Subject);
        Add(ref _members[slot], slot, key.Day, score.Value, score.Reach);
    }

    /// <summary>Ranks what was loaded, as of a version.</summary>
    public void Seal(long version)
    {
        _members.Trim();
        _version = version;
        EarlierVersion = version;
        var keys = new StandingKey[_members.Count];
        _ranked = RankedSet.FromSorted(Sorted(keys, slot => NowKey(_members[slot])));
        if (_before is not null)
        {
            _before = RankedSet.FromSorted(Sorted(keys, slot => EarlierKey(_members[slot])));
        }
    }

    /// <summary>Applies an update; scores that are already in are skipped. Headcounts were taken before the scores were loaded.</summary>
    public void Apply(BoardUpdate update)
    {
        _headsVersion = Math.Max(_headsVersion, update.LastVersion);
        if (_key.PerHead)
        {
            foreach (var (partner, headcount) in update.Headcounts)
            {
                SetHeadcount(partner, headcount);
                EarlierVersion = Math.Max(EarlierVersion, update.LastVersion);
            }
        }

        if (update.LastVersion <= _version)
        {
            return;
        }

        foreach (var change in update.ScoresOf(_key.Series))
        {
            if (_key.Covers(change.Key.Day))
            {
                Apply(change, update.LastVersion);
            }
        }

        _version = update.LastVersion;
    }

    /// <summary>Moves on to a later day; an earlier one is ignored.</summary>
    public void Advance(DateOnly today)
    {
        if (today <= _today)
        {
            return;
        }

        _today = today;
        EarlierVersion = Version;
        if (_before is null)
        {
            return;
        }

        if (today >= _end)
        {
            (_before, _recent) = (null, new RecentDays());
            return;
        }

        for (var i = 0; i < _recent.Count; i++)
        {
            if (_recent[i].Day < today)
            {
                Settle(i);
            }
        }

        KeepFrom(today);
    }

    /// <summary>A listed subject's place in the order.</summary>
    public StandingKey? Find(string subject) =>
        _members.TryFind(subject, out var slot) ? NowKey(_members[slot]) : null;

    /// <summary>The row of a key of <see cref="Ranked"/>.</summary>
    public BoardRow Row(in StandingKey key, int rank)
    {
        _members.TryFind(key.Subject, out var slot);
        ref var member = ref _members[slot];
        var provisional = _placing.Provisional(key, member.Total);
        return new BoardRow(rank, key.Subject, key.Score, provisional, key.Reach, Moved(member, rank));
    }

    /// <summary>The rank of a key in the order, from 1.</summary>
    public int Rank(in StandingKey key) => Rank(_ranked, key);

    private int Rank(RankedSet set, in StandingKey key) =>
        1 + (_key.SharedTies ? set.CountHigher(key.Score) : set.CountBefore(key));

    private int? Moved(in Member member, int rank)
    {
        if (_before is null)
        {
            // A period that ended does not move any more.
            return _key.Period.Kind == PeriodKind.Day ? null : 0;
        }

        return EarlierKey(member) is { } key ? Rank(_before, key) - rank : null;
    }

    private void Apply(in ScoreChange change, long version)
    {
        var slot = _members.FindOrAdd(change.Key.Subject);
        ref var member = ref _members[slot];
        var movesBefore = _before is not null && change.Key.Day < _today;
        var now = NowKey(member);
        var earlier = movesBefore ? EarlierKey(member) : null;
        Add(ref member, slot, change.Key.Day, change.Change, change.Version);
        Place(_ranked, now, NowKey(member));
        if (_before is null || movesBefore)
        {
            EarlierVersion = version;
        }

        if (movesBefore)
        {
            Place(_before!, earlier, EarlierKey(member));
        }
    }

    private void Add(ref Member member, int slot, DateOnly day, ScoreValue value, long reach)
    {
        member.Total += value;
        member.Reach = Math.Max(member.Reach, reach);
        if (_before is null)
        {
            return;
        }

        if (day < _today)
        {
            member.EarlierReach = Math.Max(member.EarlierReach, reach);
        }
        else
        {
            _recent.Add(ref member.Recent, slot, day, value, reach);
        }
    }

    private void SetHeadcount(string partner, Headcount headcount)
    {
        if (!_members.TryFind(partner, out var slot))
        {
            _placing.SetHeadcount(partner, headcount);
            return;
        }

        ref var member = ref _members[slot];
        var now = NowKey(member);
        var earlier = _before is null ? null : EarlierKey(member);
        _placing.SetHeadcount(partner, headcount);
        Place(_ranked, now, NowKey(member));
        if (_before is not null)
        {
            Place(_before, earlier, EarlierKey(member));
        }
    }

    /// <summary>Counts a recent entry among the days before today; an emptied entry no longer differs from them.</summary>
    private void Settle(int index)
    {
        ref var entry = ref _recent[index];
        ref var member = ref _members[entry.Slot];
        var earlier = EarlierKey(member);
        member.EarlierReach = Math.Max(member.EarlierReach, entry.Reach);
        entry.Value = default;
        Place(_before!, earlier, EarlierKey(member));
    }

    private void KeepFrom(DateOnly today)
    {
        var old = _recent;
        _recent = new RecentDays();
        for (var i = 0; i < old.Count; i++)
        {
            _members[old[i].Slot].Recent = RecentDays.None;
        }

        for (var i = 0; i < old.Count; i++)
        {
            ref var entry = ref old[i];
            if (entry.Day >= today)
            {
                _recent.Add(ref _members[entry.Slot].Recent, entry.Slot, entry.Day, entry.Value, entry.Reach);
            }
        }
    }

    private StandingKey? NowKey(in Member member) => _placing.Key(member.Subject, member.Total, member.Reach);

    private StandingKey? EarlierKey(in Member member) =>
        _placing.Key(member.Subject, member.Total - _recent.Sum(member.Recent), member.EarlierReach);

    private ReadOnlySpan<StandingKey> Sorted(StandingKey[] buffer, Func<int, StandingKey?> keyOf)
    {
        var count = 0;
        for (var slot = 0; slot < _members.Count; slot++)
        {
            if (keyOf(slot) is { } key)
            {
                buffer[count++] = key;
            }
        }

        Array.Sort(buffer, 0, count);
        return buffer.AsSpan(0, count);
    }

    private static void Place(RankedSet set, StandingKey? from, StandingKey? to)
    {
        if (from == to)
        {
            return;
        }

        if (from is { } old)
        {
            set.Remove(old);
        }

        if (to is { } key)
        {
            set.Insert(key);
        }
    }
}
