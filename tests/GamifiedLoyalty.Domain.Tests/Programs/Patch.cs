using System.Text;
using System.Text.Json.Nodes;

namespace GamifiedLoyalty.Domain.Tests.Programs;

/// <summary>Changes one place of a JSON document.</summary>
internal static class Patch
{
    /// <summary>Sets the value at a pointer, or removes it when the new value is null; "-" appends to an array.</summary>
    public static byte[] Apply(string document, params (string Pointer, string? Json)[] changes)
    {
        var root = JsonNode.Parse(document)!;
        foreach (var (pointer, json) in changes)
        {
            Set(root, pointer.Split('/')[1..], json);
        }

        return Encoding.UTF8.GetBytes(root.ToJsonString());
    }

    private static void Set(JsonNode root, string[] path, string? json)
    {
        var parent = path[..^1].Aggregate(root, (node, step) =>
            node is JsonArray array ? array[int.Parse(step, System.Globalization.CultureInfo.InvariantCulture)]! : node[step]!);
        var value = json is null ? null : JsonNode.Parse(json);
        switch (parent)
        {
            case JsonArray array when path[^1] == "-":
                array.Add(value);
                break;
            case JsonArray array:
                array[int.Parse(path[^1], System.Globalization.CultureInfo.InvariantCulture)] = value;
                break;
            case JsonObject item when json is null:
                item.Remove(path[^1]);
                break;
            default:
                parent[path[^1]] = value;
                break;
        }
    }
}
