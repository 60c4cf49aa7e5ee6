using GamifiedLoyalty.Domain.Activities;
using GamifiedLoyalty.Domain.Boards;
using GamifiedLoyalty.Domain.Earning;
using GamifiedLoyalty.Engine.Log;
using GamifiedLoyalty.Engine.Ports;

namespace GamifiedLoyalty.Benchmarks.Operations;

/// <summary>The way of one sale through the engine.</summary>
internal static class SaleOperations
{
    public static IEnumerable<Operation> All(Lazy<SaleSample> sample) =>
    [
        Operation.Of("activity/read", () => ReadActivity(sample.Value)),
        Operation.Of("rules/evaluate", () => Evaluate(sample.Value)),
        Operation.Of("scores/calculate", () => Calculate(sample.Value)),
        Operation.Of("entry/write", () => WriteEntry(sample.Value)),
        Operation.Of("entry/read", () => ReadEntry(sample.Value)),
        Operation.Of("owner/write", () => WriteOwner(sample.Value)),
        Operation.Of("owner/read", () => ReadOwner(sample.Value)),
    ];

    private static Action ReadActivity(SaleSample sample) => () => ActivityJsonReader.Read(sample.Text);

    private static Action Evaluate(SaleSample sample) => () => sample.Rules.Evaluate(sample.Facts, sample, LiveBudgets.Instance);

    private static Action Calculate(SaleSample sample)
    {
        var scores = new List<(ScoreKey Key, ScoreValue Value)>();
        var visit = new Action<ScoreKey, ScoreValue>((key, value) => scores.Add((key, value)));
        return () =>
        {
            scores.Clear();
            ScoreCalculator.Visit(
                sample.Series, sample.Facts, sample.Entry.Activity.Awards, sample.Rules.Definition.Money, sample.Facts.RecordedAt, visit);
        };
    }

    private static Action WriteEntry(SaleSample sample)
    {
        var writer = new EntryWriter();
        return () => writer.Write(sample.Entry);
    }

    private static Action ReadEntry(SaleSample sample)
    {
        var stored = new StoredEntry(sample.Entry.Version, new EntryWriter().Write(sample.Entry));
        return () => EntryReader.Read(stored);
    }

    private static Action WriteOwner(SaleSample sample)
    {
        var codec = new OwnerStateCodec();
        return () => codec.Write(sample.Seller);
    }

    private static Action ReadOwner(SaleSample sample)
    {
        var stored = new OwnerStateCodec().Write(sample.Seller);
        return () => OwnerStateCodec.Read(stored);
    }
}
