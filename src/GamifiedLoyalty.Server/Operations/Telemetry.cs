using System.Reflection;
using GamifiedLoyalty.Server.Hosting;
using Microsoft.Extensions.Configuration.Memory;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace GamifiedLoyalty.Server.Operations;

/// <summary>
/// Sends metrics and traces over OTLP, when an endpoint is configured. The variables of OpenTelemetry
/// (<c>OTEL_EXPORTER_OTLP_PROTOCOL</c>, <c>OTEL_SERVICE_NAME</c>, ...) are read from every source of configuration.
/// </summary>
internal static class Telemetry
{
    /// <summary>The setting of OpenTelemetry that turns it on, as <c>Telemetry:Endpoint</c> does.</summary>
    public const string EndpointSetting = "OTEL_EXPORTER_OTLP_ENDPOINT";

    private const string OwnNames = "GamifiedLoyalty.*";

    /// <summary>Adds the exporters; nothing without an endpoint, and then nothing is measured either.</summary>
    public static void AddTelemetry(this WebApplicationBuilder builder)
    {
        var settings = builder.Configuration;
        var own = settings.GetSection("Telemetry").Get<TelemetryOptions>() ?? new TelemetryOptions();
        if (!string.IsNullOrEmpty(own.Endpoint))
        {
            // The exporter then adds the paths that its protocol asks for, as it does for its own variable.
            settings.Sources.Add(new MemoryConfigurationSource
            {
                InitialData = new Dictionary<string, string?>(StringComparer.Ordinal) { [EndpointSetting] = own.Endpoint },
            });
        }

        if (string.IsNullOrEmpty(settings[EndpointSetting]))
        {
            return;
        }

        builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => Describe(resource, settings))
            .WithMetrics(AddMeters)
            .WithTracing(traces => AddSources(traces, settings, own.TracePercent));
    }

    private static void Describe(ResourceBuilder resource, IConfiguration settings)
    {
        if (string.IsNullOrEmpty(settings["OTEL_SERVICE_NAME"]))
        {
            resource.AddService("gamifiedloyalty", serviceVersion: Assembly.GetExecutingAssembly().GetName().Version?.ToString(3));
        }
    }

    private static void AddMeters(MeterProviderBuilder metrics) => metrics
        .AddMeter(OwnNames, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime")
        .AddOtlpExporter();

    // The framework's own spans of requests carry addresses, and those of links and screens carry secrets.
    private static void AddSources(TracerProviderBuilder traces, IConfiguration settings, int percent)
    {
        traces.AddSource(OwnNames).AddOtlpExporter();
        if (string.IsNullOrEmpty(settings["OTEL_TRACES_SAMPLER"]))
        {
            // A stranger cannot ask for more traces than the operator wants.
            var share = new TraceIdRatioBasedSampler(percent / 100d);
            traces.SetSampler(new ParentBasedSampler(share, remoteParentSampled: share));
        }
    }
}
