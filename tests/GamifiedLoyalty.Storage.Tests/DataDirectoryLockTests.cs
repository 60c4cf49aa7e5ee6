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

    [Fact]
    public void A_directory_that_does_not_exist_is_made()
    {
        using var held = DataDirectoryLock.Acquire(Path.Combine(_directory.Path, "new"));
        Directory.Exists(Path.Combine(_directory.Path, "new")).ShouldBeTrue();
    }
}
