using System.Text.Json;
using GamifiedLoyalty.Server.Api;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace GamifiedLoyalty.Server.Hubs;

/// <summary>
/// One channel that viewers follow. Changes are coalesced: at most every <see cref="FanOutPace.Interval"/> the channel reads
/// what is so now, writes and frames the difference once, and sends it to everybody who is ready. A viewer whose connection
/// is still busy with an earlier message is passed over and later gets everything it missed in one message.
/// </summary>
internal abstract class LiveChannel : IDisposable
{
    /// <summary>After so many messages other work gets its turn: their transport, and requests.</summary>
    private const int MessagesAtOnce = 128;

    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly Lock _gate = new();
    private readonly Dictionary<HubViewer, ChannelViewer> _viewers = [];
    private readonly FanOutPace _pace;
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private DateTimeOffset _flushedAt = DateTimeOffset.MinValue;
    private DateTimeOffset _leftAt;
    private RawJson? _snapshot;
    private int _epoch;
    private bool _scheduled;
    private volatile bool _dirty = true;

    /// <summary>Makes a channel that knows nothing yet.</summary>
    /// <param name="name">Its name in messages.</param>
    /// <param name="pace">How often it sends.</param>
    /// <param name="time">Now, and timers.</param>
    protected LiveChannel(string name, FanOutPace pace, TimeProvider time)
    {
        Name = name;
        Parts = ChannelName.Parse(name)!;
        _pace = pace;
        _time = time;
        _leftAt = time.GetUtcNow();
        _timer = time.CreateTimer(_ => _ = FlushAsync(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Its name in messages.</summary>
    public string Name { get; }

    /// <summary>How many follow it.</summary>
    public int ViewerCount => _viewers.Count;

    /// <summary>Its name, taken apart.</summary>
    public ChannelName Parts { get; }

    /// <summary>Whether it was given up; who finds it so takes a new one.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>Versions that what was last told is behind a program's; 0 while nobody follows or nothing changed.</summary>
    public long Lag(long version) => _dirty && _viewers.Count > 0 ? Math.Max(0, version - Through) : 0;

    /// <summary>The version of what was last told.</summary>
    protected abstract long Version { get; }

    /// <summary>The version through which the program was looked at: newer than what is told while that stands still.</summary>
    protected virtual long Through => Version;

    /// <summary>The version at which what is told last changed.</summary>
    protected abstract long ChangedAt { get; }

    /// <summary>Subscribes a viewer and returns the answer; null when the channel was given up.</summary>
    /// <param name="viewer">The viewer.</param>
    /// <param name="knownVersion">What the viewer knows already.</param>
    /// <param name="atLeast">What the answer must show; a channel that no commit has touched since shows it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<RawJson?> SubscribeAsync(
        HubViewer viewer, long? knownVersion, long atLeast, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (IsClosed)
            {
                return null;
            }

            if (_flushedAt == DateTimeOffset.MinValue || (_dirty && Through < atLeast) || ShowsOtherThan())
            {
                await PauseAsync(cancellationToken);
                await FlushCoreAsync();
            }

            // The answer goes out before the first message to this viewer.
            SetViewer(viewer);
            return AnswerTo(knownVersion);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Ends a viewer's subscription.</summary>
    public async Task UnsubscribeAsync(HubViewer viewer)
    {
        await _turn.WaitAsync();
        if (_viewers.Remove(viewer))
        {
            _pace.Remove();
        }

        _leftAt = _time.GetUtcNow();
        _turn.Release();
    }

    /// <summary>Something may have changed.</summary>
    public void MarkDirty()
    {
        _dirty = true;
        Wake();
    }

    /// <summary>Called every second: notices that time itself changed what is shown, and repeats what failed.</summary>
    public void Tick()
    {
        if (_dirty || ShowsOtherThan())
        {
            MarkDirty();
        }
    }

    /// <summary>Gives the channel up when nobody has followed it for a while.</summary>
    public async Task<bool> TryCloseAsync(TimeSpan idle)
    {
        await _turn.WaitAsync();
        IsClosed |= _viewers.Count == 0 && _time.GetUtcNow() - _leftAt >= idle;
        _turn.Release();
        return IsClosed;
    }

    /// <summary>Ends the timer. The turn stays usable: whoever still waits for it finds the channel given up.</summary>
    public void Dispose() => _timer.Dispose();

    /// <summary>Reads what is so now; true when everything has to be told anew.</summary>
    protected abstract ValueTask<bool> RefreshAsync();

    /// <summary>Whether time alone changed what should be shown, such as a period that ended.</summary>
    protected virtual bool ShowsOtherThan() => false;

    /// <summary>Whether changes since a version are known.</summary>
    protected abstract bool KnowsSince(long version);

    /// <summary>Writes the changes since a version.</summary>
    protected abstract void WriteChanges(Utf8JsonWriter writer, long since);

    /// <summary>Writes everything.</summary>
    protected abstract void WriteSnapshot(Utf8JsonWriter writer);

    private void SetViewer(HubViewer viewer)
    {
        if (!_viewers.ContainsKey(viewer))
        {
            _pace.Add();
        }

        _viewers[viewer] = new ChannelViewer(viewer, Version, _epoch, _time.GetUtcNow() + FanOutPace.Shortest);
    }

    private async Task PauseAsync(CancellationToken cancellationToken)
    {
        while (Pause() is var pause && pause > TimeSpan.Zero)
        {
            await Task.Delay(pause, _time, cancellationToken);
        }
    }

    private TimeSpan Pause() => _pace.LeftAfter(_time.GetUtcNow() - _flushedAt);

    private void Wake()
    {
        lock (_gate)
        {
            if (_scheduled || IsClosed)
            {
                return;
            }

            _scheduled = true;
            _timer.Change(Pause(), Timeout.InfiniteTimeSpan);
        }
    }

    private async Task FlushAsync()
    {
        await _turn.WaitAsync();
        try
        {
            lock (_gate)
            {
                _scheduled = false;
            }

            if (Pause() > TimeSpan.Zero)
            {
                // A subscription has just told everybody, or the timer was early.
                Wake();
            }
            else if (_viewers.Count > 0 && !IsClosed)
            {
                await FlushCoreAsync();
            }
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            // The next tick tries again.
            _dirty = true;
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task FlushCoreAsync()
    {
        if (_dirty || ShowsOtherThan() || _flushedAt == DateTimeOffset.MinValue)
        {
            (_dirty, _snapshot) = (false, null);
            await ReadAsync();
        }

        _flushedAt = _time.GetUtcNow();
        await SendAsync();
    }

    private async ValueTask ReadAsync()
    {
        try
        {
            _epoch += await RefreshAsync() ? 1 : 0;
        }
        catch
        {
            // What could not be read stays to be read, whoever asked for it.
            _dirty = true;
            throw;
        }
    }

    private async Task SendAsync()
    {
        var now = _time.GetUtcNow();
        var isLate = false;
        var sent = 0;
        var messages = new Dictionary<long, SerializedHubMessage>();
        foreach (var viewer in _viewers.Values)
        {
            if (viewer.Epoch == _epoch && viewer.Told >= ChangedAt)
            {
                continue;
            }

            if (viewer.IsBusy || viewer.IsEarly(now))
            {
                isLate |= viewer.IsEarly(now);
                continue;
            }

            SendTo(viewer, MessageFor(viewer, messages));
            if (++sent % MessagesAtOnce == 0)
            {
                await Task.Yield();
            }
        }

        _pace.Sent(sent);
        if (isLate)
        {
            Wake();
        }
    }

    /// <summary>What a viewer has to be told; one message for all who know the same.</summary>
    private SerializedHubMessage MessageFor(ChannelViewer viewer, Dictionary<long, SerializedHubMessage> messages)
    {
        const long Nothing = -1;
        var known = viewer.Epoch == _epoch ? viewer.Told : Nothing;
        if (!messages.TryGetValue(known, out var message))
        {
            var content = MessageSince(known == Nothing ? null : known, answer: false);
            message = new SerializedHubMessage(new InvocationMessage("changed", [content]));
            messages.Add(known, message);
        }

        return message;
    }

    private void SendTo(ChannelViewer viewer, SerializedHubMessage message)
    {
        (viewer.Told, viewer.Epoch, viewer.IsBusy) = (Version, _epoch, true);
        var sending = viewer.Connection.SendAsync(message);
        if (sending.IsCompleted)
        {
            viewer.IsBusy = false;
            return;
        }

        _ = FinishAsync(viewer, sending);
    }

    private async Task FinishAsync(ChannelViewer viewer, ValueTask sending)
    {
        try
        {
            await sending;
        }
        finally
        {
            viewer.IsBusy = false;
            Wake();
        }
    }

    // Between two changes everybody who comes is told the same.
    private RawJson AnswerTo(long? known) => known is { } since && since <= Version && KnowsSince(since)
        ? MessageSince(since, answer: true)
        : _snapshot ??= MessageSince(known: null, answer: true);

    private RawJson MessageSince(long? known, bool answer) => RawJson.Write(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("channel", Name);
        writer.WriteNumber("version", Version);
        if (!answer)
        {
            writer.WriteInstant("at", _time.GetUtcNow());
        }

        if (known is { } since && since <= Version && KnowsSince(since))
        {
            writer.WritePropertyName("changes");
            WriteChanges(writer, since);
        }
        else
        {
            writer.WritePropertyName("snapshot");
            WriteSnapshot(writer);
        }

        writer.WriteEndObject();
    });
}
