using System.Diagnostics;
using System.Globalization;
using Shouldly;
using Xunit;

namespace GamifiedLoyalty.Storage.Tests;

public sealed class DataDirectoryLockTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void A_served_directory_is_refused_with_the_pid_of_its_server()
    {
        using var held = DataDirectoryLock.Acquire(_directory.Path);

        var error = Should.Throw<DataDirectoryInUseException>(() => DataDirectoryLock.Acquire(_directory.Path));

        error.Message.ShouldContain("pid " + Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        error.Message.ShouldContain(_directory.Path);
    }

    [Fact]
    public void A_lock_that_was_let_go_or_whose_files_were_left_behind_can_be_taken()
    {
        DataDirectoryLock.Acquire(_directory.Path).Dispose();
        Directory.GetFiles(_directory.Path).ShouldNotBeEmpty();
        using var again = DataDirectoryLock.Acquire(_directory.Path);
    }

    /// <summary>So it ends with its process, however that ends.</summary>
    [Fact]
    public async Task The_lock_is_one_of_the_operating_system()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/flock"), "The flock tool, which looks at the lock from outside, is not installed.");
        using (DataDirectoryLock.Acquire(_directory.Path))
        {
            (await CanLock()).ShouldBeFalse();
        }

        (await CanLock()).ShouldBeTrue();
    }

    private async Task<bool> CanLock()
    {
        using var process = Process.Start("/usr/bin/flock", ["--nonblock", _directory.File("serving.lock"), "true"]);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return process.ExitCode == 0;
    }

    [Fact]
    public void A_directory_that_does_not_exist_is_made()
    {
        using var held = DataDirectoryLock.Acquire(Path.Combine(_directory.Path, "new"));
        Directory.Exists(Path.Combine(_directory.Path, "new")).ShouldBeTrue();
    }
}
