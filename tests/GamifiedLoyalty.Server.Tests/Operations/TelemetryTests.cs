using System.Collections.Concurrent;
using System.Text;
using GamifiedLoyalty.Server.Tests.Contract;
using GamifiedLoyalty.Server.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace GamifiedLoyalty.Server.Tests.Operations;

public sealed class TelemetryTests
{
    [Fact(Timeout = 120_000)]
    public async Task A_collector_is_told_of_commits_and_requests_and_of_no_person()
    {
        var told = new ConcurrentDictionary<string, string>(StringComparer.Ordinal);
        await using var collector = await CollectorAsync(told);
        await using (var server = await TestServer.StartAsync(settings:
            [$"--Telemetry:Endpoint={Address(collector)}", "--OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf", "--Telemetry:TracePercent=100"]))
        {
            var program = await ContractProgram.CreateAsync(server, definition: null);
            await program.PutAsync("employees/e1", """{ "name": "Adelheid Sommer", "partner": "p1" }""");
            await program.SellAsync("e1", "10", externalId: "receipt-4711");
            await server.ClientOfPersonAsync(program.Id, "e1");
        }

        // Stopping sends what is left.
        var metrics = told["/v1/metrics"];
        metrics.ShouldContain("gamifiedloyalty.commit.duration");
        metrics.ShouldContain("http.server.request.duration");
        metrics.ShouldContain("dotnet.gc.collections");
        var traces = told["/v1/traces"];
        traces.ShouldContain("POST /api/v1/programs/{program}/activities");
        traces.ShouldContain("commit");
        foreach (var text in new[] { metrics, traces })
        {
            text.ShouldContain("gamifiedloyalty");
            text.ShouldNotContain("receipt-4711");
            text.ShouldNotContain("Adelheid");
            text.ShouldNotContain(TestServer.AdminKey);
            text.ShouldNotContain("/employees/e1");
        }
    }

    private static string Address(WebApplication app) =>
        app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    /// <summary>A collector that keeps the readable part of what it is sent.</summary>
    private static async Task<WebApplication> CollectorAsync(ConcurrentDictionary<string, string> told)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.MapPost("/v1/{signal}", async (HttpRequest request) =>
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body);
            told.AddOrUpdate(request.Path, _ => Encoding.Latin1.GetString(body.ToArray()), (_, earlier) => earlier + Encoding.Latin1.GetString(body.ToArray()));
        });
        await app.StartAsync();
        return app;
    }
}
