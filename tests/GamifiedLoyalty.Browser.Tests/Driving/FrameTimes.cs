using System.Globalization;

namespace GamifiedLoyalty.Browser.Tests.Driving;

/// <summary>Times between the frames of a page over some seconds, and what they cost.</summary>
/// <param name="Count">How many frames there were.</param>
/// <param name="Median">In milliseconds, as the percentiles.</param>
/// <param name="PageTime">Processor time of the page's process, in seconds.</param>
/// <param name="OtherTime">Processor time of the browser's other processes, in seconds.</param>
internal sealed record FrameTimes(int Count, double Median, double Percentile95, double Percentile99, double PageTime, double OtherTime)
{
    /// <summary>For how long frames are counted, in seconds.</summary>
    public const int Seconds = 15;

    private const string Script = """
        seconds => new Promise(done => {
          const times = []; let last = performance.now();
          const until = last + 1000 * seconds;
          const step = now => {
            times.push(now - last); last = now;
            if (now < until) { requestAnimationFrame(step); return; }
            times.sort((a, b) => a - b);
            const part = p => times[Math.floor(times.length * p)];
            done([times.length, part(0.5), part(0.95), part(0.99)]);
          };
          requestAnimationFrame(step);
        })
        """;

    /// <summary>Counts the frames of a page from now on.</summary>
    public static async Task<FrameTimes> OfAsync(IPage page)
    {
        await using var processor = await Processor.StartAsync(page);
        var frames = await page.EvaluateAsync<double[]>(Script, Seconds);
        var (renderer, others) = await processor.UsedAsync();
        return new FrameTimes((int)frames[0], frames[1], frames[2], frames[3], renderer, others);
    }

    /// <summary>What people read.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Count} frames in {Seconds} s; median {Median:0.0} ms, 95th percentile {Percentile95:0.0} ms, 99th {Percentile99:0.0} ms; processor time a frame: {1000 * PageTime / Count:0.0} ms in the page's process, {1000 * OtherTime / Count:0.0} ms in the browser's others");
}
