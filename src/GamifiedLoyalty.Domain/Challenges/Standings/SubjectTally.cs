using System.Runtime.InteropServices;

namespace GamifiedLoyalty.Domain.Challenges.Standings;

/// <summary>What the activities of one subject count in a challenge. Changed by its <see cref="ChallengeTally"/> only.</summary>
public sealed class SubjectTally
{
    private readonly List<TalliedActivity> _activities = [];
    private readonly Dictionary<string, int> _sellers = new(StringComparer.Ordinal);
    private DateTimeOffset _lastReturnable = DateTimeOffset.MinValue;

    internal SubjectTally(string subject) => Subject = subject;

    /// <summary>The subject.</summary>
    public string Subject { get; }

    /// <summary>The sum of the scores of everything that counts.</summary>
    public long Total { get; private set; }

    /// <summary>The part of <see cref="Total"/> that is pending points.</summary>
    public long PendingPoints { get; private set; }

    /// <summary>The amount of the counted lines, in minor units.</summary>
    public long Turnover { get; private set; }

    /// <summary>The version of the last change of <see cref="Total"/>; 0 when it never changed.</summary>
    public long Reach { get; private set; }

    /// <summary>How many activities count.</summary>
    public int Counting { get; private set; }

    /// <summary>How many different employees made an activity that counts.</summary>
    public int Sellers => _sellers.Count;

    /// <summary>Every activity that counts or once did; oldest version first.</summary>
    public ReadOnlySpan<TalliedActivity> Activities => CollectionsMarshal.AsSpan(_activities);

    /// <summary>What the activities of the window <c>[from, until)</c> come to.</summary>
    public WindowSum In(DateTimeOffset from, DateTimeOffset until)
    {
        var (sum, reach) = (0L, 0L);
        var sellers = new HashSet<string>(StringComparer.Ordinal);
        foreach (ref readonly var activity in Activities)
        {
            if (activity.OccurredAt < from || activity.OccurredAt >= until)
            {
                continue;
            }

            sum += activity.Score;
            reach = Math.Max(reach, activity.Changed);
            if (activity is { Counts: true, Seller: { } seller })
            {
                sellers.Add(seller);
            }
        }

        return new WindowSum(sum, reach, sellers.Count);
    }

    /// <summary>What stays if everything provisional at <paramref name="now"/> is taken back: the sum and how many sellers contributed to it.</summary>
    internal (long Sum, int Sellers) ConfirmedAt(DateTimeOffset now, bool withSellers)
    {
        if (_lastReturnable <= now && (!withSellers || PendingPoints == 0))
        {
            return (Total - PendingPoints, Sellers);
        }

        var sum = 0L;
        var sellers = withSellers ? new HashSet<string>(StringComparer.Ordinal) : null;
        foreach (ref readonly var activity in Activities)
        {
            sum += activity.Score - activity.ProvisionalAt(now);
            if (activity.Seller is { } seller && sellers is not null && activity.StaysAt(now))
            {
                sellers.Add(seller);
            }
        }

        return (sum, sellers?.Count ?? 0);
    }

    /// <summary>The next instant after <paramref name="now"/> at which something may no longer be returned; null when there is none.</summary>
    internal DateTimeOffset? NextConfirmation(DateTimeOffset now)
    {
        DateTimeOffset? next = null;
        if (_lastReturnable > now)
        {
            foreach (ref readonly var activity in Activities)
            {
                if (activity.Counts && activity.ReturnableUntil > now && !(next <= activity.ReturnableUntil))
                {
                    next = activity.ReturnableUntil;
                }
            }
        }

        return next;
    }

    /// <summary>
    /// The activities whose score changed last, the last change first; only the <paramref name="among"/> with the highest
    /// versions are looked at.
    /// </summary>
    /// <param name="most">The most that are returned.</param>
    /// <param name="among">The most that are looked at.</param>
    public IReadOnlyList<TalliedActivity> Latest(int most, int among) =>
        [.. Activities[Math.Max(0, _activities.Count - among)..].ToArray()
            .Where(a => a.Changed > 0)
            .OrderByDescending(a => a.Changed).ThenByDescending(a => a.Activity)
            .Take(most)];

    /// <summary>An activity that counts or once did; null when there is none.</summary>
    /// <param name="activity">Its version.</param>
    public TalliedActivity? Find(long activity) => IndexOf(activity) is >= 0 and var index ? _activities[index] : null;

    /// <summary>Takes in what an activity now counts; <see cref="TalliedActivity.Changed"/> is worked out here.</summary>
    /// <returns>What it counted before; null when that is the same.</returns>
    internal TalliedActivity? Set(TalliedActivity activity, long version)
    {
        var index = IndexOf(activity.Activity);
        var before = index >= 0 ? _activities[index] : new TalliedActivity { Activity = activity.Activity };
        var now = activity with
        {
            Changed = activity.Score == before.Score ? before.Changed : version,
            Recorded = index >= 0 ? before.Recorded : activity.Score,
        };
        if (index >= 0 ? before == now : !activity.Counts)
        {
            return null;
        }

        if (index >= 0)
        {
            _activities[index] = now;
        }
        else
        {
            _activities.Insert(~index, now);
        }

        Move(before, now);
        return before;
    }

    private void Move(in TalliedActivity before, in TalliedActivity now)
    {
        Total += now.Score - before.Score;
        PendingPoints += now.PendingPoints - before.PendingPoints;
        Turnover += now.Turnover - before.Turnover;
        Counting += (now.Counts ? 1 : 0) - (before.Counts ? 1 : 0);
        Reach = now.Changed == before.Changed ? Reach : Math.Max(Reach, now.Changed);
        CountSeller(before, -1);
        CountSeller(now, 1);
        if (now.Counts && now.ReturnableUntil > _lastReturnable)
        {
            _lastReturnable = now.ReturnableUntil;
        }
    }

    private void CountSeller(in TalliedActivity activity, int by)
    {
        if (activity is not { Counts: true, Seller: { } seller })
        {
            return;
        }

        ref var count = ref CollectionsMarshal.GetValueRefOrAddDefault(_sellers, seller, out _);
        count += by;
        if (count == 0)
        {
            _sellers.Remove(seller);
        }
    }

    /// <summary>Activities come in the order of their versions, so the end is looked at first.</summary>
    private int IndexOf(long activity)
    {
        if (_activities.Count == 0 || _activities[^1].Activity < activity)
        {
            return ~_activities.Count;
        }

        var (low, high) = (0, _activities.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var found = _activities[middle].Activity;
            if (found == activity)
            {
                return middle;
            }

            (low, high) = found < activity ? (middle + 1, high) : (low, middle - 1);
        }

        return ~low;
    }
}
