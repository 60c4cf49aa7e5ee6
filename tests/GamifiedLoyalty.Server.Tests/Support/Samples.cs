using GamifiedLoyalty.Testing.Programs;

namespace GamifiedLoyalty.Server.Tests.Support;

/// <summary>The program definition and sale of the public contract.</summary>
public static class Samples
{
    /// <summary>For members only, unlike the demonstration that everybody may see.</summary>
    public static string Definition { get; } = AcmeProgram.Json.Replace("\"visibility\": \"public\"", "\"visibility\": \"members\"", StringComparison.Ordinal);

    public const string Sale = """
        { "source": "pos", "externalId": "A-1", "type": "sale",
          "occurredAt": "2026-11-21T10:15:00+01:00",
          "employee": "e1", "partner": "p1", "currency": "EUR",
          "customer": { "id": "c9", "isNew": true },
          "lines": [ { "id": "1", "sku": "MB-100", "category": "Bikes", "quantity": 1, "amount": "199.99" },
                     { "id": "2", "category": "Accessories", "quantity": 2, "amount": "50.00" } ],
          "attributes": { "cabin": "business" } }
        """;
}
