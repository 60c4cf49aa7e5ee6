using System.Text.Json;

namespace GamifiedLoyalty.Server.Hubs;

/// <summary>A channel that shows one small document, such as a wallet, and sends it whole when it changes.</summary>
/// <param name="name">Its name in messages.</param>
/// <param name="read">Reads the document now, and the version it shows.</param>
/// <param name="pace">How often it sends.</param>
/// <param name="time">Now, and timers.</param>
internal sealed class DocumentChannel(
    string name, Func<ValueTask<(long Version, RawJson Document)>> read, FanOutPace pace, TimeProvider time)
    : LiveChannel(name, pace, time)
{
    private RawJson? _document;
    private long _version;
    private long _changedAt;
    private long _floor;

    /// <inheritdoc/>
    protected override long Version => _version;

    /// <inheritdoc/>
    protected override long ChangedAt => _changedAt;

    /// <inheritdoc/>
    protected override async ValueTask<bool> RefreshAsync()
    {
        var (version, document) = await read();
        var isFirst = _document is null || version < _version;
        if (isFirst || !document.Utf8.Span.SequenceEqual(_document!.Utf8.Span))
        {
            (_document, _changedAt) = (document, version);
        }

        _floor = isFirst ? version : _floor;
        _version = version;
        return isFirst;
    }

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
    protected override void WriteSnapshot(Utf8JsonWriter writer) => writer.WriteRawValue(_document!.Utf8.Span, skipInputValidation: true);
}
