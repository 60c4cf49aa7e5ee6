using System.Globalization;
using GamifiedLoyalty.Domain;
using GamifiedLoyalty.Domain.Activities;

namespace GamifiedLoyalty.Server.Demo;

/// <summary>
/// Makes believable activities: talent decides who sells, streaks let one person sell several in a row, a few activities
/// are trainings. The same seed gives the same activities. Not safe for concurrent use.
/// </summary>
internal sealed class DemoSales
{
    private readonly DemoWorld _world;
    private readonly Random _random;
    private readonly string _prefix;
    private readonly int[] _talents;
    private readonly int[] _popularities;
    private int _number;
    private DemoSeller? _hot;
    private int _hotSales;

    /// <summary>Starts a stream of activities.</summary>
    /// <param name="world">Who sells.</param>
    /// <param name="seed">What decides everything.</param>
    /// <param name="prefix">Begins every external id; a new one for every run, so that ids never repeat.</param>
    public DemoSales(DemoWorld world, int seed, string prefix)
    {
        _world = world;
        _random = new Random(seed);
        _prefix = prefix;
        _talents = Cumulate(world.Sellers.Select(s => s.Talent));
        _popularities = Cumulate(DemoCatalog.Products.Select(p => p.Popularity));
    }

    /// <summary>The next activity.</summary>
    /// <param name="at">When it happens; null for "as it is received".</param>
    public Activity Next(DateTimeOffset? at)
    {
        _number++;
        var seller = NextSeller();
        var training = _random.Next(60) == 0;
        return new Activity
        {
            Source = "demo",
            ExternalId = _prefix + _number.ToString(CultureInfo.InvariantCulture),
            Type = training ? "training" : "sale",
            OccurredAt = at?.ToUniversalTime(),
            Employee = seller.Profile.Id,
            Currency = training ? null : seller.Currency,
            Customer = training ? null : NextCustomer(),
            Lines = training ? [Line("1", null, 0, 0)] : NextLines(),
            HasImplicitLine = training,
        };
    }

    private DemoSeller NextSeller()
    {
        if (_hotSales == 0 && _random.Next(40) == 0)
        {
            _hot = _world.Sellers[Pick(_talents)];
            _hotSales = _random.Next(4, 12);
        }

        if (_hotSales > 0 && _random.Next(3) == 0)
        {
            _hotSales--;
            return _hot!;
        }

        return _world.Sellers[Pick(_talents)];
    }

    private CustomerRef NextCustomer() => _random.Next(6) == 0
        ? new CustomerRef($"c-{_prefix}{_number.ToString(CultureInfo.InvariantCulture)}", IsNew: true)
        : new CustomerRef("c" + _random.Next(1, 4000).ToString(CultureInfo.InvariantCulture), IsNew: false);

    private ActivityLine[] NextLines()
    {
        var lines = new ActivityLine[_random.Next(10) switch { < 6 => 1, < 9 => 2, _ => 3 }];
        for (var i = 0; i < lines.Length; i++)
        {
            var product = DemoCatalog.Products[Pick(_popularities)];
            var quantity = _random.Next(5) == 0 ? _random.Next(2, 5) : 1;
            var percent = _random.Next(4) == 0 ? _random.Next(80, 100) : 100;
            lines[i] = Line((i + 1).ToString(CultureInfo.InvariantCulture), product, quantity, percent);
        }

        return lines;
    }

    private static ActivityLine Line(string id, DemoProduct? product, int quantity, int percent) => new(
        id, product?.Sku, product?.Category, quantity,
        Decimals.Normalize((product?.PriceCents ?? 0) * quantity * percent / 100 / 100m), AttributeMap.Empty);

    private int Pick(int[] cumulated)
    {
        var found = Array.BinarySearch(cumulated, _random.Next(cumulated[^1]) + 1);
        return found >= 0 ? found : ~found;
    }

    private static int[] Cumulate(IEnumerable<int> weights)
    {
        var sum = 0;
        return weights.Select(w => sum += w).ToArray();
    }
}
