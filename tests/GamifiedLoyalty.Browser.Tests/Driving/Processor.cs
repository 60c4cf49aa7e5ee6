using System.Diagnostics;
using System.Globalization;

namespace GamifiedLoyalty.Browser.Tests.Driving;

/// <summary>
/// Counts the processor time of the browser's processes. Unlike the time between frames it says something on a machine
/// that is busy with other work: two cores at sixty frames have 33 ms for each.
/// </summary>
internal sealed class Processor : IAsyncDisposable
{
    private readonly ICDPSession _session;
    private readonly Dictionary<int, (string Type, double Seconds)> _before;

    private Processor(ICDPSession session, Dictionary<int, (string Type, double Seconds)> before) => (_session, _before) = (session, before);

    public static async Task<Processor> StartAsync(IPage page)
    {
        var session = await page.Context.Browser!.NewBrowserCDPSessionAsync();
        return new Processor(session, await ReadAsync(session));
    }

    /// <summary>Gives the browser one core, and the processes named, with this one, another. Linux only.</summary>
    public async Task PinAsync(params int[] others)
    {
        foreach (var browser in _before.Keys)
        {
            await PinAsync(browser, "0");
        }

        foreach (var other in others.Append(Environment.ProcessId))
        {
            await PinAsync(other, "1");
        }
    }

    /// <summary>Gives every process that <see cref="PinAsync(int[])"/> gave one core all of them again.</summary>
    public async Task UnpinAsync()
    {
        foreach (var process in _before.Keys.Append(Environment.ProcessId))
        {
            await PinAsync(process, string.Create(CultureInfo.InvariantCulture, $"0-{Environment.ProcessorCount - 1}"));
        }
    }

    public async Task<(double Renderer, double Others)> UsedAsync()
    {
        var used = (await ReadAsync(_session)).Select(p => (p.Value.Type, Seconds: p.Value.Seconds - _before.GetValueOrDefault(p.Key).Seconds)).ToList();
        return (used.Where(p => p.Type == "renderer").Sum(p => p.Seconds), used.Where(p => p.Type != "renderer").Sum(p => p.Seconds));
    }

    public ValueTask DisposeAsync() => new(_session.DetachAsync());

    private static async Task PinAsync(int process, string cores)
    {
        using var taskset = Process.Start(new ProcessStartInfo("taskset", ["-a", "-c", "-p", cores, process.ToString(CultureInfo.InvariantCulture)]) { RedirectStandardOutput = true, UseShellExecute = false })!;
        await taskset.StandardOutput.ReadToEndAsync();
        await taskset.WaitForExitAsync();
    }

    private static async Task<Dictionary<int, (string Type, double Seconds)>> ReadAsync(ICDPSession session)
    {
        var answer = await session.SendAsync("SystemInfo.getProcessInfo");
        return answer!.Value.GetProperty("processInfo").EnumerateArray().ToDictionary(
            p => p.GetProperty("id").GetInt32(), p => (p.GetProperty("type").GetString()!, p.GetProperty("cpuTime").GetDouble()));
    }
}
