using System.Globalization;
using System.Text.Json;
using GamifiedLoyalty.Domain;
using GamifiedLoyalty.Domain.Activities;
using GamifiedLoyalty.Engine.Commands;

namespace GamifiedLoyalty.Server.Api.Activities;

/// <summary>Makes items of activities in JSON.</summary>
/// <param name="actor">Who sends them.</param>
/// <param name="import">The streamed import they come with, if any.</param>
internal sealed class ItemParser(string actor, string? import)
{
    /// <summary>The code of a text that is not JSON at all.</summary>
    public const string Malformed = "badJson";

    /// <summary>The fault of a body that is not JSON.</summary>
    public static Fault MalformedFault(JsonException malformed) =>
        new(Malformed, string.Create(
            CultureInfo.InvariantCulture,
            $"The body is not JSON, at line {malformed.LineNumber + 1}, byte {malformed.BytePositionInLine + 1}."));

    /// <summary>Reads one activity.</summary>
    public ActivityItem Parse(ReadOnlySpan<byte> json, long line)
    {
        var reading = ActivityJsonReader.Read(json);
        return reading.Activity is { } activity
            ? ActivityItem.Of(line, new RecordActivity(activity, actor) { Import = import })
            : ActivityItem.Faulty(line, reading.ExternalId, reading.Fault!);
    }
}
