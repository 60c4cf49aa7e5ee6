using System.Globalization;
using GamifiedLoyalty.Domain.Members;

namespace GamifiedLoyalty.Server.Demo;

/// <summary>The companies and people of the demonstration: the same for the same seed, whenever and wherever it runs.</summary>
internal sealed class DemoWorld
{
    private DemoWorld(IReadOnlyList<MemberProfile> partners, IReadOnlyList<DemoSeller> sellers)
    {
        Partners = partners;
        Sellers = sellers;
    }

    /// <summary>Distributors first, then their dealers.</summary>
    public IReadOnlyList<MemberProfile> Partners { get; }

    /// <summary>The people who sell.</summary>
    public IReadOnlyList<DemoSeller> Sellers { get; }

    /// <summary>Makes the world of a seed.</summary>
    public static DemoWorld Create(int seed)
    {
        var random = new Random(seed);
        var partners = new List<MemberProfile>();
        var dealers = new List<(MemberProfile Partner, DemoRegion Region)>();
        foreach (var region in DemoNames.Regions)
        {
            var distributor = Distributor(region, partners.Count + 1);
            partners.Add(distributor);
            dealers.AddRange(region.Towns.Select(town => (Dealer(random, region, distributor, town), region)));
        }

        dealers = dealers.Select((d, i) => (d.Partner with { Id = Numbered("dealer", i + 1, 2) }, d.Region)).ToList();
        partners.AddRange(dealers.Select(d => d.Partner));
        return new DemoWorld(partners, Staff(random, dealers));
    }

    private static MemberProfile Distributor(DemoRegion region, int number) =>
        new(OwnerKind.Partner, Numbered("dist", number, 1), region.Distributor)
        {
            Category = "Distributor",
            Region = region.Name,
            SizeBand = "L",
        };

    private static MemberProfile Dealer(Random random, DemoRegion region, MemberProfile distributor, string town) =>
        new(OwnerKind.Partner, "dealer", string.Format(CultureInfo.InvariantCulture, Pick(random, DemoNames.Shops), town))
        {
            Parent = distributor.Id,
            Category = Pick(random, ["Specialist", "Specialist", "Chain", "Online"]),
            Region = region.Name,
            SizeBand = Pick(random, ["S", "S", "M", "L"]),
        };

    private static List<DemoSeller> Staff(Random random, List<(MemberProfile Partner, DemoRegion Region)> dealers)
    {
        var sellers = new List<DemoSeller>();
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (partner, region) in dealers)
        {
            var heads = random.Next(2, 7);
            for (var head = 0; head < heads; head++)
            {
                var unusual = sellers.Count % 29 == 7 ? sellers.Count / 29 : int.MaxValue;
                var name = unusual < DemoNames.Unusual.Count ? DemoNames.Unusual[unusual] : Person(random, region.Language, taken);
                sellers.Add(Seller(random, sellers.Count + 1, name, head == 0, partner, region));
            }
        }

        return sellers;
    }

    private static DemoSeller Seller(Random random, int number, string name, bool manager, MemberProfile partner, DemoRegion region)
    {
        var profile = new MemberProfile(OwnerKind.Employee, Numbered("e", number, 3), name)
        {
            Partner = partner.Id,
            Role = manager ? "manager" : Pick(random, ["sales", "sales", "sales", "advisor"]),
            Locale = region.Language,
        };

        // Squares spread talent: a few sell a lot, most sell a little.
        var talent = random.Next(4, 20);
        return new DemoSeller(profile, region.Currency, talent * talent);
    }

    private static string Person(Random random, string language, HashSet<string> taken)
    {
        for (var attempt = 0; ; attempt++)
        {
            var name = $"{Pick(random, DemoNames.Given[language])} {Pick(random, DemoNames.Family[language])}";
            if (taken.Add(name) || attempt == 20)
            {
                return name;
            }
        }
    }

    private static string Numbered(string prefix, int number, int digits) =>
        prefix + number.ToString("D" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    private static string Pick(Random random, IReadOnlyList<string> items) => items[random.Next(items.Count)];
}

/// <summary>A person who sells.</summary>
/// <param name="Profile">Who.</param>
/// <param name="Currency">The currency of the till.</param>
/// <param name="Talent">How likely a sale is this person's, relative to others.</param>
internal sealed record DemoSeller(MemberProfile Profile, string Currency, int Talent);
