using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace GamifiedLoyalty.Storage.Schema;

/// <summary>A numbered step of a schema.</summary>
/// <param name="Number">From 1, without gaps.</param>
/// <param name="Name">Its file's name.</param>
/// <param name="Sql">What it runs.</param>
internal sealed record Migration(int Number, string Name, string Sql)
{
    /// <summary>SHA-256 of the SQL in hexadecimal: a step that changed after it ran somewhere is refused there.</summary>
    public string Checksum { get; } = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(Sql)));

    /// <summary>The steps built into this binary as resources whose names begin with a prefix, such as <c>Sqlite.Migrations.</c>.</summary>
    public static IReadOnlyList<Migration> ReadResources(string prefix)
    {
        var assembly = typeof(Migration).Assembly;
        var migrations = new List<Migration>();
        foreach (var resource in assembly.GetManifestResourceNames())
        {
            if (resource.StartsWith(prefix, StringComparison.Ordinal))
            {
                using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
                var name = resource[prefix.Length..];
                var number = int.Parse(name.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture);
                migrations.Add(new Migration(number, name, reader.ReadToEnd()));
            }
        }

        return migrations;
    }
}

/// <summary>A step that a database has.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Name">Its file's name then.</param>
/// <param name="Checksum">Its checksum then.</param>
internal readonly record struct AppliedMigration(int Number, string Name, string Checksum);
