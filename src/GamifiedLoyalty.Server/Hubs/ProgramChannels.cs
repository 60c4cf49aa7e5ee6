using System.Collections.Concurrent;
using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Engine.Programs;
using GamifiedLoyalty.Server.Api.Screens;
using GamifiedLoyalty.Server.Hubs.Screens;

namespace GamifiedLoyalty.Server.Hubs;

/// <summary>The followed channels of one program; tells them of commits.</summary>
internal sealed class ProgramChannels(ChannelFactory factory)
{
    private const int LongestName = 128;

    private readonly ConcurrentDictionary<string, LiveChannel> _channels = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private volatile ProgramEngine? _engine;

    /// <summary>How many channels there are.</summary>
    public int Count => _channels.Count;

    /// <summary>Versions that the channel furthest behind is behind the program.</summary>
    public long Lag => _engine is { } engine && !_channels.IsEmpty ? _channels.Max(c => c.Value.Lag(engine.Version)) : 0;

    /// <summary>Listens to an engine instead of an earlier one; a restored program has a new one, and everything is told anew.</summary>
    public void Attach(ProgramEngine engine)
    {
        lock (_gate)
        {
            if (ReferenceEquals(_engine, engine))
            {
                return;
            }

            if (_engine is { } earlier)
            {
                earlier.Committed -= OnCommitted;
            }

            _engine = engine;
            engine.Committed += OnCommitted;
        }

        foreach (var (_, channel) in _channels)
        {
            channel.MarkDirty();
        }
    }

    /// <summary>A channel if anybody followed it lately.</summary>
    public LiveChannel? Find(string text) => _channels.GetValueOrDefault(text);

    /// <summary>A channel that exists or is made now.</summary>
    public LiveChannel Get(string text, ChannelName name) => _channels.GetOrAdd(text, t => factory.Make(t, name, () => _engine!));

    /// <summary>Called every second.</summary>
    /// <param name="idle">How long a channel without viewers is kept for those who come back.</param>
    public async Task TickAsync(TimeSpan idle)
    {
        foreach (var (name, channel) in _channels)
        {
            if (await channel.TryCloseAsync(idle))
            {
                _channels.TryRemove(KeyValuePair.Create(name, channel));
                channel.Dispose();
            }
            else
            {
                channel.Tick();
            }
        }
    }

    private void OnCommitted(CommitNotice notice)
    {
        if (_channels.IsEmpty)
        {
            return;
        }

        foreach (var (_, channel) in _channels)
        {
            if (notice.ChangedEverything || channel is BoardChannel or ScreenChannel)
            {
                channel.MarkDirty();
            }
        }

        if (notice.Boards.Scores.Count > 0)
        {
            Mark(ChannelName.SalesName);
        }

        foreach (var owner in notice.Owners)
        {
            Mark(owner);
        }

        foreach (var document in notice.Documents)
        {
            if (document.Kind == ScreenEndpoints.DocumentKind)
            {
                Mark($"screen/{document.Id}");
            }
        }
    }

    private void Mark(OwnerRef owner)
    {
        // Owners change with every commit, and mostly nobody follows them: no text is made for those.
        Span<char> name = stackalloc char[LongestName];
        if (name.TryWrite($"{OwnerRef.KindName(owner.Kind)}/{owner.Id}", out var length))
        {
            Mark(name[..length]);
        }
    }

    private void Mark(ReadOnlySpan<char> name)
    {
        if (_channels.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name, out var channel))
        {
            channel.MarkDirty();
        }
    }
}
