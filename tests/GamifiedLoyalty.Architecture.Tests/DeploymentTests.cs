using System.Globalization;
using System.Text.RegularExpressions;
using GamifiedLoyalty.Server.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Shouldly;
using Xunit;

namespace GamifiedLoyalty.Architecture.Tests;

/// <summary>What <c>deploy/</c> and <c>docker-compose.yml</c> promise. No image is built here.</summary>
public sealed partial class DeploymentTests
{
    private const string Kubernetes = "deploy/kubernetes/";
    private const string User = "1654";

    /// <summary>Variables that the framework, OpenTelemetry or the server itself reads, outside of the server's sections.</summary>
    private static readonly string[] KnownVariables =
    [
        "ASPNETCORE_HTTP_PORTS", "DOTNET_EnableDiagnostics", "GAMIFIEDLOYALTY_ADMIN_KEY", "Logging__Console__FormatterName",
        "OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_RESOURCE_ATTRIBUTES", "POD_NAME",
    ];

    private static object Compose => Yaml.Read("docker-compose.yml");

    private static object Pod => Yaml.Read(Kubernetes + "deployment.yaml").At("spec/template/spec")!;

    [Fact]
    public void Every_variable_is_one_that_the_server_reads()
    {
        var names = Compose.Map("services/node1/environment").Keys
            .Concat(Yaml.Read(Kubernetes + "configmap.yaml").Map("data").Keys)
            .Concat(Yaml.Read(Kubernetes + "secret.example.yaml").Map("stringData").Keys)
            .Concat(((List<object>)Pod.At("containers/0/env")!).Select(e => e.Text("name")!))
            .Concat(DockerVariable().Matches(Repository.Read("deploy/Dockerfile")).Select(m => m.Groups["name"].Value))
            .Distinct(StringComparer.Ordinal)
            .Except(KnownVariables, StringComparer.Ordinal)
            .ToList();

        names.Count.ShouldBeGreaterThan(6);
        names.ShouldAllBe(n => n.Contains("__", StringComparison.Ordinal));
        var settings = names.ToDictionary(n => n.Replace("__", ":", StringComparison.Ordinal), _ => (string?)"1", StringComparer.Ordinal);
        settings.Keys.ShouldAllBe(k => ConfigurationCheck.Sections.Any(s => s.Section == k.Split(':', 2)[0]));
        ConfigurationCheck.Run(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())
            .Where(p => p.EndsWith("is read by nothing.", StringComparison.Ordinal))
            .ShouldBeEmpty();
    }

    [Fact]
    public async Task Every_probe_asks_a_path_that_is_there()
    {
        await using var app = ServerApp.Build([]);
        var paths = ((IEndpointRouteBuilder)app).DataSources.SelectMany(d => d.Endpoints).OfType<RouteEndpoint>()
            .Select(e => e.RoutePattern.RawText).ToList();

        string?[] asked =
        [
            Pod.Text("containers/0/startupProbe/httpGet/path"), Pod.Text("containers/0/livenessProbe/httpGet/path"),
            Pod.Text("containers/0/readinessProbe/httpGet/path"), Compose.Text("services/node1/healthcheck/test/2"),
            HealthPath(Repository.Read("deploy/Dockerfile")), HealthPath(Repository.Read("deploy/caddy/Caddyfile")),
        ];

        asked.ShouldBe(["/health/live", "/health/live", "/health/ready", "/health/ready", "/health/live", "/health/ready"]);
        asked.ShouldBeSubsetOf(paths);
    }

    [Fact]
    public void The_server_runs_without_rights_on_a_file_system_that_it_only_reads()
    {
        Repository.Read("deploy/Dockerfile").ShouldContain("\nUSER $APP_UID\n");
        var container = Pod.At("containers/0");
        Pod.Text("securityContext/runAsNonRoot").ShouldBe("true");
        Pod.Text("securityContext/runAsUser").ShouldBe(User);
        container.Text("securityContext/readOnlyRootFilesystem").ShouldBe("true");
        container.Text("securityContext/allowPrivilegeEscalation").ShouldBe("false");
        container.Text("securityContext/capabilities/drop/0").ShouldBe("ALL");
        foreach (var node in new[] { "node1", "node2" }.Select(n => Compose.At($"services/{n}")))
        {
            node.Text("read_only").ShouldBe("true");
            node.Text("cap_drop/0").ShouldBe("ALL");
            node.Text("tmpfs/1").ShouldStartWith($"/data:uid={User},");
        }
    }

    [Fact]
    public void Secrets_have_no_default_and_databases_are_not_open()
    {
        SecretDefault().IsMatch(Repository.Read("docker-compose.yml")).ShouldBeFalse();
        foreach (var (name, service) in Compose.Map("services"))
        {
            service.At("healthcheck").ShouldNotBeNull(name);
            (service.At("ports") is not null).ShouldBe(name == "proxy", name);
        }

        foreach (var database in new[] { "postgres", "redis" })
        {
            ((List<object>)Compose.At($"services/{database}/networks")!).ShouldBe(["inside"]);
        }

        Compose.Text("networks/inside/internal").ShouldBe("true");
        Repository.Read("deploy/env.example").Split('\n').Where(l => l.Contains('=', StringComparison.Ordinal) && l[0] != '#')
            .ShouldAllBe(l => l.EndsWith('='));
    }

    [Fact]
    public void A_supervisor_waits_for_longer_than_a_node_drains()
    {
        const int Requests = 30;
        var drain = Number(Yaml.Read(Kubernetes + "configmap.yaml").Text("data/Server__DrainSeconds"));
        Number(Pod.Text("terminationGracePeriodSeconds")).ShouldBeGreaterThan(drain + Requests);
        var composed = Number(Compose.Text("services/node1/environment/Server__DrainSeconds"));
        Number(Compose.Text("services/node1/stop_grace_period")!.TrimEnd('s')).ShouldBeGreaterThan(composed + Requests);
    }

    [Fact]
    public void Several_nodes_run_and_one_at_a_time_may_go()
    {
        Yaml.Read(Kubernetes + "deployment.yaml").Text("spec/replicas").ShouldBe("3");
        Yaml.Read(Kubernetes + "disruptionbudget.yaml").Text("spec/maxUnavailable").ShouldBe("1");
        Pod.At("containers/0/resources/limits").ShouldNotBeNull();
        var listed = (List<object>)Yaml.Read(Kubernetes + "kustomization.yaml").At("resources")!;
        Repository.Files.Where(f => f.StartsWith(Kubernetes, StringComparison.Ordinal)).Select(f => f[Kubernetes.Length..])
            .Except(["kustomization.yaml", "secret.example.yaml"], StringComparer.Ordinal)
            .ShouldBe(listed.Cast<string>(), ignoreOrder: true);
    }

    private static string? HealthPath(string text) => HealthAddress().Match(text) is { Success: true } found ? found.Value : null;

    private static int Number(string? text) => int.Parse(text!, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"(?<=^(ENV |    ))(?<name>[A-Za-z_]+)(?==)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex DockerVariable();

    [GeneratedRegex(@"/health/\w+", RegexOptions.None, 1_000)]
    private static partial Regex HealthAddress();

    [GeneratedRegex(@"\$\{[A-Z_]*(PASSWORD|KEY|SECRET)[A-Z_]*(:?-|\})", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex SecretDefault();
}
