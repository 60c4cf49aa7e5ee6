using System.Globalization;
using GamifiedLoyalty.Server.Hosting;
using Microsoft.Extensions.Configuration.CommandLine;
using Microsoft.Extensions.Configuration.EnvironmentVariables;
using Microsoft.Extensions.Configuration.Json;

namespace GamifiedLoyalty.Server.CommandLine;

/// <summary>An effective setting.</summary>
/// <param name="Key">Its key, as in <c>Section:Key</c>.</param>
/// <param name="Value">Its value, masked when it is a secret.</param>
/// <param name="Source">Where it comes from.</param>
internal sealed record EffectiveSetting(string Key, string Value, string Source);

/// <summary>Explains a configuration: what is in force, where it comes from, and what nobody reads.</summary>
internal sealed class ConfigurationReport(IConfigurationRoot configuration)
{
    private const string AdminKey = "GAMIFIEDLOYALTY_ADMIN_KEY";

    /// <summary>Every setting that the server reads.</summary>
    public IReadOnlyList<EffectiveSetting> Settings() =>
    [
        Setting("Urls", ServerRunner.DefaultUrl),
        .. ConfigurationCheck.Sections.SelectMany(s => s.Defaults.GetType().GetProperties()
            .Select(p => Setting($"{s.Section}:{p.Name}", Convert.ToString(p.GetValue(s.Defaults), CultureInfo.InvariantCulture)))),
        Setting(AdminKey, null),
    ];

    /// <summary>Keys of the server's own sections that nothing reads, most likely misspelt.</summary>
    public IReadOnlyList<string> UnknownKeys() => ConfigurationCheck.UnknownKeys(configuration);

    /// <summary>What is allowed but should be known.</summary>
    public IReadOnlyList<string> Warnings()
    {
        var warnings = new List<string>(ConfigurationCheck.Warnings(configuration));
        var open = (configuration["urls"] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries)
            .Where(u => u.StartsWith("http://", StringComparison.OrdinalIgnoreCase) && !IsLoopback(u));
        warnings.AddRange(open.Select(u => $"{u} is plain HTTP on an address that others reach: keys travel readable, unless a proxy with TLS stands in front."));
        if (configuration["Limits:RequestsPerSecondPerKey"] == "0")
        {
            warnings.Add("Limits:RequestsPerSecondPerKey is 0: a key may send without limit.");
        }

        if (configuration["Limits:FailedAuthenticationsPerMinute"] == "0")
        {
            warnings.Add("Limits:FailedAuthenticationsPerMinute is 0: keys may be guessed without limit.");
        }

        return warnings;
    }

    private static bool IsLoopback(string url) =>
        url.Contains("//localhost", StringComparison.OrdinalIgnoreCase) || url.Contains("//127.", StringComparison.Ordinal) || url.Contains("//[::1]", StringComparison.Ordinal);

    private EffectiveSetting Setting(string key, string? unset)
    {
        var provider = configuration.Providers.LastOrDefault(p => p.TryGet(key, out var found) && found is not null);
        var value = provider is null ? unset : configuration[key];
        return new EffectiveSetting(key, value is null ? "(not set)" : Masked(key, value), provider is null ? "default" : Source(provider));
    }

    private static string Masked(string key, string value) =>
        key is AdminKey or "Storage:ConnectionString" or "Boards:ConnectionString" && value.Length > 0 ? "********" : value;

    private static string Source(IConfigurationProvider provider) => provider switch
    {
        JsonConfigurationProvider json => json.Source.Path ?? "file",
        EnvironmentVariablesConfigurationProvider => "environment",
        CommandLineConfigurationProvider => "command line",
        _ => "built in",
    };
}
