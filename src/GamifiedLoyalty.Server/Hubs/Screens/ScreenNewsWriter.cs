using System.Text.Json;
using GamifiedLoyalty.Engine.Ports;
using GamifiedLoyalty.Server.Api;
using GamifiedLoyalty.Server.Api.Screens.Stage;

namespace GamifiedLoyalty.Server.Hubs.Screens;

/// <summary>Writes the parts of a screen's messages into an open object; what is empty is left out.</summary>
internal static class ScreenNewsWriter
{
    /// <summary>Writes the server's time, by which a screen knows how old things are though its own clock be wrong.</summary>
    public static void WriteNow(Utf8JsonWriter writer, DateTimeOffset now) => writer.WriteInstant("now", now);

    /// <summary>Writes which scripts this server has, so that a page that has others loads itself anew.</summary>
    public static void WriteBundle(Utf8JsonWriter writer, string version) => writer.WriteString("bundle", version);

    /// <summary>Writes the settings, and the revision that names them, so that a page knows whether it was rendered from older ones.</summary>
    public static void WriteSettings(Utf8JsonWriter writer, StoredDocument? stored, long revision)
    {
        writer.WriteNumber("revision", revision);
        writer.WritePropertyName("settings");
        if (stored?.Body is not { } body)
        {
            writer.WriteNullValue();
            return;
        }

        using var document = JsonDocument.Parse(body);
        document.WriteTo(writer);
    }

    /// <summary>Writes what the conductor wants; scenes are named by their keys.</summary>
    public static void WriteStage(Utf8JsonWriter writer, StageState stage)
    {
        writer.WritePropertyName("stage");
        WriteStageValue(writer, stage);
    }

    /// <summary>Writes the same as a value.</summary>
    public static void WriteStageValue(Utf8JsonWriter writer, StageState stage)
    {
        writer.WriteStartObject();
        writer.WriteString("scene", stage.Scene?.Key);
        writer.WriteBoolean("hold", stage.Hold);
        writer.WriteBoolean("rehearsal", stage.Rehearsal);
        writer.WriteNumber("step", stage.Step);
        if (stage.Celebration is { } celebration)
        {
            writer.WritePropertyName("celebration");
            StageDocument.WriteCelebration(writer, celebration);
        }

        writer.WriteEndObject();
    }

    /// <summary>Writes sales, oldest first.</summary>
    public static void WriteSales(Utf8JsonWriter writer, IEnumerable<ScreenSale> sales) => WriteArray(writer, "sales", sales, WriteSale);

    /// <summary>Writes what there is to celebrate, oldest first.</summary>
    public static void WriteMoments(Utf8JsonWriter writer, IEnumerable<ScreenMoment> moments) => WriteArray(writer, "moments", moments, WriteMoment);

    /// <summary>Writes which sales were taken back.</summary>
    public static void WriteWithdrawn(Utf8JsonWriter writer, IEnumerable<string> activities) =>
        WriteArray(writer, "withdrawn", activities, (w, a) => w.WriteStringValue(a));

    private static void WriteArray<T>(Utf8JsonWriter writer, string name, IEnumerable<T> items, Action<Utf8JsonWriter, T> write)
    {
        var isOpen = false;
        foreach (var item in items)
        {
            if (!isOpen)
            {
                writer.WriteStartArray(name);
                isOpen = true;
            }

            write(writer, item);
        }

        if (isOpen)
        {
            writer.WriteEndArray();
        }
    }

    private static void WriteSale(Utf8JsonWriter writer, ScreenSale sale)
    {
        writer.WriteStartObject();
        writer.WriteNumber("version", sale.Version);
        writer.WriteString("activity", sale.Activity);
        writer.WriteString("name", sale.Name);
        writer.WriteOptional("company", sale.Company);
        writer.WriteNumber("amount", sale.Amount);
        writer.WriteEndObject();
    }

    private static void WriteMoment(Utf8JsonWriter writer, ScreenMoment moment)
    {
        writer.WriteStartObject();
        writer.WriteString("id", moment.Id);
        writer.WriteNumber("version", moment.Version);
        writer.WriteInstant("at", moment.At);
        writer.WriteString("kind", moment.Lead is null ? "sale" : "firstPlace");
        writer.WriteString("activity", moment.Sale.Activity);
        writer.WriteString("name", moment.Lead?.Name ?? moment.Sale.Name);
        writer.WriteOptional("company", moment.Lead is null ? moment.Sale.Company : moment.Lead.Company);
        writer.WriteOptional("board", moment.Lead?.Board);
        writer.WriteOptional("period", moment.Lead?.Period);
        writer.WriteNumber("amount", moment.Lead?.Score ?? moment.Sale.Amount);
        writer.WriteEndObject();
    }
}
