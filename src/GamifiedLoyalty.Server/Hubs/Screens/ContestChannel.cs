using System.Text.Json;

namespace GamifiedLoyalty.Server.Hubs.Screens;

/// <summary>
/// A contest as one screen shows it: told in parts with names of their own, of which only those that changed are sent, so
/// that a screen needs little of the venue's network though there is a sale every moment.
/// </summary>
/// <param name="name">Its name in messages.</param>
/// <param name="read">Reads what is so now.</param>
/// <param name="pace">How often it sends.</param>
/// <param name="time">Now, and timers.</param>
internal sealed class ContestChannel(string name, Func<ValueTask<ContestNow>> read, FanOutPace pace, TimeProvider time)
    : LiveChannel(name, pace, time)
{
    private const int MostRemoved = 256;

    private readonly TimeProvider _time = time;
    private readonly Dictionary<string, (byte[] Json, long At)> _parts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _removed = new(StringComparer.Ordinal);
    private readonly ToldVersions _told = new();
    private ContestNow? _now;

    /// <inheritdoc/>
    protected override long Version => _told.Version;

    /// <inheritdoc/>
    protected override long ChangedAt => _told.ChangedAt;

    /// <inheritdoc/>
    protected override async ValueTask<bool> RefreshAsync()
    {
        var now = await read();
        _now = now;
        var isChanged = Compare(now);
        var isNew = _told.Take(now.Version, isChanged, forgets: _removed.Count > MostRemoved);
        if (isNew)
        {
            _removed.Clear();
        }

        return isNew;
    }

    /// <inheritdoc/>
    protected override bool ShowsOtherThan() => _now?.ChangesAt is { } at && at <= _time.GetUtcNow();

    /// <inheritdoc/>
    protected override bool KnowsSince(long version) => version >= _told.Floor;

    /// <inheritdoc/>
    protected override void WriteChanges(Utf8JsonWriter writer, long since) => Write(writer, since);

    /// <inheritdoc/>
    protected override void WriteSnapshot(Utf8JsonWriter writer) => Write(writer, -1);

    private bool Compare(ContestNow now)
    {
        var changed = false;
        foreach (var (part, json) in now.Parts)
        {
            if (!_parts.TryGetValue(part, out var known) || !known.Json.AsSpan().SequenceEqual(json))
            {
                _parts[part] = (json, now.Version);
                _removed.Remove(part);
                changed = true;
            }
        }

        foreach (var gone in _parts.Keys.Where(p => !now.Parts.ContainsKey(p)).ToList())
        {
            _parts.Remove(gone);
            _removed[gone] = now.Version;
            changed = true;
        }

        return changed;
    }

    private void Write(Utf8JsonWriter writer, long since)
    {
        writer.WriteStartObject();
        foreach (var (part, (json, at)) in _parts)
        {
            if (at > since)
            {
                writer.WritePropertyName(part);
                writer.WriteRawValue(json, skipInputValidation: true);
            }
        }

        foreach (var (part, at) in since < 0 ? [] : _removed.Where(r => r.Value > since))
        {
            writer.WriteNull(part);
        }

        writer.WriteEndObject();
    }
}

/// <summary>What a contest's channel of a screen tells.</summary>
/// <param name="Version">The version that it shows.</param>
/// <param name="Parts">The parts by name, each JSON in UTF-8.</param>
/// <param name="ChangesAt">When the clock changes them next; null when it does not.</param>
internal sealed record ContestNow(long Version, IReadOnlyDictionary<string, byte[]> Parts, DateTimeOffset? ChangesAt);
