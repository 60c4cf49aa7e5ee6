using System.Text;
using GamifiedLoyalty.Domain.Activities;
using GamifiedLoyalty.Domain.Boards;
using GamifiedLoyalty.Domain.Earning;
using GamifiedLoyalty.Domain.Ledger;
using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Domain.Programs;
using GamifiedLoyalty.Engine.Log;
using GamifiedLoyalty.LoadTests;

namespace GamifiedLoyalty.Benchmarks.Operations;

/// <summary>
/// One seller of the load test's program who sold for some months, and the next sale of that seller, at each stage of its
/// way through the engine.
/// </summary>
internal sealed class SaleSample : IAccumulators
{
    private const int SalesBefore = 40;
    private const int DaysBetween = 5;
    private static readonly DateTimeOffset FirstSale = new(2026, 5, 4, 9, 30, 0, TimeSpan.Zero);
    private readonly Dictionary<OwnerRef, OwnerState> _owners = [];
    private readonly Sales _sales = new("load", sellers: 1);
    private readonly MemberProfile _seller = new(OwnerKind.Employee, Sales.SellerId(0), "Ada Lovelace") { Version = 2, Partner = Sales.PartnerId(0) };
    private readonly MemberProfile _company = new(OwnerKind.Partner, Sales.PartnerId(0), "Analytical Engines") { Version = 1, Region = "north" };

    public SaleSample()
    {
        var reading = DefinitionReader.Read(Definition());
        Rules = new EarningEvaluator(reading.Definition ?? throw new InvalidOperationException(string.Join('\n', reading.Faults)));
        Series = [.. Rules.Definition.Boards.Select((b, i) =>
            new ScoreSeries(i + 1, SeriesKey.Of(b), b.RanksPartners, b.Measure, b.Currency, b.Filter, b.RollUp))];
        for (var i = 0; i < SalesBefore; i++)
        {
            Remember(Sell(i));
        }

        Text = TextOf(SalesBefore);
        var recorded = Sell(SalesBefore);
        Facts = FactsOf(recorded);
        Entry = new ActivityEntry(recorded, [], "key/load");
    }

    /// <summary>The rules of the load test.</summary>
    public EarningEvaluator Rules { get; }

    /// <summary>The series of its boards.</summary>
    public IReadOnlyList<ScoreSeries> Series { get; }

    /// <summary>The sale as it is sent.</summary>
    public byte[] Text { get; }

    /// <summary>What rules and boards ask about it.</summary>
    public ActivityFacts Facts { get; }

    /// <summary>The entry it becomes.</summary>
    public ActivityEntry Entry { get; }

    /// <summary>What the ledger remembers of the seller before it.</summary>
    public OwnerState Seller => Owner(_seller.Ref);

    /// <inheritdoc/>
    public decimal this[AccumulatorKey key] => Owner(key.Owner).Accumulated(key);

    private static byte[] Definition()
    {
        using var resource = typeof(SaleSample).Assembly.GetManifestResourceStream("load-program.json")!;
        using var copy = new MemoryStream();
        resource.CopyTo(copy);
        return copy.ToArray();
    }

    private OwnerState Owner(OwnerRef owner)
    {
        if (!_owners.TryGetValue(owner, out var state))
        {
            state = _owners[owner] = new OwnerState();
        }

        return state;
    }

    private static DateTimeOffset InstantOf(int number) => FirstSale.AddDays(number * DaysBetween);

    private byte[] TextOf(int number) =>
        SaleText.Line(InstantOf(number).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", null)).For(_sales, number).ToArray();

    private RecordedActivity Sell(int number)
    {
        var text = TextOf(number);
        var reading = ActivityJsonReader.Read(text);
        var sent = reading.Activity ?? throw new InvalidOperationException($"{reading.Fault}: {Encoding.UTF8.GetString(text)}");
        var at = InstantOf(number);
        var recorded = new RecordedActivity
        {
            Version = 1_000 + number,
            RecordedAt = at.AddSeconds(2),
            OccurredAt = at,
            Day = Rules.Definition.Calendar.DayOf(at),
            Sent = sent,
            Partner = sent.Partner,
            EmployeeVersion = _seller.Version,
            PartnerVersion = _company.Version,
            DefinitionVersion = 1,
        };
        var outcome = Rules.Evaluate(FactsOf(recorded), this, LiveBudgets.Instance);
        return recorded with { Awards = outcome.Awards };
    }

    private ActivityFacts FactsOf(RecordedActivity recorded) =>
        ActivityFacts.Of(recorded, recorded.Sent.Lines, _seller, _company, Rules.Definition.Calendar);

    private void Remember(RecordedActivity recorded)
    {
        foreach (var change in Rules.Evaluate(FactsOf(recorded), this, LiveBudgets.Instance).Changes)
        {
            Owner(change.Key.Owner).Accumulate(change.Key, change.Change);
        }

        foreach (var award in recorded.Awards)
        {
            Owner(award.Owner).Post(award.Currency, 0, award.Points, award.Points);
        }

        Seller.Note(recorded.Version);
    }
}
