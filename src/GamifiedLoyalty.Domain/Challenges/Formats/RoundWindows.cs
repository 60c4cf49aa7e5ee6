using GamifiedLoyalty.Domain.Challenges.Standings;
using GamifiedLoyalty.Domain.Programs;

namespace GamifiedLoyalty.Domain.Challenges.Formats;

/// <summary>A round's part of the window, half-open.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Start">First instant, in UTC.</param>
/// <param name="End">First instant after it, in UTC.</param>
internal readonly record struct RoundWindow(int Number, DateTimeOffset Start, DateTimeOffset End)
{
    /// <summary>Whether an instant is in it.</summary>
    public bool Contains(DateTimeOffset instant) => instant >= Start && instant < End;
}

/// <summary>Divides the window of a challenge into rounds.</summary>
internal static class RoundWindows
{
    /// <summary>The rounds of a challenge, oldest first; none for formats without rounds.</summary>
    public static IReadOnlyList<RoundWindow> Of(ChallengeField field) => field.Definition.Format switch
    {
        ChallengeFormat.Bracket bracket => OfBracket(field, bracket),
        ChallengeFormat.KingOfTheHill king => Repeated(field, king.RoundLength, Limits.ChallengeRounds),
        ChallengeFormat.Elimination elimination => Repeated(field, elimination.RoundLength, Limits.ChallengeRounds),
        _ => [],
    };

    private static IReadOnlyList<RoundWindow> OfBracket(ChallengeField field, ChallengeFormat.Bracket bracket)
    {
        var rounds = RoundsFor(Math.Min(bracket.Size, field.Record.Field?.Count ?? 0));
        if (bracket.RoundLength is null)
        {
            return Equal(field.Record, rounds);
        }

        // Rounds that no longer fit into the window are empty ones at its end.
        var windows = Repeated(field, bracket.RoundLength, rounds).ToList();
        while (windows.Count < rounds)
        {
            windows.Add(new RoundWindow(windows.Count + 1, field.Record.End, field.Record.End));
        }

        return windows;
    }

    /// <summary>How many rounds a knockout of so many takes.</summary>
    public static int RoundsFor(int participants)
    {
        var rounds = 0;
        while (1L << rounds < participants)
        {
            rounds++;
        }

        return rounds;
    }

    private static RoundWindow[] Equal(ChallengeRecord record, int rounds)
    {
        var windows = new RoundWindow[rounds];
        var seconds = rounds == 0 ? 0 : (record.End - record.Start).Ticks / TimeSpan.TicksPerSecond / rounds;
        for (var i = 0; i < rounds; i++)
        {
            var end = i == rounds - 1 ? record.End : record.Start + TimeSpan.FromSeconds((i + 1) * seconds);
            windows[i] = new RoundWindow(i + 1, record.Start + TimeSpan.FromSeconds(i * seconds), end);
        }

        return windows;
    }

    /// <summary>
    /// Each boundary is reckoned from the start of the challenge, so that one that the clocks skip does not shift those
    /// after it. A window that was opened early may be longer than what was checked: the last round there may be lasts to its end.
    /// </summary>
    private static IReadOnlyList<RoundWindow> Repeated(ChallengeField field, CalendarDuration length, int most)
    {
        var (windows, start, end) = (new List<RoundWindow>(), field.Record.Start, field.Record.End);
        for (var number = 1; start < end && number <= most; number++)
        {
            var next = field.Calendar.Add(field.Record.Start, length.Months * number, length.Days * number, length.Time * number);
            next = number < Limits.ChallengeRounds && next > start && next < end ? next : end;
            windows.Add(new RoundWindow(number, start, next));
            start = next;
        }

        return windows;
    }
}
