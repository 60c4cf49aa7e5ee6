using System.Globalization;

namespace GamifiedLoyalty.LoadTests.Installations;

/// <summary>What is measured: which store, which boards, and how many equal nodes.</summary>
/// <param name="Store"><see cref="Sqlite"/> or <see cref="PostgreSql"/>.</param>
/// <param name="Boards"><see cref="Memory"/> or <see cref="Redis"/>.</param>
/// <param name="Nodes">How many nodes, from 1.</param>
internal sealed record Setup(string Store, string Boards, int Nodes)
{
    /// <summary>A file that belongs to the only node.</summary>
    public const string Sqlite = "sqlite";

    /// <summary>A database that all nodes share.</summary>
    public const string PostgreSql = "postgresql";

    /// <summary>Boards of each node's own.</summary>
    public const string Memory = "memory";

    /// <summary>Boards that all nodes share.</summary>
    public const string Redis = "redis";

    /// <summary>All that the product promises to run on, from the smallest.</summary>
    public static IReadOnlyList<Setup> All { get; } =
    [
        new(Sqlite, Memory, 1), new(PostgreSql, Memory, 1), new(PostgreSql, Redis, 1), new(PostgreSql, Memory, 3), new(PostgreSql, Redis, 3),
    ];

    /// <summary>Whether there is such an installation: what more than one process shares needs the shared store.</summary>
    public bool IsPossible => Store == PostgreSql || (Boards == Memory && Nodes == 1);

    /// <summary>Its name for people.</summary>
    public string Name => string.Create(CultureInfo.InvariantCulture, $"{Store} + {Boards}, {Nodes} {(Nodes == 1 ? "node" : "nodes")}");

    /// <summary>A file's name with this installation before its ending.</summary>
    public string FileOf(string file) => Path.Combine(
        Path.GetDirectoryName(file) ?? "",
        string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileNameWithoutExtension(file)}.{Store}-{Boards}-{Nodes}{Path.GetExtension(file)}"));
}
