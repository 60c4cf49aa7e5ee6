using static GamifiedLoyalty.Storage.PostgreSql.Binding;

namespace GamifiedLoyalty.Storage.PostgreSql.Access;

/// <summary>Keys that all nodes share.</summary>
internal static class SharedKeyTable
{
    public static Task<IReadOnlyList<string>> ReadAsync(Connections connections, CancellationToken cancellationToken) =>
        connections.ListAsync(Statement("SELECT key FROM shared_key ORDER BY id"), row => row.GetString(0), cancellationToken);

    public static Task<int> AddAsync(Connections connections, string name, string key, CancellationToken cancellationToken) =>
        connections.WriteAsync(Statement("INSERT INTO shared_key (name, key) VALUES ($1, $2)").Bind(name).Bind(key), cancellationToken);
}
