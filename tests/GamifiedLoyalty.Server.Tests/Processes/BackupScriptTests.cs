using System.Diagnostics;

namespace GamifiedLoyalty.Server.Tests.Processes;

/// <summary>The scripts that copy a data directory and bring a copy back, while a server uses it.</summary>
[Trait("Kind", "Process")]
public sealed class BackupScriptTests
{
    private static readonly string Scripts = Path.GetFullPath(Path.Combine(
        Path.GetDirectoryName(ProductProcess.Assembly)!, "..", "..", "..", "..", "..", "deploy"));

    [Fact(Timeout = 120_000)]
    public async Task A_copy_brings_back_what_was_there_and_only_the_newest_are_kept()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The scripts are for Unix.");
        using var temporary = new TemporaryFolder();
        var (data, copies) = (temporary.File("data"), temporary.File("copies"));
        await using var served = await ServedProgram.StartAsync(data);
        await PublishAsync(served, "First");
        Directory.CreateDirectory(copies);
        await File.WriteAllTextAsync(Path.Combine(copies, "loyalty-20200101T000000Z.db"), "old", TestContext.Current.CancellationToken);

        (await RunAsync("backup-sqlite.sh", data, copies, "--keep", "1")).ShouldContain("all is well");
        var copy = Directory.GetFiles(copies, "loyalty-*.db").ShouldHaveSingleItem();
        await PublishAsync(served, "Second");
        (await NameAsync(served)).ShouldBe("Second");

        (await RunAsync("restore-sqlite.sh", copy, data, "--yes")).ShouldContain("Kept what was there");
        (await NameAsync(served)).ShouldBe("First");
        Directory.GetFiles(copies, "before-restore-*.db").Length.ShouldBe(1);
    }

    private static Task PublishAsync(ServedProgram served, string name) => served.SendAsync(HttpMethod.Put, "api/v1/programs/club", $$"""
        { "name": "{{name}}", "timeZone": "Europe/Paris", "money": { "currency": "EUR" }, "currencies": [ { "id": "points" } ], "earningRules": [], "boards": [] }
        """);

    private static async Task<string> NameAsync(ServedProgram served) =>
        (await served.GetAsync("api/v1/programs/club")).ToString() is var text && text.Contains("Second", StringComparison.Ordinal) ? "Second" : "First";

    private static async Task<string> RunAsync(string script, params string[] arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(Scripts, script), arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment["GAMIFIEDLOYALTY_SERVER"] = ProductProcess.Assembly;
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        process.ExitCode.ShouldBe(0, output + await errors);
        return output;
    }
}
