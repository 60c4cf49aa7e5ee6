using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization;
using GamifiedLoyalty.Server.Api;

namespace GamifiedLoyalty.Server.Hubs;

/// <summary>JSON that is already written, so that a message to many viewers is written once.</summary>
[JsonConverter(typeof(RawJsonConverter))]
internal sealed class RawJson(ReadOnlyMemory<byte> utf8)
{
    /// <summary>One JSON value in UTF-8.</summary>
    public ReadOnlyMemory<byte> Utf8 { get; } = utf8;

    /// <summary>Writes a value.</summary>
    public static RawJson Write(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, JsonAnswer.Options))
        {
            write(writer);
        }

        return new RawJson(buffer.WrittenMemory);
    }
}

/// <summary>Copies <see cref="RawJson"/> into messages.</summary>
internal sealed class RawJsonConverter : JsonConverter<RawJson>
{
    /// <inheritdoc/>
    public override RawJson Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        return RawJson.Write(document.WriteTo);
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, RawJson value, JsonSerializerOptions options) =>
        writer.WriteRawValue(value.Utf8.Span, skipInputValidation: true);
}
