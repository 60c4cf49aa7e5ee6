namespace GamifiedLoyalty.Server.Demo;

/// <summary>What the demonstration's dealers sell.</summary>
internal static class DemoCatalog
{
    /// <summary>All products, the often sold ones several times.</summary>
    public static IReadOnlyList<DemoProduct> Products { get; } =
    [
        new("AV-110", "Avalanche safety", 6900, 3), new("AV-140", "Avalanche safety", 5400, 3),
        new("AV-210", "Avalanche safety", 29900, 2), new("AV-300", "Avalanche safety", 34900, 2),
        new("AV-310", "Avalanche safety", 89900, 1), new("RO-060", "Ropes and harnesses", 18900, 2),
        new("RO-070", "Ropes and harnesses", 21900, 1), new("HA-010", "Ropes and harnesses", 7900, 3),
        new("SK-184", "Skis", 64900, 1), new("SK-176", "Skis", 57900, 1), new("BI-012", "Skis", 42900, 1),
        new("BO-220", "Boots", 31900, 2), new("BO-410", "Boots", 24900, 3), new("TE-002", "Tents", 45900, 1),
        new("TE-004", "Tents", 69900, 1), new("PA-035", "Packs", 15900, 4), new("PA-050", "Packs", 20900, 2),
        new("CL-501", "Clothing", 8900, 6), new("CL-610", "Clothing", 24900, 4), new("CL-720", "Clothing", 39900, 2),
    ];
}

/// <summary>A product of the demonstration.</summary>
/// <param name="Sku">Its code.</param>
/// <param name="Category">Its category.</param>
/// <param name="PriceCents">List price of one, in cents of the dealer's currency.</param>
/// <param name="Popularity">How often it is sold, relative to others.</param>
internal sealed record DemoProduct(string Sku, string Category, int PriceCents, int Popularity);
