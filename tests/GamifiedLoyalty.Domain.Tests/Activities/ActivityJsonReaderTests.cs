using System.Text;
using System.Text.Json;
using GamifiedLoyalty.Domain.Activities;
using GamifiedLoyalty.Domain.Text;
using Shouldly;
using Xunit;

namespace GamifiedLoyalty.Domain.Tests.Activities;

public class ActivityJsonReaderTests
{
    private const string Sale = """
        { "source": "pos", "externalId": "A-1", "type": "sale",
          "occurredAt": "2026-11-21T10:15:00+01:00",
          "employee": "e1", "partner": "p1", "currency": "EUR",
          "customer": { "id": "c9", "isNew": true },
          "lines": [ { "id": "1", "sku": "MB-100", "category": "Bikes", "quantity": 1, "amount": "199.990" },
                     { "category": "Accessories", "quantity": 2, "amount": 50.00, "attributes": { "b": 1.50, "a": null } } ],
          "attributes": { "cabin": "business", "vip": true } }
        """;

    public static TheoryData<string, string, string> Faults => new()
    {
        { """{"type":"sale"}""", "required", "/externalId" },
        { """{"externalId":null,"type":"sale"}""", "required", "/externalId" },
        { """{"externalId":"x"}""", "required", "/type" },
        { """{"externalId":"","type":"sale"}""", "badId", "/externalId" },
        { """{"externalId":"a\u0000b","type":"sale"}""", "badId", "/externalId" },
        { """{"externalId":7,"type":"sale"}""", "wrongType", "/externalId" },
        { With("\"colour\":1"), "unknownField", "/colour" },
        { With("\"a/b~c\":{\"x\":[1]}"), "unknownField", "/a~1b~0c" },
        { With("\"type\":\"sale\""), "duplicateProperty", "/type" },
        { With("\"source\":\"\""), "badId", "/source" },
        { With("\"employee\":\"e 1\""), "badId", "/employee" },
        { With("\"employee\":{\"id\":1}"), "wrongType", "/employee" },
        { With("\"partner\":[]"), "wrongType", "/partner" },
        { With("\"currency\":\"EURO\""), "badIsoCurrency", "/currency" },
        { With("\"occurredAt\":\"2026-02-30\""), "badDate", "/occurredAt" },
        { With("\"occurredAt\":\"2026-11-21T10:15:00\""), "badDate", "/occurredAt" },
        { With("\"occurredAt\":1763716500"), "wrongType", "/occurredAt" },
        { With("\"amount\":-0.01"), "negativeAmount", "/amount" },
        { With("\"amount\":\"ten\""), "badDecimal", "/amount" },
        { With("\"amount\":true"), "wrongType", "/amount" },
        { With("\"amount\":1000000000000"), "outOfRange", "/amount" },
        { With("\"amount\":1e300"), "outOfRange", "/amount" },
        { With("\"amount\":0.1234567"), "outOfRange", "/amount" },
        { With("\"quantity\":1.5"), "badQuantity", "/quantity" },
        { With("\"quantity\":-1"), "negativeQuantity", "/quantity" },
        { With("\"customer\":\"c1\""), "wrongType", "/customer" },
        { With("\"customer\":{\"isNew\":true}"), "required", "/customer/id" },
        { With("\"customer\":{\"id\":\"c\",\"isNew\":1}"), "wrongType", "/customer/isNew" },
        { With("\"customer\":{\"id\":\"c\",\"id\":\"d\"}"), "duplicateProperty", "/customer/id" },
        { With("\"customer\":{\"id\":\"c\",\"name\":\"d\"}"), "unknownField", "/customer/name" },
        { With("\"lines\":{}"), "wrongType", "/lines" },
        { With("\"lines\":[1]"), "wrongType", "/lines/0" },
        { With("\"lines\":[{}],\"amount\":1"), "amountWithLines", "/amount" },
        { With("\"quantity\":1,\"lines\":[{}]"), "amountWithLines", "/quantity" },
        { With("\"lines\":[{},{\"price\":1}]"), "unknownField", "/lines/1/price" },
        { With("\"lines\":[{\"amount\":-1}]"), "negativeAmount", "/lines/0/amount" },
        { With("\"lines\":[{\"amount\":1,\"amount\":1}]"), "duplicateProperty", "/lines/0/amount" },
        { With("\"lines\":[{\"id\":\"a\"},{\"id\":\"a\"}]"), "duplicateId", "/lines/1/id" },
        { With("\"lines\":[{\"id\":\"2\"},{}]"), "duplicateId", "/lines/1/id" },
        { With("\"lines\":[{\"id\":\"a b\"}]"), "badId", "/lines/0/id" },
        { With("\"lines\":[{\"sku\":5}]"), "wrongType", "/lines/0/sku" },
        { With("\"attributes\":[]"), "wrongType", "/attributes" },
        { With("\"attributes\":{\"a\":{}}"), "wrongType", "/attributes/a" },
        { With("\"attributes\":{\"a\":1,\"a\":1}"), "duplicateProperty", "/attributes/a" },
        { With("\"attributes\":{\"\":1}"), "badText", "/attributes/" },
        { With("\"lines\":[{\"attributes\":{\"a\":[1]}}]"), "wrongType", "/lines/0/attributes/a" },
        { "[]", "wrongType", "" },
        { "7", "wrongType", "" },
    };

    [Fact]
    public void A_sale_is_read_with_everything_it_says()
    {
        var activity = Valid(Sale);

        activity.Source.ShouldBe("pos");
        activity.ExternalId.ShouldBe("A-1");
        activity.Type.ShouldBe("sale");
        activity.OccurredAt.ShouldBe(new DateTimeOffset(2026, 11, 21, 9, 15, 0, TimeSpan.Zero));
        activity.OccurredAt!.Value.Offset.ShouldBe(TimeSpan.Zero);
        (activity.Employee, activity.Partner, activity.Currency).ShouldBe(("e1", "p1", "EUR"));
        activity.Customer.ShouldBe(new CustomerRef("c9", true));
        activity.HasImplicitLine.ShouldBeFalse();
        activity.Lines.ShouldBe(
        [
            new ActivityLine("1", "MB-100", "Bikes", 1, 199.99m, AttributeMap.Empty),
            new ActivityLine("2", null, "Accessories", 2, 50m, Map(("b", 1.5m))),
        ]);
        activity.Attributes.ShouldBe(Map(("cabin", "business"), ("vip", true)));
    }

    [Fact]
    public void What_is_absent_has_its_default()
    {
        var activity = Valid("""{"externalId":"x","type":"checkIn"}""");

        activity.Source.ShouldBe("api");
        activity.OccurredAt.ShouldBeNull();
        activity.OccurredLocal.ShouldBeNull();
        activity.Employee.ShouldBeNull();
        activity.Customer.ShouldBeNull();
        activity.HasImplicitLine.ShouldBeTrue();
        activity.Lines.ShouldBe([new ActivityLine("1", null, null, 0, 0, AttributeMap.Empty)]);
    }

    [Theory]
    [InlineData("""{"externalId":"x","type":"sale","amount":"12.5","quantity":3,"lines":[]}""")]
    [InlineData("""{"externalId":"x","type":"sale","amount":12.50,"quantity":"3.0","lines":null}""")]
    [InlineData("""{"externalId":"x","type":"sale","amount":125e-1,"quantity":3}""")]
    public void An_activity_without_lines_is_one_line_of_its_own_amount(string json)
    {
        var activity = Valid(json);
        activity.HasImplicitLine.ShouldBeTrue();
        activity.Lines.ShouldBe([new ActivityLine("1", null, null, 3, 12.5m, AttributeMap.Empty)]);
    }

    [Fact]
    public void A_plain_date_stays_local()
    {
        var activity = Valid("""{"externalId":"x","type":"sale","occurredAt":"2026-11-21"}""");
        activity.OccurredAt.ShouldBeNull();
        activity.OccurredLocal.ShouldBe(new DateTime(2026, 11, 21, 0, 0, 0, DateTimeKind.Unspecified));
    }

    [Fact]
    public void Escaped_texts_and_names_are_read_too()
    {
        var activity = Valid("""{"external\u0049d":"\u00e9\"","type":"sale","attributes":{"\u006e":"\u00e9"}}""");
        activity.ExternalId.ShouldBe("é\"");
        activity.Attributes.ShouldBe(Map(("n", "é")));
    }

    [Fact]
    public void An_envelope_gives_source_and_external_id()
    {
        var reading = ActivityJsonReader.Read("""{"type":"sale","source":"inner"}"""u8, "https://pos.example/1", "ce-1");
        reading.Fault.ShouldBeNull();
        (reading.Activity!.Source, reading.Activity.ExternalId).ShouldBe(("https://pos.example/1", "ce-1"));
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_fault_is_named_at_its_exact_place(string json, string code, string pointer)
    {
        var reading = Read(json);
        reading.Activity.ShouldBeNull();
        (reading.Fault!.Code, reading.Fault.Pointer).ShouldBe((code, pointer));
        reading.Fault.Detail.ShouldEndWith(".");
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("""{"externalId":"x","type":"sale"} {}""")]
    [InlineData("""{"externalId":"\ud800","type":"sale"}""")]
    [InlineData("""{"a":[[[[[[[[[[1]]]]]]]]]]}""")]
    public void What_is_not_one_JSON_object_is_badJson(string json) => Read(json).Fault!.Code.ShouldBe("badJson");

    [Fact]
    public void Broken_UTF_8_is_badJson() =>
        ActivityJsonReader.Read([(byte)'"', 0xC3, (byte)'"']).Fault!.Code.ShouldBe("badJson");

    [Fact]
    public void Broken_UTF_8_inside_an_array_is_no_JSON() => Should.Throw<JsonException>(() =>
    {
        var reader = new Utf8JsonReader([.. "{\"externalId\":\"x\",\"type\":\"s"u8, 0xC3, .. "\"}"u8]);
        ActivityJsonReader.Read(ref reader);
    });

    [Fact]
    public void A_rejected_activity_still_tells_its_external_id()
    {
        var reading = Read("""{"amount":-1,"lines":7,"colour":{"a":[1]},"type":[],"externalId":"A-7"}""");
        reading.ExternalId.ShouldBe("A-7");
        reading.Fault!.Code.ShouldBe("negativeAmount");
    }

    [Fact]
    public void Faulty_items_of_an_array_do_not_disturb_the_others()
    {
        var json = $"[{With("\"colour\":{}")},7,{Sale},[1,[2]],{With("\"amount\":2")}]";
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json));
        reader.Read();
        var codes = new List<string?>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            codes.Add(ActivityJsonReader.Read(ref reader).Fault?.Code);
        }

        codes.ShouldBe(["unknownField", "wrongType", null, "wrongType", null]);
    }

    [Fact]
    public void There_are_limits_to_lines_and_attributes()
    {
        Read(With($"\"lines\":[{string.Join(',', Enumerable.Repeat("{}", Limits.LinesPerActivity))}]")).Fault.ShouldBeNull();
        Read(With($"\"lines\":[{string.Join(',', Enumerable.Repeat("{}", Limits.LinesPerActivity + 1))}]")).Fault!.Code.ShouldBe("tooMany");
        var attributes = string.Join(',', Enumerable.Range(0, Limits.Attributes + 1).Select(i => FormattableString.Invariant($"\"a{i}\":1")));
        Read(With($"\"attributes\":{{{attributes}}}")).Fault!.Code.ShouldBe("tooMany");
        Read(With($"\"attributes\":{{\"a\":\"{new string('x', Limits.AttributeLength + 1)}\"}}")).Fault!.Code.ShouldBe("badText");
    }

    [Fact]
    public void Repeated_texts_are_one_string()
    {
        var texts = new RepeatedTexts();
        var first = texts.Get("Bikes"u8);
        first.ShouldBe("Bikes");
        texts.Get("Bikes"u8).ShouldBeSameAs(first);
        for (var i = 0; i < 50_000; i++)
        {
            var text = i.ToString(System.Globalization.CultureInfo.InvariantCulture);
            texts.Get(Encoding.UTF8.GetBytes(text)).ShouldBe(text);
        }
    }

    internal static AttributeMap Map(params (string Name, object Value)[] items) =>
        AttributeMap.From(items.Select(i => KeyValuePair.Create(i.Name, i.Value)));

    private static string With(string member) => $$"""{"externalId":"x","type":"sale",{{member}}}""";

    private static Activity Valid(string json)
    {
        var reading = Read(json);
        reading.Fault.ShouldBeNull();
        reading.ExternalId.ShouldBe(reading.Activity!.ExternalId);
        return reading.Activity;
    }

    private static ActivityReading Read(string json) => ActivityJsonReader.Read(Encoding.UTF8.GetBytes(json));
}
