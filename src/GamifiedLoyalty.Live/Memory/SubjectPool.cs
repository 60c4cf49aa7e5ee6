namespace GamifiedLoyalty.Live.Memory;

/// <summary>Keeps one string per subject of a program, which all its standings share. Thread-safe.</summary>
internal sealed class SubjectPool
{
    private readonly Lock _gate = new();
    private readonly HashSet<string> _subjects = new(StringComparer.Ordinal);

    /// <summary>The pooled string equal to <paramref name="subject"/>.</summary>
    public string Get(string subject)
    {
        lock (_gate)
        {
            if (_subjects.TryGetValue(subject, out var pooled))
            {
                return pooled;
            }

            _subjects.Add(subject);
            return subject;
        }
    }
}
