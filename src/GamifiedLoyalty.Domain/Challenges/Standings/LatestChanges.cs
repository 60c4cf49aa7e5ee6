namespace GamifiedLoyalty.Domain.Challenges.Standings;

/// <summary>
/// The activities of a challenge whose score changed last. Which they are follows from the versions of the changes alone, so
/// that it does not matter in which order they come: what members did before they joined comes late.
/// </summary>
internal sealed class LatestChanges
{
    /// <summary>How many activities are kept.</summary>
    public const int Kept = 60;

    // In the order of the changes, the newest last; an activity is here once.
    private readonly List<(long Version, long Activity, string Subject)> _changes = new(Kept + 1);

    /// <summary>What is kept, the newest change first.</summary>
    public IEnumerable<(string Subject, long Activity)> NewestFirst()
    {
        for (var i = _changes.Count - 1; i >= 0; i--)
        {
            yield return (_changes[i].Subject, _changes[i].Activity);
        }
    }

    /// <summary>Takes in a change of what an activity counts.</summary>
    /// <param name="subject">For whom it counts.</param>
    /// <param name="activity">The activity's version.</param>
    /// <param name="version">The version that changed it.</param>
    /// <param name="isKnown">Whether it had a score before, and so may be here already.</param>
    public void Add(string subject, long activity, long version, bool isKnown)
    {
        if (isKnown && _changes.FindIndex(c => c.Activity == activity) is >= 0 and var known)
        {
            _changes.RemoveAt(known);
        }

        var at = _changes.Count;
        while (at > 0 && (_changes[at - 1].Version, _changes[at - 1].Activity).CompareTo((version, activity)) > 0)
        {
            at--;
        }

        _changes.Insert(at, (version, activity, subject));
        if (_changes.Count > Kept)
        {
            _changes.RemoveAt(0);
        }
    }
}
