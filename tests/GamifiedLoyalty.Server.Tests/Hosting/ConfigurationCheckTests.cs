using GamifiedLoyalty.Server.Hosting;
using Microsoft.Extensions.Configuration;

namespace GamifiedLoyalty.Server.Tests.Hosting;

public sealed class ConfigurationCheckTests
{
    [Fact]
    public void Nothing_set_is_fine() => Check([]).ShouldBeEmpty();

    [Theory]
    [InlineData("Storage:Provider", "oracle", "Storage:Provider is \"oracle\"")]
    [InlineData("Boards:Provider", "disk", "Boards:Provider is \"disk\"; this version knows memory and redis only.")]
    [InlineData("Boards:Provider", "redis", "Boards:ConnectionString cannot be understood")]
    [InlineData("Storage:MaxConnections", "1", "Storage:MaxConnections is \"1\"")]
    [InlineData("Limits:BodyBytes", "many", "Limits:BodyBytes is \"many\"")]
    [InlineData("Limits:RequestsPerSecondPerKey", "-1", "Limits:RequestsPerSecondPerKey is \"-1\"")]
    [InlineData("Server:PublicUrl", "here", "Server:PublicUrl is \"here\"")]
    [InlineData("Server:DrainSeconds", "5s", "Server:DrainSeconds is \"5s\"")]
    [InlineData("Telemetry:Endpoint", "collector:4317", "Telemetry:Endpoint is \"collector:4317\"")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "collector", "OTEL_EXPORTER_OTLP_ENDPOINT is \"collector\"")]
    [InlineData("Telemetry:TracePercent", "101", "Telemetry:TracePercent is \"101\"")]
    [InlineData("Server:TrustForwardedHeaders", "maybe", "Server:TrustForwardedHeaders is \"maybe\"")]
    [InlineData("Storage:ConnectionString", "Data Source=x.db", "Warning: Storage:ConnectionString is not used")]
    [InlineData("Boards:ConnectionString", "localhost:6379", "Warning: Boards:ConnectionString is not used")]
    [InlineData("Limits:BodyByte", "1", "Warning: Limits:BodyByte is read by nothing")]
    [InlineData("GAMIFIEDLOYALTY_ADMIN_KEY", "short", "Warning: GAMIFIEDLOYALTY_ADMIN_KEY is short")]
    public void What_is_wrong_is_said(string key, string value, string expected) =>
        Check([new(key, value)]).ShouldHaveSingleItem().ShouldStartWith(expected);

    [Theory]
    [InlineData("redis1:6379,redis2:6379,password=secret,ssl=true", null)]
    [InlineData("password=secret", "Boards:ConnectionString cannot be understood")]
    [InlineData("redis1:6379,colour=blue", "Boards:ConnectionString cannot be understood")]
    public void Boards_in_Redis_need_to_know_where_it_is(string text, string? expected)
    {
        var found = Check([new("Boards:Provider", "redis"), new("Boards:ConnectionString", text)]);
        (found.SingleOrDefault() ?? "").ShouldStartWith(expected ?? "");
        found.Count.ShouldBe(expected is null ? 0 : 1);
        string.Concat(found).ShouldNotContain("password=secret,");
    }

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
