using GamifiedLoyalty.Server.Tests.Support;
using GamifiedLoyalty.Testing;
using static System.FormattableString;

namespace GamifiedLoyalty.Server.Tests.Activities;

/// <summary>A server shared by the tests of a class, each of which has a program of its own. Its time stands still.</summary>
public sealed class ActivityServer : IAsyncLifetime
{
    private TestServer? _server;
    private int _programs;

    public static readonly DateTimeOffset Now = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    public TestServer Server => _server!;

    public async ValueTask InitializeAsync() => _server = await TestServer.StartAsync(new ManualTime(Now));

    /// <summary>A new program with the sample definition, the partner p1 with the employees e1 and e2, and the partner p2.</summary>
    public async Task<ActivityApi> NewProgramAsync(string? definition = null)
    {
        var program = Invariant($"program-{Interlocked.Increment(ref _programs)}");
        await Server.PublishAsync(program, definition);
        var members = await Server.Admin.PostAsync($"/api/v1/programs/{program}/members", new object[]
        {
            new { kind = "partner", id = "p1", name = "Cycles Lyon" },
            new { kind = "partner", id = "p2", name = "Cycles Paris" },
            new { kind = "employee", id = "e1", name = "Ada", partner = "p1" },
            new { kind = "employee", id = "e2", name = "Bo", partner = "p1" },
        });
        members.Code.ShouldBe(200, members.Text);
        return new ActivityApi(Server.Client(null).Http, program, TestServer.AdminKey);
    }

    public async Task<string> NewKeyAsync(string scope)
    {
        var made = await Server.Admin.PostAsync("/api/v1/keys", new { name = scope, programs = new[] { "*" }, scope });
        return made.Json.GetProperty("key").GetString()!;
    }

    /// <summary>A small sale of one line of bikes, in euros.</summary>
    public static string Sale(string externalId, string amount = "100.00", string employee = "e1", string quantity = "2") =>
        $$"""{ "externalId": "{{externalId}}", "type": "sale", "occurredAt": "2026-11-20", "employee": "{{employee}}", "lines": [ { "category": "Bikes", "quantity": {{quantity}}, "amount": "{{amount}}" } ] }""";

    public ValueTask DisposeAsync() => _server?.DisposeAsync() ?? ValueTask.CompletedTask;
}
