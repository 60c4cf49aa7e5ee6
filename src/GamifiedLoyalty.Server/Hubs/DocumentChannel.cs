using System.Text.Json;

namespace GamifiedLoyalty.Server.Hubs;

/// <summary>A channel that shows one small document, such as a wallet or the standings of a contest, and sends it whole when it changes.</summary>
/// <param name="name">Its name in messages.</param>
/// <param name="read">Reads what is so now.</param>
/// <param name="pace">How often it sends.</param>
/// <param name="time">Now, and timers.</param>
internal sealed class DocumentChannel(string name, Func<ValueTask<DocumentNow>> read, FanOutPace pace, TimeProvider time)
    : LiveChannel(name, pace, time)
{
    private readonly TimeProvider _time = time;
    private readonly ToldVersions _told = new();
    private volatile DocumentNow? _now;

    /// <summary>Whether every commit may change it, and not only those that name what it shows.</summary>
    public bool FollowsCommits => _now is not { FollowsCommits: false };

    /// <inheritdoc/>
    protected override long Version => _told.Version;

    /// <inheritdoc/>
    protected override long ChangedAt => _told.ChangedAt;

    /// <inheritdoc/>
    protected override async ValueTask<bool> RefreshAsync()
    {
        var before = _now;
        var now = await read();
        _now = now;
        return _told.Take(now.Version, before is null || !now.Document.Utf8.Span.SequenceEqual(before.Document.Utf8.Span));
    }

    /// <inheritdoc/>
    protected override bool ShowsOtherThan() => _now?.ChangesAt is { } at && at <= _time.GetUtcNow();

    /// <inheritdoc/>
    protected override bool KnowsSince(long version) => version >= _told.Floor;

    /// <inheritdoc/>
    protected override void WriteChanges(Utf8JsonWriter writer, long since)
    {
        if (since < ChangedAt)
        {
            WriteSnapshot(writer);
            return;
        }

        writer.WriteStartObject();
        writer.WriteEndObject();
    }

    /// <inheritdoc/>
    protected override void WriteSnapshot(Utf8JsonWriter writer) => writer.WriteRawValue(_now!.Document.Utf8.Span, skipInputValidation: true);
}

/// <summary>What a channel of one document tells.</summary>
/// <param name="Version">The version that it shows.</param>
/// <param name="Document">The document.</param>
internal sealed record DocumentNow(long Version, RawJson Document)
{
    /// <summary>Whether every commit may change it; else it is told of those that do.</summary>
    public bool FollowsCommits { get; init; }

    /// <summary>When the clock changes it next; null when it does not.</summary>
    public DateTimeOffset? ChangesAt { get; init; }
}
