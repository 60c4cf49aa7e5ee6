using System.Text.Json;
using System.Text.Json.Nodes;
using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Domain.Programs;
using GamifiedLoyalty.Engine.Programs;
using GamifiedLoyalty.Server.Viewing;

namespace GamifiedLoyalty.Server.Api.Feed;

/// <summary>The latest sales of a program, for whoever may see its boards.</summary>
internal static class LatestSales
{
    /// <summary>How many are told.</summary>
    public const int Count = 6;

    private const int VersionsRead = 80;

    /// <summary>
    /// Reads the latest sales that viewers may know of among the last versions, newest first, without those that were taken back. Amounts are told
    /// only where a board tells them too.
    /// </summary>
    public static async Task<(long Version, IReadOnlyList<LatestSale> Sales)> ReadAsync(ProgramEngine engine, CancellationToken cancellationToken)
    {
        var version = FreezeGate.Through(engine);
        var items = await engine.ReadFeedAsync(Math.Max(0, version - VersionsRead), VersionsRead, cancellationToken);
        // What is newer than the version named belongs to the next reading, which then has something to tell.
        var events = items.Where(i => i.Version <= version).SelectMany(i => i.Events.Select(e => (Item: i, Event: e))).ToList();
        var reversed = events.Where(e => Text(e.Event, "type") == "activityReversed").Select(e => Text(e.Event, "activityId")).ToHashSet(StringComparer.Ordinal);
        var sales = new List<LatestSale>(Count);
        for (var i = events.Count - 1; i >= 0 && sales.Count < Count; i--)
        {
            var (item, told) = events[i];
            if (Text(told, "type") == "activityRecorded" && !reversed.Contains(Text(told, "activityId")) && SaleOf(engine, item, told) is { } sale)
            {
                sales.Add(sale);
            }
        }

        return (version, sales);
    }

    private static LatestSale? SaleOf(ProgramEngine engine, FeedItem item, JsonObject recorded)
    {
        var amount = (decimal?)recorded["amount"] ?? 0;
        if (amount <= 0 || Text(recorded, "employee") is not { } employee || engine.Members.Find(OwnerRef.Employee(employee)) is not { } profile)
        {
            return null;
        }

        var definition = engine.Current.Definition;
        var company = (Text(recorded, "partner") ?? profile.Partner) is { } partner ? engine.Members.NameOf(OwnerRef.Partner(partner)) : null;
        var isTold = definition.Boards.Any(b => b.Measure == Measure.Amount);
        return new LatestSale(item.Version, item.At, employee, profile.Name, company, isTold ? Minor(definition, recorded, amount) : null);
    }

    private static long? Minor(ProgramDefinition definition, JsonObject recorded, decimal amount)
    {
        var money = definition.Money;
        var day = definition.Calendar.DayOf((DateTimeOffset)recorded["occurredAt"]!);
        var rate = Text(recorded, "currency") is { } currency ? money.RateFor(currency, day) : 1m;
        var unit = 1m;
        for (var i = 0; i < money.Decimals; i++)
        {
            unit *= 10;
        }

        return rate is null ? null : (long)decimal.Round(amount * rate.Value * unit, MidpointRounding.AwayFromZero);
    }

    private static string? Text(JsonObject json, string name) => (string?)json[name];
}

/// <summary>A sale as everybody may see it.</summary>
/// <param name="Version">The version that recorded it.</param>
/// <param name="At">When it was recorded.</param>
/// <param name="Employee">Who sold.</param>
/// <param name="Name">Their name.</param>
/// <param name="Company">The partner's name.</param>
/// <param name="Amount">In minor units of the program's money; null where no board tells amounts.</param>
public sealed record LatestSale(long Version, DateTimeOffset At, string Employee, string Name, string? Company, long? Amount);

/// <summary>Writes the latest sales for the hub.</summary>
internal static class LatestSalesWriter
{
    /// <summary>Writes an object with the sales, newest first.</summary>
    public static void Write(Utf8JsonWriter writer, IReadOnlyList<LatestSale> sales)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("sales");
        foreach (var sale in sales)
        {
            writer.WriteStartObject();
            writer.WriteNumber("version", sale.Version);
            writer.WriteInstant("at", sale.At);
            writer.WriteString("employee", sale.Employee);
            writer.WriteString("name", sale.Name);
            writer.WriteOptional("company", sale.Company);
            if (sale.Amount is { } amount)
            {
                writer.WriteNumber("amount", amount);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
