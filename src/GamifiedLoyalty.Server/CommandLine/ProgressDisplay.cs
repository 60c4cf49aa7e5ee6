using System.Globalization;

namespace GamifiedLoyalty.Server.CommandLine;

/// <summary>
/// Shows how far a long command is: a bar that redraws itself on a terminal, else a plain line now and then. Safe for
/// concurrent use.
/// </summary>
internal sealed class ProgressDisplay : IDisposable
{
    private const int BarWidth = 24;
    private readonly Lock _gate = new();
    private readonly TextWriter _writer;
    private readonly TimeProvider _time;
    private readonly bool _redraws;
    private readonly TimeSpan _interval;
    private readonly long _start;
    private long _shown;
    private int _width;

    /// <summary>Starts the clock.</summary>
    /// <param name="writer">Where it shows.</param>
    /// <param name="time">The clock.</param>
    /// <param name="redraws">Whether the writer is a terminal.</param>
    public ProgressDisplay(TextWriter writer, TimeProvider time, bool redraws)
    {
        _writer = writer;
        _time = time;
        _redraws = redraws;
        _interval = redraws ? TimeSpan.FromMilliseconds(100) : TimeSpan.FromSeconds(5);
        _start = _shown = time.GetTimestamp();
    }

    /// <summary>The time since the start.</summary>
    public TimeSpan Elapsed => _time.GetElapsedTime(_start);

    /// <summary>Shows progress, unless it was shown a moment ago.</summary>
    /// <param name="fraction">How much is done, 0 to 1; null when the end is not known.</param>
    /// <param name="count">How many are done.</param>
    /// <param name="unit">What is counted; empty when only the part done is known.</param>
    public void Report(double? fraction, long count, string unit)
    {
        lock (_gate)
        {
            if (_time.GetElapsedTime(_shown) < _interval)
            {
                return;
            }

            _shown = _time.GetTimestamp();
            Show(Line(fraction, count, unit));
        }
    }

    /// <summary>Leaves the line of the bar.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_redraws && _width > 0)
            {
                _writer.Write("\r" + new string(' ', _width) + "\r");
                _width = 0;
            }
        }
    }

    private string Line(double? fraction, long count, string unit)
    {
        var seconds = Math.Max(Elapsed.TotalSeconds, 0.001);
        var counted = unit.Length == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{count:N0} {unit}, {count / seconds:N0} {unit}/s");
        if (fraction is not { } done)
        {
            return counted;
        }

        var filled = (int)(Math.Clamp(done, 0, 1) * BarWidth);
        var bar = _redraws ? $"[{new string('#', filled)}{new string('.', BarWidth - filled)}] " : "";
        var left = done > 0.005 ? TimeSpan.FromSeconds(seconds / done * (1 - done)) : (TimeSpan?)null;
        return string.Create(CultureInfo.InvariantCulture, $"{bar}{done * 100,3:F0} %  {counted}{(left is { } eta ? $"  {Duration(eta)} left" : "")}");
    }

    private void Show(string line)
    {
        if (!_redraws)
        {
            _writer.WriteLine(line);
            return;
        }

        _writer.Write("\r" + line.PadRight(_width));
        _width = line.Length;
    }

    /// <summary>A duration for people, such as <c>1:05</c>.</summary>
    public static string Duration(TimeSpan time) => time.TotalHours >= 1
        ? time.ToString(@"h\:mm\:ss", CultureInfo.InvariantCulture)
        : time.ToString(@"m\:ss", CultureInfo.InvariantCulture);
}
