using GamifiedLoyalty.Server.Hosting;
using Microsoft.Extensions.Configuration;

namespace GamifiedLoyalty.Server.Tests.Hosting;

public sealed class ConfigurationCheckTests
{
    [Fact]
    public void Nothing_set_is_fine() => Check([]).ShouldBeEmpty();

    [Theory]
    [InlineData("Storage:Provider", "oracle", "Storage:Provider is \"oracle\"")]
    [InlineData("Storage:MaxConnections", "1", "Storage:MaxConnections is \"1\"")]
    [InlineData("Boards:Provider", "redis", "Boards:Provider is \"redis\"")]
    [InlineData("Limits:BodyBytes", "many", "Limits:BodyBytes is \"many\"")]
    [InlineData("Limits:RequestsPerSecondPerKey", "-1", "Limits:RequestsPerSecondPerKey is \"-1\"")]
    [InlineData("Server:PublicUrl", "here", "Server:PublicUrl is \"here\"")]
    [InlineData("Server:TrustForwardedHeaders", "maybe", "Server:TrustForwardedHeaders is \"maybe\"")]
    [InlineData("Storage:ConnectionString", "Data Source=x.db", "Warning: Storage:ConnectionString is not used")]
    [InlineData("Boards:ConnectionString", "localhost:6379", "Warning: Boards:ConnectionString is not used")]
    [InlineData("Limits:BodyByte", "1", "Warning: Limits:BodyByte is read by nothing")]
    [InlineData("GAMIFIEDLOYALTY_ADMIN_KEY", "short", "Warning: GAMIFIEDLOYALTY_ADMIN_KEY is short")]
    public void What_is_wrong_is_said(string key, string value, string expected) =>
        Check([new(key, value)]).ShouldHaveSingleItem().ShouldStartWith(expected);

    [Theory]
    [InlineData("Host=db;Username=loyalty", null)]
    [InlineData(null, "Storage:ConnectionString cannot be used: it names no Host.")]
    [InlineData("secret", "Storage:ConnectionString cannot be used: it cannot be read")]
    public void A_database_that_nodes_share_needs_an_address(string? connection, string? expected)
    {
        var problems = Check([new("Storage:Provider", "postgresql"), new("Storage:ConnectionString", connection)]);

        problems.Count.ShouldBe(expected is null ? 0 : 1);
        problems.ShouldAllBe(p => p.StartsWith(expected!, StringComparison.Ordinal) && !p.Contains("secret", StringComparison.Ordinal));
    }

    [Fact]
    public void A_server_does_not_start_with_a_wrong_setting() =>
        Should.Throw<InvalidOperationException>(() => ServerApp.Build(["--Storage:Provider=oracle"])).Message.ShouldContain("sqlite");

    private static IReadOnlyList<string> Check(KeyValuePair<string, string?>[] settings) =>
        ConfigurationCheck.Run(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
}
