using System.Runtime.InteropServices;
using GamifiedLoyalty.Engine.Ports;
using GamifiedLoyalty.Live.Memory;

namespace GamifiedLoyalty.Live.History;

/// <summary>
/// The scores of a board's days before a last one, from which any subject's ranks at the ends of those days follow.
/// Thread-safe.
/// </summary>
/// <param name="version">The version that it shows.</param>
/// <param name="days">The days told, half-open.</param>
/// <param name="subjects">The subjects by slot.</param>
/// <param name="scores">By day, ascending; those before the first day count for it.</param>
/// <param name="placing">Makes keys of sums.</param>
/// <param name="sharedTies">Whether equal scores share a rank.</param>
internal sealed class HistoryTable(
    long version, (DateOnly First, DateOnly Last) days, MemberTable subjects, List<DayScore> scores, Placing placing, bool sharedTies)
{
    private const int MaxAnswers = 256;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, IReadOnlyList<HistoryDay>> _answers = new(StringComparer.Ordinal);

    /// <summary>The version that it shows.</summary>
    public long Version => version;

    /// <summary>How many daily scores it holds.</summary>
    public int Count => scores.Count;

    /// <summary>A subject's rank and score at the end of each day.</summary>
    public IReadOnlyList<HistoryDay> DaysOf(string subject)
    {
        lock (_gate)
        {
            if (_answers.TryGetValue(subject, out var known))
            {
                return known;
            }

            if (_answers.Count == MaxAnswers)
            {
                _answers.Clear();
            }

            return _answers[subject] = Compute(subject);
        }
    }

    private List<HistoryDay> Compute(string subject)
    {
        var answer = new List<HistoryDay>();
        var run = subjects.TryFind(subject, out var slot) ? new HistoryRun(subjects, placing, sharedTies, slot) : null;
        var all = CollectionsMarshal.AsSpan(scores);
        var at = 0;
        for (var day = days.First; day < days.Last; day = day.AddDays(1))
        {
            var from = at;
            while (at < all.Length && all[at].Day <= day)
            {
                at++;
            }

            run?.Add(all[from..at]);
            answer.Add(run?.At(day) ?? new HistoryDay(day, null, 0));
        }

        return answer;
    }
}
