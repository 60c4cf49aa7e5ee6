using System.Text.Json;
using GamifiedLoyalty.Engine.Ports;
using GamifiedLoyalty.Engine.Programs;
using GamifiedLoyalty.Server.Security;
using GamifiedLoyalty.Server.Viewing;

namespace GamifiedLoyalty.Server.Api.Feed;

/// <summary>Reading the feed and the audit trail.</summary>
internal static class FeedEndpoints
{
    /// <summary>Adds the endpoints to the group of a program.</summary>
    public static void MapFeed(this RouteGroupBuilder programs)
    {
        programs.MapGet("/feed", (Delegate)FeedAsync).Needs(Access.Read)
            .Describe<FeedAnswer>("readFeed", "What happened after a version, oldest first, one item a version; while a contest is frozen it ends there, and says `frozen`.").Takes("after", "limit");
        programs.MapGet("/audit", AuditAsync).Needs(Access.Manage)
            .Describe<AuditList>("readAudit", "Who changed access and what, newest first.").Takes("limit", "cursor");
    }

    private static async Task<IResult> FeedAsync(HttpContext http)
    {
        if (!Query.TryVersion(http.Request, "after", out var after, out var problem)
            || !Query.TryLimit(http.Request, out var limit, out problem))
        {
            return problem;
        }

        var engine = http.Engine();
        var forManager = http.Caller().MayManage(engine.Program);
        var version = engine.Version;
        var through = forManager ? long.MaxValue : FreezeGate.Through(engine);
        var isFrozen = !forManager && engine.Frozen is not null;
        var items = (await engine.ReadFeedAsync(after, limit, http.RequestAborted)).TakeWhile(i => i.Version <= through).ToList();
        var calendar = engine.Current.Definition.Calendar;
        return JsonAnswer.Ok(writer =>
        {
            writer.WriteStartObject();
            writer.WriteNumber("version", Math.Min(version, through));
            if (isFrozen)
            {
                writer.WriteBoolean("frozen", true);
            }

            writer.WriteStartArray("items");
            foreach (var item in items)
            {
                WriteItem(writer, item, calendar.ToLocal(item.At), forManager);
            }

            writer.WriteEndArray();

            // Always there: it is where a consumer that waits for more goes on.
            writer.WriteNumber("next", items.Count > 0 ? items[^1].Version : after);
            writer.WriteEndObject();
        });
    }

    private static void WriteItem(Utf8JsonWriter writer, FeedItem item, DateTimeOffset at, bool withActor)
    {
        writer.WriteStartObject();
        writer.WriteNumber("version", item.Version);
        writer.WriteInstant("at", at);
        writer.WriteString("command", item.Command);
        if (withActor)
        {
            writer.WriteString("actor", item.Actor);
        }

        writer.WriteStartArray("events");
        foreach (var happened in item.Events)
        {
            happened.WriteTo(writer);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static async Task<IResult> AuditAsync(HttpContext http, IAccessStore access)
    {
        if (!Query.TryLimit(http.Request, out var limit, out var problem)
            || !Query.TryCursor(http.Request, out var position, out problem))
        {
            return problem;
        }

        var before = long.MaxValue;
        if (position is not null && !long.TryParse(position, System.Globalization.CultureInfo.InvariantCulture, out before))
        {
            return Problems.Result(400, "badCursor", "The cursor is not one that this list gave.");
        }

        var records = await access.ReadAuditAsync(http.Engine().Program, before, limit, http.RequestAborted);
        return JsonAnswer.Ok(writer => WriteAudit(writer, records, limit));
    }

    private static void WriteAudit(Utf8JsonWriter writer, IReadOnlyList<AuditRecord> records, int limit)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("items");
        foreach (var record in records)
        {
            writer.WriteStartObject();
            writer.WriteInstant("at", record.At);
            writer.WriteString("actor", record.Actor);
            writer.WriteString("action", record.Action);
            writer.WriteString("target", record.Target);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        if (records.Count == limit)
        {
            writer.WriteString("next", Query.Cursor(records[^1].Id));
        }

        writer.WriteEndObject();
    }
}
