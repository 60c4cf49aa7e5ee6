using System.Globalization;
using GamifiedLoyalty.Domain.Activities;
using GamifiedLoyalty.Engine.Commands;
using GamifiedLoyalty.Engine.Ports;
using GamifiedLoyalty.Engine.Programs;

namespace GamifiedLoyalty.Server.Demo;

/// <summary>Sends sales to the demonstration at a mean rate, in a plausible rhythm, and now and then takes one back.</summary>
internal sealed class DemoSimulator(ProgramHost host, TimeProvider time, double salesPerSecond, int seed)
{
    private const int MeanSalesPerReversal = 80;
    private const int MaxBatch = 500;
    private const int Remembered = 40;
    private readonly Random _random = new(seed);
    private readonly Queue<long> _recent = new();

    /// <summary>Sends until it is cancelled.</summary>
    public async Task RunAsync(DemoWorld world, CancellationToken cancellationToken)
    {
        var sales = new DemoSales(world, _random.Next(), Prefix());
        var owed = 0.0;
        var last = time.GetTimestamp();
        while (true)
        {
            await Task.Delay(NextPause(), time, cancellationToken);
            var engine = await FindAsync(cancellationToken);
            var now = time.GetTimestamp();
            owed += Expected(engine, time.GetElapsedTime(last, now));
            last = now;
            var due = (int)Math.Min(owed, MaxBatch);
            owed = Math.Min(owed - due, MaxBatch);
            if (due > 0)
            {
                await SendAsync(engine, Enumerable.Range(0, due).Select(_ => sales.Next(at: null)).ToArray(), cancellationToken);
            }
        }
    }

    // New ids at every start: what was sent before stays, and is not sent again.
    private string Prefix() => "r" + time.GetUtcNow().ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture) + "-";

    // Looked up every time: a restore replaces the engine.
    private async ValueTask<ProgramEngine> FindAsync(CancellationToken cancellationToken) =>
        await host.FindAsync(DemoSeeder.Program, cancellationToken)
        ?? throw new InvalidOperationException("The demonstration's program is gone.");

    private double Expected(ProgramEngine engine, TimeSpan elapsed) =>
        elapsed.TotalSeconds * salesPerSecond * DemoRhythm.BusyPercent(engine.Current.Definition.Calendar, time.GetUtcNow()) / 100;

    // Sales come one by one as long as the rate is low, in small batches when it is high.
    private TimeSpan NextPause()
    {
        var mean = Math.Clamp(1 / salesPerSecond, 0.02, 5);
        return TimeSpan.FromSeconds(mean * (0.4 + (1.2 * _random.NextDouble())));
    }

    private async Task SendAsync(ProgramEngine engine, IReadOnlyList<Activity> activities, CancellationToken cancellationToken)
    {
        try
        {
            var commands = activities.Select(a => new RecordActivity(a, DemoSeeder.Actor)).ToArray();
            foreach (var result in await engine.RecordAsync(commands, waitForSpace: true, cancellationToken))
            {
                Remember(result);
            }

            await ReverseSomeAsync(engine, activities.Count, cancellationToken);
        }
        catch (StoreUnavailableException)
        {
            // The next sale tries again; a demonstration does not end because the disk was busy.
        }
    }

    private void Remember(RecordResult result)
    {
        if (result is { Status: RecordStatus.Recorded, Activity: { Sent.Type: "sale" } recorded })
        {
            _recent.Enqueue(recorded.Version);
            if (_recent.Count > Remembered)
            {
                _recent.Dequeue();
            }
        }
    }

    private async Task ReverseSomeAsync(ProgramEngine engine, int sold, CancellationToken cancellationToken)
    {
        if (_recent.Count < Remembered / 2 || _random.Next(MeanSalesPerReversal) >= sold)
        {
            return;
        }

        var returned = new ReversalRequest("return-1", "Returned by the customer", Lines: null, Amount: null);
        await engine.ReverseAsync(_recent.Dequeue(), returned, DemoSeeder.Actor, cancellationToken);
    }
}
