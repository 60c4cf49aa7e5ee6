using System.Text;

namespace GamifiedLoyalty.Testing.Programs;

/// <summary>A small partner club: sales in euros, points for bikes, a welcome bonus, three boards and one import.</summary>
public static class AcmeProgram
{
    public const string Json = """
        {
          "name": { "en": "Acme Partner Club", "fr": "Club partenaires Acme" },
          "timeZone": "Europe/Paris",
          "locales": ["en", "fr"],
          "money": { "currency": "EUR", "decimals": 2,
                     "rates": [ { "currency": "USD", "from": "2011-01-01", "rate": "0.92" } ] },
          "privacy": { "visibility": "public" },
          "currencies": [ { "id": "points", "name": { "en": "Points" }, "decimals": 0 } ],
          "earningRules": [
            { "id": "base", "on": "sale",
              "when": { "field": "line.category", "op": "in", "value": ["Bikes", "Components"] },
              "formula": { "type": "perAmount", "points": 1, "per": "10.00" },
              "currency": "points", "beneficiary": "employee",
              "rounding": "down", "pendingFor": "P14D",
              "caps": [ { "per": "beneficiary", "period": "month", "max": 5000 } ] },
            { "id": "welcome", "on": "sale",
              "formula": { "type": "firstTime", "per": "employee", "points": 250 },
              "currency": "points", "beneficiary": { "employee": 60, "partner": 40 } }
          ],
          "boards": [
            { "id": "revenue", "subject": "employee", "metric": { "measure": "amount" },
              "periods": ["quarter", "month", "week", "day", "year", "all"] },
            { "id": "points", "subject": "employee",
              "metric": { "measure": "points", "currency": "points" }, "periods": ["month", "all"] },
            { "id": "dealer-bikes", "subject": "partner", "metric": { "measure": "quantity" },
              "filter": { "field": "line.category", "op": "eq", "value": "Bikes" },
              "ties": "shared", "periods": ["quarter", "all"] }
          ],
          "imports": [
            { "id": "aw", "type": "sale", "source": "adventureworks", "createMembers": true,
              "map": { "externalId": "{order_id}-{line_no}", "occurredAt": "{order_date}",
                       "currency": "{currency}",
                       "employee.id": "{salesperson_id}", "employee.name": "{salesperson_name}",
                       "partner.id": "{store_id}", "partner.name": "{store_name}",
                       "partner.region": "{territory}",
                       "line.sku": "{product_id}", "line.category": "{category}",
                       "line.quantity": "{quantity}", "line.amount": "{line_total}" } }
          ]
        }
        """;

    public static ReadOnlyMemory<byte> Utf8 => Encoding.UTF8.GetBytes(Json);
}
