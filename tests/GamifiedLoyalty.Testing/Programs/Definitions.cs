namespace GamifiedLoyalty.Testing.Programs;

/// <summary>Definitions that several tests use.</summary>
public static class Definitions
{
    /// <summary>A program with the given rules and boards, each a JSON array.</summary>
    public static string With(string rules, string boards, string more = "") => $$"""
        { "name": "Test", "timeZone": "Europe/Paris",
          "money": { "currency": "EUR", "rates": [ { "currency": "USD", "from": "2011-01-01", "rate": "0.92" } ] },
          "currencies": [ { "id": "points", "name": "Points" } ],
          "earningRules": {{rules}}, "boards": {{boards}} {{more}} }
        """;

    /// <summary>The boards that most tests look at.</summary>
    public const string Boards = """
        [ { "id": "revenue", "subject": "employee", "metric": { "measure": "amount" }, "periods": ["quarter","month","week","day","year","all"] },
          { "id": "points", "subject": "employee", "metric": { "measure": "points", "currency": "points" }, "periods": ["month","all"] },
          { "id": "dealers", "subject": "partner", "metric": { "measure": "points", "currency": "points" }, "periods": ["month","all"] },
          { "id": "units", "subject": "partner", "metric": { "measure": "quantity" }, "ties": "shared", "periods": ["quarter","all"] } ]
        """;

    /// <summary>A programme like the one of the public contract.</summary>
    public static string Acme { get; } = With(
        """
        [ { "id": "base", "on": "sale", "when": { "field": "line.category", "op": "in", "value": ["Bikes", "Components"] },
            "formula": { "type": "perAmount", "points": 1, "per": "10.00" }, "currency": "points", "beneficiary": "employee",
            "rounding": "down", "pendingFor": "P14D", "caps": [ { "per": "beneficiary", "period": "month", "max": 5000 } ] },
          { "id": "welcome", "on": "sale", "formula": { "type": "firstTime", "per": "employee", "points": 250 },
            "currency": "points", "beneficiary": { "employee": 60, "partner": 40 } } ]
        """, Boards);
}
