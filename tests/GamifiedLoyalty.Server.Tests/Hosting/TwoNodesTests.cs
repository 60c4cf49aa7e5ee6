using System.Net;
using GamifiedLoyalty.Server.Tests.Activities;
using GamifiedLoyalty.Server.Tests.Processes;
using GamifiedLoyalty.Server.Tests.Support;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;

namespace GamifiedLoyalty.Server.Tests.Hosting;

/// <summary>Two nodes on one database: who signed in at one is known at the other.</summary>
public sealed class TwoNodesTests
{
    [Fact]
    public async Task Keys_sessions_and_what_is_sealed_at_one_node_hold_at_the_other()
    {
        var store = await StoreSettings.ForAsync("postgresql");
        await using var one = await TestServer.StartAsync(settings: store);
        await one.PublishAsync();
        await one.Admin.SendAsync(HttpMethod.Put, "/api/v1/programs/acme/employees/e1", """{ "name": "Ada" }""");
        await using var two = await TestServer.StartAsync(settings: store);

        var made = await one.Admin.PostAsync("/api/v1/keys", new { name = "pos", programs = new[] { "acme" }, scope = "read" });
        var key = two.Client(made.Json.GetProperty("key").GetString());
        (await key.GetAsync("/api/v1/programs/acme/boards")).Status.ShouldBe(HttpStatusCode.OK);

        var link = await one.Admin.PostAsync("/api/v1/programs/acme/employees/e1/link");
        var path = new Uri(link.Json.GetProperty("url").GetString()!).PathAndQuery;
        var entered = await two.Client(null).GetAsync(path);
        entered.Cookie.ShouldNotBeNullOrEmpty();
        (await new ApiClient(one.Address, null, entered.Cookie).GetAsync("/api/v1/programs/acme/employees/e1/wallet")).Status.ShouldBe(HttpStatusCode.OK);

        var text = Protector(one).Protect("a form");
        Protector(two).Unprotect(text).ShouldBe("a form");
        Directory.Exists(Path.Combine(one.DataDirectory, "keys")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_key_revoked_at_one_node_soon_opens_nothing_at_the_other()
    {
        var store = await StoreSettings.ForAsync("postgresql");
        await using var one = await TestServer.StartAsync(settings: store);
        await using var two = await TestServer.StartAsync(settings: store);
        var made = await one.Admin.PostAsync("/api/v1/keys", new { name = "pos", programs = new[] { "*" }, scope = "manage" });
        var key = two.Client(made.Json.GetProperty("key").GetString());
        (await key.GetAsync("/api/v1/programs")).Code.ShouldBe(200);

        (await one.Admin.DeleteAsync($"/api/v1/keys/{made.Json.GetProperty("id").GetString()}")).Code.ShouldBe(204);

        // Sooner than what the other node remembers would end by itself.
        await Eventually.TrueAsync(async () => (await key.GetAsync("/api/v1/programs")).Code == 401, TimeSpan.FromSeconds(20));
    }

    private static IDataProtector Protector(TestServer server) => server.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("test");
}
