namespace GamifiedLoyalty.Engine.Ports;

/// <summary>
/// Keys that all nodes of an installation share, such as those that seal cookies: what one node sealed, every node can open.
/// </summary>
public interface ISharedKeys
{
    /// <summary>All keys, oldest first.</summary>
    Task<IReadOnlyList<string>> ReadKeysAsync(CancellationToken cancellationToken);

    /// <summary>Adds a key.</summary>
    /// <param name="name">What it is called, for people who look at the store; need not be unique.</param>
    /// <param name="key">Its text, opaque to the store.</param>
    /// <param name="cancellationToken">Gives up; the key may be added all the same.</param>
    Task AddKeyAsync(string name, string key, CancellationToken cancellationToken);
}
