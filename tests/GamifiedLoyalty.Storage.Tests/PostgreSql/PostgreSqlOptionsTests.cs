using GamifiedLoyalty.Storage.PostgreSql;
using Shouldly;
using Xunit;

namespace GamifiedLoyalty.Storage.Tests.PostgreSql;

public sealed class PostgreSqlOptionsTests
{
    private const string Good = "Host=db;Database=loyalty;Username=loyalty;Password=hush";

    [Theory]
    [InlineData(Good, null)]
    [InlineData("", "it names no Host.")]
    [InlineData(null, "it names no Host.")]
    [InlineData("Database=loyalty", "it names no Host.")]
    [InlineData("Host=db;Hots=x", "it cannot be read; key=value pairs separated by semicolons are expected.")]
    [InlineData("just text", "it cannot be read; key=value pairs separated by semicolons are expected.")]
    [InlineData(Good + ";Port=abc", "it cannot be read; key=value pairs separated by semicolons are expected.")]
    [InlineData(Good + ";Multiplexing=true", "Multiplexing is not supported.")]
    public void A_connection_string_is_read_before_it_is_used(string? text, string? fault) =>
        PostgreSqlStoreOptions.Fault(text).ShouldBe(fault);

    [Fact]
    public async Task Numbers_out_of_range_are_refused()
    {
        PostgreSqlStoreOptions[] faulty =
        [
            new(Good) { MaxConnections = 1 }, new(Good) { MaxConnections = 1_001 }, new(Good) { ConnectTimeoutSeconds = 0 },
            new(Good) { StatementTimeoutSeconds = 0 }, new(Good) { FoldBytes = 0 }, new("Database=loyalty"),
        ];
        foreach (var options in faulty)
        {
            Should.Throw<ArgumentException>(() => new PostgreSqlStore(options));
        }

        await new PostgreSqlStore(new PostgreSqlStoreOptions(Good)).DisposeAsync();
    }
}
