using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace GamifiedLoyalty.Architecture.Tests;

/// <summary>YAML files as plain objects: dictionaries, lists and texts, with anchors and merges resolved.</summary>
internal static class Yaml
{
    /// <summary>The only document of a file.</summary>
    public static Dictionary<string, object> Read(string file)
    {
        using var text = new StringReader(Repository.Read(file));
        var yaml = new YamlStream();
        yaml.Load(new MergingParser(new Parser(text)));
        return (Dictionary<string, object>)Plain(yaml.Documents.Single().RootNode);
    }

    /// <summary>What is at a path such as <c>spec/containers/0/name</c>; null when there is nothing.</summary>
    public static object? At(this object? node, string path) =>
        path.Split('/').Aggregate(node, (found, step) => found switch
        {
            Dictionary<string, object> map => map.GetValueOrDefault(step),
            List<object> list => int.TryParse(step, CultureInfo.InvariantCulture, out var i) && i < list.Count ? list[i] : null,
            _ => null,
        });

    /// <summary>The text at a path; null when there is none.</summary>
    public static string? Text(this object? node, string path) => node.At(path) as string;

    /// <summary>The map at a path; empty when there is none.</summary>
    public static Dictionary<string, object> Map(this object? node, string path) => node.At(path) as Dictionary<string, object> ?? [];

    private static object Plain(YamlNode node) => node switch
    {
        YamlMappingNode map => map.Children.ToDictionary(c => ((YamlScalarNode)c.Key).Value!, c => Plain(c.Value), StringComparer.Ordinal),
        YamlSequenceNode list => list.Children.Select(Plain).ToList(),
        YamlScalarNode scalar => scalar.Value ?? "",
        _ => throw new InvalidOperationException($"A {node.NodeType} is not expected."),
    };
}
