using System.Text.Json.Nodes;
using GamifiedLoyalty.Domain.Activities;
using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Domain.Programs;
using GamifiedLoyalty.Engine.Programs;
using GamifiedLoyalty.Server.Api.Screens.Scenes;

namespace GamifiedLoyalty.Server.Hubs.Screens;

/// <summary>What the log told of a version: a sale recorded, or one taken back.</summary>
/// <param name="Version">The version.</param>
/// <param name="Sale">The sale recorded, if it is one with an amount.</param>
/// <param name="IsToday">Whether it happened on the day it was recorded, and not in a past that is only now told.</param>
/// <param name="Sellers">The ids whose scores it raises: the employee, the partner and the partner's ancestors.</param>
/// <param name="Withdrawn">The activity taken back, if any.</param>
internal sealed record LoggedSale(long Version, ScreenSale? Sale, bool IsToday, IReadOnlyList<string> Sellers, string? Withdrawn);

/// <summary>Reads what happened from the feed, for screens.</summary>
internal static class LogFollower
{
    // When more happens at once, such as an import, a screen tells the newest.
    private const int MostAtOnce = 500;

    /// <summary>The sales and reversals of the versions after one, through another, oldest first.</summary>
    public static async Task<List<LoggedSale>> ReadAsync(ProgramEngine engine, ScreenNames names, long after, long through)
    {
        var found = new List<LoggedSale>();
        if (through <= after)
        {
            return found;
        }

        var items = await engine.ReadFeedAsync(Math.Max(after, through - MostAtOnce), MostAtOnce, CancellationToken.None);
        foreach (var item in items.Where(i => i.Version <= through))
        {
            foreach (var happened in item.Events)
            {
                if (Read(engine, names, item, happened) is { } logged)
                {
                    found.Add(logged);
                }
            }
        }

        return found;
    }

    private static LoggedSale? Read(ProgramEngine engine, ScreenNames names, FeedItem item, JsonObject happened) => (string?)happened["type"] switch
    {
        "activityRecorded" => Recorded(engine, names, item, happened),
        "activityReversed" => new(item.Version, null, false, [], (string?)happened["activityId"]),
        _ => null,
    };

    private static LoggedSale Recorded(ProgramEngine engine, ScreenNames names, FeedItem item, JsonObject happened)
    {
        var definition = engine.Current.Definition;
        var day = definition.Calendar.DayOf((DateTimeOffset)happened["occurredAt"]!);
        var (employee, partner) = ((string?)happened["employee"], (string?)happened["partner"]);
        string[] sellers = [.. new[] { employee, partner }.OfType<string>(), .. partner is null ? [] : engine.Members.AncestorsOf(partner)];
        var amount = MinorUnits(definition.Money, (decimal)happened["amount"]!, (string?)happened["currency"], day);
        var who = employee is not null ? OwnerRef.Employee(employee) : OwnerRef.Partner(partner ?? "");
        var company = employee is not null && partner is not null && names.Shows(who) ? engine.Members.NameOf(OwnerRef.Partner(partner)) : null;
        var sale = amount > 0 && sellers.Length > 0
            ? new ScreenSale(item.Version, item.At, ActivityId.Of(item.Version), names.Name(who), company, amount)
            : null;
        return new(item.Version, sale, day == definition.Calendar.DayOf(item.At), sellers, null);
    }

    private static long MinorUnits(MoneyDefinition money, decimal amount, string? currency, DateOnly day)
    {
        var rate = currency is null ? 1m : money.RateFor(currency, day) ?? 0m;
        for (var i = 0; i < money.Decimals; i++)
        {
            rate *= 10m;
        }

        return (long)Math.Round(amount * rate, MidpointRounding.AwayFromZero);
    }
}
