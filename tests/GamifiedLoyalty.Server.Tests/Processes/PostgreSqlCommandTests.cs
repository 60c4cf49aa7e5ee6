namespace GamifiedLoyalty.Server.Tests.Processes;

/// <summary>The command line on a database that a node serves meanwhile.</summary>
[Trait("Kind", "Process")]
public sealed class PostgreSqlCommandTests
{
    [Fact]
    public async Task Commands_work_beside_a_node_that_serves_and_leave_the_data_directory_alone()
    {
        var store = await StoreSettings.ForAsync("postgresql");
        using var temporary = new TemporaryFolder();
        var data = temporary.File("data");
        string[] common = ["--data", data, .. store];
        await using var served = await ServedProgram.StartOnAsync(data, store);
        await served.SendAsync(HttpMethod.Put, "/api/v1/programs/sales", SalesDefinition.In("UTC"));

        var (migrated, told, faults) = await ProductProcess.RunAsync(["migrate", .. common]);
        migrated.ShouldBe(0, faults);
        told.ShouldContain("the store holds 1 program(s)");
        var (verified, well, _) = await ProductProcess.RunAsync(["verify", .. common]);
        verified.ShouldBe(0);
        well.ShouldContain("sales: all is well up to version 1");
        var (checkedCode, check, _) = await ProductProcess.RunAsync(["check-config", .. common]);
        checkedCode.ShouldBe(0);
        check.ShouldContain("the PostgreSQL database can be reached");
        check.ShouldNotContain("Search Path");
        Directory.Exists(data).ShouldBeFalse();
    }

    [Theory]
    [InlineData("backup")]
    [InlineData("restore")]
    public async Task Copies_are_left_to_the_tools_of_the_database(string command)
    {
        var store = await StoreSettings.ForAsync("postgresql");
        using var temporary = new TemporaryFolder();
        var file = temporary.File("copy");
        if (command == "restore")
        {
            await File.WriteAllTextAsync(file, "a copy", TestContext.Current.CancellationToken);
        }

        var (code, _, errors) = await ProductProcess.RunAsync([command, file, .. store]);

        code.ShouldBe(2);
        errors.ShouldContain("pg_dump");
    }
}
