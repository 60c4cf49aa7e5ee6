using System.Reflection;
using System.Xml.Linq;
using GamifiedLoyalty.Domain;
using GamifiedLoyalty.Engine.Ports;
using GamifiedLoyalty.Storage;
using Shouldly;
using Xunit;

namespace GamifiedLoyalty.Architecture.Tests;

public sealed class LayerTests
{
    private const string Prefix = "GamifiedLoyalty.";

    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Domain"] = [],
        ["Engine"] = ["Domain"],
        ["Storage"] = ["Domain", "Engine"],
        ["Live"] = ["Domain", "Engine"],
        ["Server"] = ["Domain", "Engine", "Storage", "Live"],
    };

    public static TheoryData<string> Layers => new(Allowed.Keys);

    [Theory]
    [MemberData(nameof(Layers))]
    public void A_layer_references_only_the_layers_below_it(string layer)
    {
        var assembly = Assembly.Load(Prefix + layer);
        Own(assembly).Except(Allowed[layer], StringComparer.Ordinal).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Layers))]
    public void A_project_file_names_only_the_layers_below_it(string layer)
    {
        var project = XDocument.Parse(Repository.Read($"src/{Prefix}{layer}/{Prefix}{layer}.csproj"));
        var named = project.Descendants("ProjectReference").Select(r => Path.GetFileNameWithoutExtension((string)r.Attribute("Include")!)[Prefix.Length..]);
        named.Except(Allowed[layer], StringComparer.Ordinal).ShouldBeEmpty();
    }

    [Fact]
    public void Every_project_under_src_is_a_known_layer() =>
        Repository.Files
            .Where(f => f.StartsWith("src/", StringComparison.Ordinal) && f.EndsWith(".csproj", StringComparison.Ordinal))
            .Select(f => Path.GetFileNameWithoutExtension(f)[Prefix.Length..])
            .ShouldBe(Allowed.Keys, ignoreOrder: true);

    [Theory]
    [InlineData("Domain")]
    [InlineData("Engine")]
    public void The_inner_layers_reference_no_package(string layer)
    {
        var project = XDocument.Parse(Repository.Read($"src/{Prefix}{layer}/{Prefix}{layer}.csproj"));
        project.Descendants("PackageReference").ShouldBeEmpty();
    }

    [Fact]
    public void The_domain_references_nothing_that_does_input_or_output()
    {
        string[] io = ["System.IO.FileSystem", "System.Net", "Microsoft.Data", "Microsoft.AspNetCore", "System.Console", "System.Diagnostics.Process"];
        typeof(Fault).Assembly.GetReferencedAssemblies()
            .Where(a => io.Any(i => a.Name!.StartsWith(i, StringComparison.Ordinal)))
            .ShouldBeEmpty();
        Repository.Places(Repository.Under("GamifiedLoyalty.Domain"), @"\b(System\.IO|System\.Net|File\.|Console\.|HttpClient|Task\.Run|TimeProvider)\b").ShouldBeEmpty();
    }

    [Fact]
    public void Every_asynchronous_method_of_a_port_can_be_given_up()
    {
        var ports = typeof(ICommitStore).Assembly.GetExportedTypes().Where(t => t.IsInterface && t.Namespace == typeof(ICommitStore).Namespace);
        ports.SelectMany(p => p.GetMethods())
            .Where(m => m.Name.EndsWith("Async", StringComparison.Ordinal))
            .Where(m => m.GetParameters().LastOrDefault()?.ParameterType != typeof(CancellationToken))
            .Select(m => $"{m.DeclaringType!.Name}.{m.Name}")
            .ShouldBeEmpty();
    }

    [Fact]
    public void Only_the_storage_layer_knows_its_database() =>
        Repository.Places(Repository.Sources.Except(Repository.Under("GamifiedLoyalty.Storage")), @"Microsoft\.Data\.Sqlite|\bNpgsql\b").ShouldBeEmpty();

    [Fact]
    public void What_storage_and_live_show_to_others_is_little()
    {
        typeof(DataDirectoryLock).Assembly.GetExportedTypes().Length.ShouldBeLessThan(12);
        Assembly.Load(Prefix + "Live").GetExportedTypes().Length.ShouldBeLessThan(12);
    }

    private static IEnumerable<string> Own(Assembly assembly) => assembly.GetReferencedAssemblies()
        .Select(a => a.Name!)
        .Where(n => n.StartsWith(Prefix, StringComparison.Ordinal))
        .Select(n => n[Prefix.Length..]);
}
