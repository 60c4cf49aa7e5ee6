namespace GamifiedLoyalty.Server.Tests.Contract;

/// <summary>Conditions: every operation, every field, and what a missing field satisfies.</summary>
public sealed class ConditionsTests(ContractServers servers)
{
    private const string Sale = """
        { "externalId": "a", "source": "pos", "type": "sale", "occurredAt": "2026-11-21T10:15:00+01:00", "employee": "e9", "customer": { "id": "c1", "isNew": true },
          "lines": [ { "sku": "MB-100", "category": "Bikes", "quantity": 2, "amount": "199.90", "attributes": { "size": 42 } } ],
          "attributes": { "cabin": "business", "legs": 3, "direct": false } }
        """;

    [Theory]
    [InlineData("activity.source", "eq", "\"pos\"")]
    [InlineData("activity.type", "eq", "\"sale\"")]
    [InlineData("activity.attributes.cabin", "startsWith", "\"bus\"")]
    [InlineData("activity.attributes.legs", "eq", "3")]
    [InlineData("activity.attributes.direct", "eq", "false")]
    [InlineData("customer.id", "in", """["c0", "c1"]""")]
    [InlineData("customer.isNew", "eq", "true")]
    [InlineData("line.sku", "startsWith", "\"MB-\"")]
    [InlineData("line.category", "notIn", """["bikes", "BIKES"]""")]
    [InlineData("line.quantity", "ge", "2")]
    [InlineData("line.amount", "eq", "\"199.9\"")]
    [InlineData("line.amount", "lt", "1000")]
    [InlineData("line.attributes.size", "gt", "9")]
    [InlineData("employee.id", "eq", "\"e9\"")]
    [InlineData("employee.role", "gt", "\"manage\"")]
    [InlineData("employee.locale", "eq", "\"fr\"")]
    [InlineData("employee.attributes.vip", "eq", "true")]
    [InlineData("partner.id", "eq", "\"p9\"")]
    [InlineData("partner.category", "lt", "\"golf\"")]
    [InlineData("partner.region", "ne", "\"South\"")]
    [InlineData("partner.sizeBand", "le", "\"s\"")]
    [InlineData("partner.attributes.since", "le", "1999")]
    [InlineData("date.day", "eq", "\"2026-11-21\"")]
    [InlineData("date.month", "eq", "11")]
    [InlineData("date.weekday", "eq", "6")]
    [InlineData("date.time", "lt", "\"10:15:01\"")]
    [InlineData("activity.attributes.none", "ne", "\"x\"")]
    [InlineData("activity.attributes.none", "notIn", "[1]")]
    [InlineData("activity.attributes.none", "exists", "false")]
    [InlineData("activity.attributes.cabin", "exists", "true")]
    public async Task A_condition_is_met(string field, string op, string value) =>
        (await AwardedAsync($$"""{ "field": "{{field}}", "op": "{{op}}", "value": {{value}} }""")).ShouldBeTrue();

    [Theory]
    [InlineData("line.category", "eq", "\"bikes\"")]
    [InlineData("line.sku", "startsWith", "\"mb\"")]
    [InlineData("line.amount", "gt", "199.9")]
    [InlineData("activity.attributes.cabin", "in", """["Business"]""")]
    [InlineData("activity.attributes.none", "eq", "\"\"")]
    [InlineData("activity.attributes.none", "in", "[1]")]
    [InlineData("activity.attributes.none", "lt", "9")]
    [InlineData("activity.attributes.none", "ge", "0")]
    [InlineData("activity.attributes.none", "startsWith", "\"a\"")]
    [InlineData("activity.attributes.none", "exists", "true")]
    [InlineData("activity.attributes.cabin", "exists", "false")]
    [InlineData("date.weekday", "gt", "6")]
    public async Task A_condition_is_not_met(string field, string op, string value) =>
        (await AwardedAsync($$"""{ "field": "{{field}}", "op": "{{op}}", "value": {{value}} }""")).ShouldBeFalse();

    [Theory]
    [InlineData("""{ "all": [] }""", true)]
    [InlineData("""{ "any": [] }""", false)]
    [InlineData("""{ "not": { "any": [] } }""", true)]
    [InlineData("""{ "all": [ { "field": "line.quantity", "op": "gt", "value": 1 }, { "field": "employee.role", "op": "eq", "value": "clerk" } ] }""", false)]
    [InlineData("""{ "any": [ { "field": "line.quantity", "op": "gt", "value": 5 }, { "not": { "field": "employee.role", "op": "eq", "value": "clerk" } } ] }""", true)]
    public async Task Conditions_are_joined(string when, bool awarded) => (await AwardedAsync(when)).ShouldBe(awarded);

    private async Task<bool> AwardedAsync(string when)
    {
        var program = await servers.NewAsync(ContractProgram.With(
            $$"""[ { "id": "r", "on": "sale", "when": {{when}}, "formula": { "type": "fixed", "points": 1 }, "currency": "points" } ]"""));
        await program.PutAsync("partners/p9", """{ "name": "P", "category": "gold", "region": "south", "sizeBand": "m", "attributes": { "since": 1999 } }""");
        await program.PutAsync("employees/e9", """{ "name": "E", "partner": "p9", "role": "manager", "locale": "fr", "attributes": { "vip": true } }""");
        var sold = await program.SendAsync(Sale);
        sold.Code.ShouldBe(200, sold.Text);
        return sold.Json.GetProperty("awards").GetArrayLength() == 1;
    }
}
