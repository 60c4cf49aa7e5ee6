using System.Collections.Concurrent;
using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Engine.Challenges;
using GamifiedLoyalty.Engine.Programs;
using GamifiedLoyalty.Server.Api.Screens;
using GamifiedLoyalty.Server.Hubs.Screens;

namespace GamifiedLoyalty.Server.Hubs;

/// <summary>The followed channels of one program; tells them of commits.</summary>
internal sealed class ProgramChannels(ChannelFactory factory)
{
    private const int LongestName = 128;

    // Before the names of channels of wallets whose viewers are their owners.
    private const string Own = "own:";

    private readonly ConcurrentDictionary<string, LiveChannel> _channels = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private volatile ProgramEngine? _engine;
    private volatile FrozenView? _frozen;

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
    /// <param name="text">Its name in messages.</param>
    /// <param name="name">The name taken apart.</param>
    /// <param name="isOwn">Whether the viewer is the member whose wallet it is: they follow a channel of their own.</param>
    public LiveChannel Get(string text, ChannelName name, bool isOwn) =>
        _channels.GetOrAdd(isOwn ? Own + text : text, _ => factory.Make(text, name, isOwn, () => _engine!));

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

        var isAll = notice.ChangedEverything | IsOtherwiseFrozen();
        foreach (var (_, channel) in _channels)
        {
            if (isAll || channel is BoardChannel or ScreenChannel or ContestChannel or DocumentChannel { FollowsCommits: true })
            {
                channel.MarkDirty();
            }
        }

        foreach (var challenge in notice.Challenges)
        {
            Mark($"challenge/{challenge}");
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

    /// <summary>Whether a contest was frozen, or a frozen one revealed: every channel may show something else then.</summary>
    private bool IsOtherwiseFrozen()
    {
        var (before, now) = (_frozen, _engine?.Frozen);
        _frozen = now;
        return !ReferenceEquals(before, now);
    }

    private void Mark(OwnerRef owner)
    {
        // Owners change with every commit, and mostly nobody follows them: no text is made for those.
        Span<char> name = stackalloc char[LongestName];
        if (name.TryWrite($"{Own}{OwnerRef.KindName(owner.Kind)}/{owner.Id}", out var length))
        {
            Mark(name[..length]);
            Mark(name[Own.Length..length]);
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
