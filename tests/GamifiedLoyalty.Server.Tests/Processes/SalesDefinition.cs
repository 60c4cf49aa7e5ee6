namespace GamifiedLoyalty.Server.Tests.Processes;

/// <summary>The definition under which sales files are imported.</summary>
internal static class SalesDefinition
{
    public static string In(string zone) => $$"""
        {
          "name": "Imported sales",
          "timeZone": "{{zone}}",
          "money": { "currency": "USD", "decimals": 2 },
          "currencies": [ { "id": "points" } ],
          "boards": [
            { "id": "people", "subject": "employee", "metric": { "measure": "amount" }, "ties": "shared", "periods": ["all", "quarter"] },
            { "id": "first", "subject": "employee", "metric": { "measure": "amount" }, "periods": ["all", "quarter"] },
            { "id": "dealers", "subject": "partner", "metric": { "measure": "amount" }, "ties": "shared", "periods": ["all", "quarter"] },
            { "id": "rows", "subject": "employee", "metric": { "measure": "count" }, "periods": ["all"] }
          ],
          "imports": [
            {
              "id": "sales", "type": "sale", "source": "file", "createMembers": true,
              "map": {
                "externalId": "{order_id}-{line_no}", "occurredAt": "{order_date}", "currency": "{currency}",
                "employee.id": "{salesperson_id}", "employee.name": "{salesperson_name}",
                "partner.id": "{store_id}", "partner.name": "{store_name}", "partner.region": "{territory}",
                "line.sku": "{product_id}", "line.category": "{category}",
                "line.quantity": "{quantity}", "line.amount": "{line_total}"
              }
            }
          ]
        }
        """;
}
