using System.Text.Json;

namespace GamifiedLoyalty.Server.Hubs;

/// <summary>
/// The standings of a contest as viewers see them, sent whole when they change: by what is recorded while it runs, by its own
/// steps, and by the clock, when a round ends or what could be returned no longer can.
/// </summary>
/// <param name="name">Its name in messages.</param>
/// <param name="read">Reads what is so now.</param>
/// <param name="pace">How often it sends.</param>
/// <param name="time">Now, and timers.</param>
internal sealed class ChallengeChannel(string name, Func<ValueTask<ChallengeNow>> read, FanOutPace pace, TimeProvider time)
    : LiveChannel(name, pace, time)
{
    private readonly TimeProvider _time = time;
    private volatile ChallengeNow? _now;
    private long _changedAt;
    private long _floor;

    /// <summary>Whether what is recorded may change it.</summary>
    public bool IsRunning => _now is not { IsRunning: false };

    /// <inheritdoc/>
    protected override long Version => _now?.Version ?? 0;

    /// <inheritdoc/>
    protected override long ChangedAt => _changedAt;

    /// <inheritdoc/>
    protected override async ValueTask<bool> RefreshAsync()
    {
        var before = _now;
        var now = await read();
        _now = now;
        if (before is not null && now.Version >= before.Version && now.Document.Utf8.Span.SequenceEqual(before.Document.Utf8.Span))
        {
            return false;
        }

        // What changed without a new version, by the clock, is told anew also to those who know the version.
        var isNew = before is null || now.Version <= before.Version;
        _changedAt = now.Version;
        _floor = before is null || now.Version < before.Version ? now.Version : isNew ? now.Version + 1 : _floor;
        return isNew;
    }

    /// <inheritdoc/>
    protected override bool ShowsOtherThan() => _now?.ChangesAt is { } at && at <= _time.GetUtcNow();

    /// <inheritdoc/>
    protected override bool KnowsSince(long version) => version >= _floor;

    /// <inheritdoc/>
    protected override void WriteChanges(Utf8JsonWriter writer, long since)
    {
        if (since < _changedAt)
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

/// <summary>What a contest's channel tells.</summary>
/// <param name="Version">The version that it shows.</param>
/// <param name="Document">The standings.</param>
/// <param name="IsRunning">Whether what is recorded may change them.</param>
/// <param name="ChangesAt">When the clock changes them next; null when it does not.</param>
internal sealed record ChallengeNow(long Version, RawJson Document, bool IsRunning, DateTimeOffset? ChangesAt);
