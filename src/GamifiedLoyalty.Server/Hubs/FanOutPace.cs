namespace GamifiedLoyalty.Server.Hubs;

/// <summary>
/// How often channels send. At most ten times a second; less often when more viewers follow this node than it can send as
/// many messages to, because messages that pile up arrive late and hold up everything else.
/// </summary>
/// <param name="messagesPerSecond">How many messages a second the node sends to all viewers together.</param>
internal sealed class FanOutPace(int messagesPerSecond)
{
    /// <summary>The shortest time between two messages of a channel.</summary>
    public static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(100);

    private int _viewers;
    private long _messages;

    /// <summary>How many subscriptions of viewers there are.</summary>
    public int Subscriptions => Volatile.Read(ref _viewers);

    /// <summary>Messages sent to viewers since the start.</summary>
    public long Messages => Interlocked.Read(ref _messages);

    /// <summary>The time between two messages of a channel.</summary>
    public TimeSpan Interval
    {
        get
        {
            var needed = TimeSpan.FromSeconds((double)Volatile.Read(ref _viewers) / messagesPerSecond);
            return needed > Shortest ? needed : Shortest;
        }
    }

    /// <summary>A viewer began to follow a channel.</summary>
    public void Add() => Interlocked.Increment(ref _viewers);

    /// <summary>A channel sent messages.</summary>
    public void Sent(int messages) => Interlocked.Add(ref _messages, messages);

    /// <summary>A viewer stopped following a channel.</summary>
    public void Remove() => Interlocked.Decrement(ref _viewers);

    /// <summary>
    /// What is left of the interval, in whole milliseconds, because timers cut off parts of one. A clock that was set back ends
    /// the interval instead of stretching it.
    /// </summary>
    /// <param name="since">The time since its begin.</param>
    public TimeSpan LeftAfter(TimeSpan since)
    {
        var interval = Interval;
        return since < TimeSpan.Zero || since >= interval
            ? TimeSpan.Zero
            : TimeSpan.FromMilliseconds(Math.Ceiling((interval - since).TotalMilliseconds));
    }
}
