using System.Globalization;
using System.Text;
using System.Text.Json;
using GamifiedLoyalty.Domain.Text;

namespace GamifiedLoyalty.Domain.Programs;

/// <summary>
/// Numbers the versions of each earning rule. The map from rule id to version is a JSON object that remembers every rule
/// there ever was, so that a rule that returns never reuses a number for other content.
/// </summary>
public static class RuleVersioning
{
    /// <summary>The map before any definition.</summary>
    public const string Empty = "{}";

    /// <summary>
    /// The map after publishing <paramref name="document"/>: a new rule has version 1, one whose own content differs from
    /// the previous document (or that was not in it) the next version, every other its old one.
    /// </summary>
    /// <param name="previousDocument">The definition published before; null for the first.</param>
    /// <param name="previousVersions">The map that goes with it.</param>
    /// <param name="document">The valid definition to publish.</param>
    public static string Next(ReadOnlyMemory<byte>? previousDocument, string previousVersions, ReadOnlyMemory<byte> document)
    {
        var versions = Parse(previousVersions);
        var before = previousDocument is { } previous ? Contents(previous) : [];
        foreach (var (id, content) in Contents(document))
        {
            if (!versions.TryGetValue(id, out var version))
            {
                versions[id] = 1;
            }
            else if (!before.TryGetValue(id, out var old) || !string.Equals(old, content, StringComparison.Ordinal))
            {
                versions[id] = version + 1;
            }
        }

        return Print(versions);
    }

    /// <summary>The definition with each rule's version from the map; 1 for a rule that is not in it.</summary>
    public static ProgramDefinition Apply(ProgramDefinition definition, string versions)
    {
        ArgumentNullException.ThrowIfNull(definition);
        var map = Parse(versions);
        return definition with
        {
            Rules = [.. definition.Rules.Select(r => r with { Version = map.GetValueOrDefault(r.Id, 1) })],
        };
    }

    private static SortedDictionary<string, int> Parse(string versions)
    {
        using var document = JsonDocument.Parse(versions);
        var map = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var property in document.RootElement.EnumerateObject())
        {
            map[property.Name] = property.Value.GetInt32();
        }

        return map;
    }

    // Ids need no escaping in JSON.
    private static string Print(SortedDictionary<string, int> versions) =>
        $"{{{string.Join(',', versions.Select(v => string.Create(CultureInfo.InvariantCulture, $"\"{v.Key}\":{v.Value}")))}}}";

    private static Dictionary<string, string> Contents(ReadOnlyMemory<byte> document)
    {
        using var parsed = JsonDocument.Parse(document);
        var contents = new Dictionary<string, string>(StringComparer.Ordinal);
        if (parsed.RootElement.TryGetProperty("earningRules", out var rules) && rules.ValueKind == JsonValueKind.Array)
        {
            foreach (var rule in rules.EnumerateArray())
            {
                contents[rule.GetProperty("id").GetString()!] = Encoding.UTF8.GetString(CanonicalJson.Of(rule));
            }
        }

        return contents;
    }
}
