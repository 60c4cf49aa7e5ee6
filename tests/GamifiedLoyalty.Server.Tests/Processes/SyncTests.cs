using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace GamifiedLoyalty.Server.Tests.Processes;

/// <summary>A kill does not show that data reaches the disk: these count what the server asks of the operating system.</summary>
[Trait("Kind", "Process")]
public sealed partial class SyncTests
{
    [Fact]
    public async Task Every_acknowledgement_waits_for_a_sync_of_the_file()
    {
        Assert.SkipUnless(await CanTraceAsync(), "strace is missing or not permitted here.");
        const int sales = 150;
        using var temporary = new TemporaryFolder();
        var trace = temporary.File("trace");
        await using (var served = await ServedProgram.StartAsync(
            temporary.File("data"), "strace", "-f", "-qq", "--seccomp-bpf", "-e", "trace=fsync,fdatasync", "-o", trace))
        {
            await PrepareAsync(served);
            var before = Syncs(trace);
            for (var i = 0; i < sales; i++)
            {
                await served.SendAsync(HttpMethod.Post, "/api/v1/programs/sync/activities", $$"""{"externalId":"{{i.ToString(CultureInfo.InvariantCulture)}}","type":"sale","employee":"e1"}""");
                (Syncs(trace) - before).ShouldBeGreaterThan(i, "an acknowledgement came before its sync");
            }
        }
    }

    private static async Task PrepareAsync(ServedProgram served)
    {
        await served.SendAsync(HttpMethod.Put, "/api/v1/programs/sync", """
            { "name": "Sync", "timeZone": "UTC", "money": { "currency": "EUR" }, "currencies": [ { "id": "points" } ],
              "boards": [ { "id": "count", "subject": "employee", "metric": { "measure": "count" }, "periods": ["all"] } ] }
            """);
        await served.SendAsync(HttpMethod.Put, "/api/v1/programs/sync/employees/e1", """{ "name": "Ada" }""");
    }

    private static int Syncs(string trace)
    {
        using var stream = new FileStream(trace, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(stream);
        return Done().Count(reader.ReadToEnd());
    }

    private static async Task<bool> CanTraceAsync()
    {
        try
        {
            using var strace = Process.Start(new ProcessStartInfo("strace", ["-f", "-qq", "--seccomp-bpf", "-o", "/dev/null", "true"]) { RedirectStandardError = true, UseShellExecute = false })!;
            await strace.WaitForExitAsync();
            return strace.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Environment.GetEnvironmentVariable("REQUIRE_ALL").ShouldNotBe("1", "strace is missing");
            return false;
        }
    }

    // Only calls that have returned, whether strace shows them in one line or, with others in between, in two.
    [GeneratedRegex(@"(f(data)?sync\(\d+\)|f(data)?sync resumed>.*\))\s+= 0", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Done();
}
