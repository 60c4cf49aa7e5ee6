using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using GamifiedLoyalty.Domain.Activities;
using GamifiedLoyalty.Domain.Time;
using Shouldly;
using Xunit;

namespace GamifiedLoyalty.Domain.Tests.Activities;

/// <summary>Random activities, written as JSON with the framework's own writer and read back.</summary>
public class ActivityRoundTripTests
{
    private static readonly ProgramCalendar Paris = new("Europe/Paris");

    [Fact]
    public void Any_activity_written_as_JSON_reads_back_with_the_same_content()
    {
        const int Seed = 20261121;
        var random = new Random(Seed);
        for (var i = 0; i < 3_000; i++)
        {
            var sent = Any(random);
            var json = Json(sent, random).ToJsonString();

            var reading = ActivityJsonReader.Read(Encoding.UTF8.GetBytes(json));

            var place = FormattableString.Invariant($"seed {Seed}, round {i}: {json} {reading.Fault}");
            reading.Fault.ShouldBeNull(place);
            var read = reading.Activity!;
            (read.Source, read.ExternalId).ShouldBe((sent.Source, sent.ExternalId), place);
            read.Lines.ShouldBe(sent.Lines, place);
            var meant = new RecordedDefaults(sent.Partner, sent.Currency ?? "EUR", sent.OccurredAt ?? default);
            ActivityEquality.SameContent(sent, meant, read, null, "EUR", Paris).ShouldBeTrue(place);
        }
    }

    [Fact]
    public void No_text_at_all_makes_the_reader_throw()
    {
        const int Seed = 3;
        var random = new Random(Seed);
        for (var i = 0; i < 5_000; i++)
        {
            var bytes = Encoding.UTF8.GetBytes(Json(Any(random), random).ToJsonString());
            for (var n = random.Next(1, 4); n > 0; n--)
            {
                bytes[random.Next(bytes.Length)] = "{}[]\",:0-1eEa\\u\0\u007f"u8[random.Next(17)];
            }

            var reading = ActivityJsonReader.Read(bytes);
            (reading.Activity is null).ShouldBe(reading.Fault is not null, FormattableString.Invariant($"seed {Seed}, round {i}"));
        }
    }

    private static Activity Any(Random random) => new()
    {
        Source = random.Next(2) == 0 ? "api" : Text(random),
        ExternalId = Text(random),
        Type = "sale",
        OccurredAt = random.Next(2) == 0 ? null : DateTimeOffset.UnixEpoch.AddTicks(random.NextInt64(0, 20_000_000_000_000_000)),
        Employee = Maybe(random, () => FormattableString.Invariant($"e{random.Next(9)}")),
        Partner = Maybe(random, () => FormattableString.Invariant($"p-{random.Next(9)}.x_")),
        Currency = Maybe(random, () => "USD"),
        Customer = Maybe(random, () => new CustomerRef("c", random.Next(2) == 0)),
        Lines = [.. Enumerable.Range(1, random.Next(1, 4)).Select(i => Line(i, random))],
        Attributes = Attributes(random),
    };

    private static ActivityLine Line(int position, Random random) => new(
        position.ToString(CultureInfo.InvariantCulture),
        Maybe(random, () => Text(random)),
        Maybe(random, () => Text(random)),
        random.Next(0, 100),
        random.NextInt64(0, 1_000_000_000_000) / Decimals.PowerOfTen(random.Next(0, 7)),
        Attributes(random));

    private static AttributeMap Attributes(Random random) => AttributeMap.From(Enumerable.Range(0, random.Next(0, 3)).Select(i =>
        KeyValuePair.Create<string, object>(
            FormattableString.Invariant($"{Text(random)[..1]}{i}"),
            random.Next(3) switch { 0 => Text(random), 1 => random.Next(1000) / 8m, _ => random.Next(2) == 0 })));

    private static string Text(Random random) =>
        string.Concat(Enumerable.Range(0, random.Next(1, 8)).Select(_ => "abZ09 /~'\"\\éΩ漢<&"[random.Next(16)]));

    private static T? Maybe<T>(Random random, Func<T> make)
        where T : class => random.Next(2) == 0 ? null : make();

    private static JsonObject Json(Activity activity, Random random)
    {
        var lines = activity.Lines.Select(l => (JsonNode?)Present(
            ("sku", l.Sku), ("category", l.Category), ("quantity", l.Quantity),
            ("amount", random.Next(2) == 0 ? l.Amount : l.Amount.ToString(CultureInfo.InvariantCulture)),
            ("attributes", Attributes(l.Attributes))));
        var offset = TimeSpan.FromHours(random.Next(-12, 13));
        var members = Present(
            ("source", activity.Source), ("externalId", activity.ExternalId), ("type", activity.Type),
            ("occurredAt", activity.OccurredAt?.ToOffset(offset).ToString("yyyy-MM-ddTHH:mm:ss.fffffffzzz", CultureInfo.InvariantCulture)),
            ("employee", activity.Employee), ("partner", activity.Partner), ("currency", activity.Currency),
            ("customer", activity.Customer is { } c ? Present(("id", c.Id), ("isNew", c.IsNew)) : null),
            ("lines", new JsonArray([.. lines])), ("attributes", Attributes(activity.Attributes)));
        var shuffled = members.Select(m => KeyValuePair.Create(m.Key, m.Value?.DeepClone())).ToArray();
        random.Shuffle(shuffled);
        return new JsonObject(shuffled);
    }

    private static JsonObject Attributes(AttributeMap map) => Present([.. map.Items.Select(i => (i.Key, (object?)i.Value))]);

    private static JsonObject Present(params (string Name, object? Value)[] members) =>
        new(members.Where(m => m.Value is not null).Select(m =>
            KeyValuePair.Create(m.Name, m.Value as JsonNode ?? JsonSerializer.SerializeToNode(m.Value))));
}
