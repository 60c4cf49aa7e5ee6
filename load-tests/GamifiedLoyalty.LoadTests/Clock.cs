using System.Diagnostics;

namespace GamifiedLoyalty.LoadTests;

/// <summary>The monotonic clock of all measuring, in ticks of <see cref="Stopwatch"/>.</summary>
internal static class Clock
{
    /// <summary>Now.</summary>
    public static long Now => Stopwatch.GetTimestamp();

    /// <summary>An instant some time after another.</summary>
    public static long Add(long from, TimeSpan time) => from + (long)(time.TotalSeconds * Stopwatch.Frequency);

    /// <summary>Microseconds between two instants.</summary>
    public static long Microseconds(long from, long to) => (long)Stopwatch.GetElapsedTime(from, to).TotalMicroseconds;

    /// <summary>Seconds between two instants.</summary>
    public static double Seconds(long from, long to) => Stopwatch.GetElapsedTime(from, to).TotalSeconds;
}

/// <summary>When a work starts to be measured, and when it ends.</summary>
/// <param name="From">The end of the warm-up.</param>
/// <param name="End">The end of the work.</param>
internal readonly record struct Window(long From, long End)
{
    /// <summary>The measured seconds.</summary>
    public double Seconds => Clock.Seconds(From, End);

    /// <summary>The window of a work that starts now.</summary>
    public static Window StartingNow(Options options)
    {
        var from = Clock.Add(Clock.Now, options.WarmUp);
        return new Window(from, Clock.Add(from, options.Measured));
    }

    /// <summary>Whether an instant is measured.</summary>
    public bool Contains(long at) => at >= From && at < End;
}
