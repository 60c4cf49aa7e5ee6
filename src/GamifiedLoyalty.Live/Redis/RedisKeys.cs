using System.Globalization;
using GamifiedLoyalty.Live.Memory;
using StackExchange.Redis;

namespace GamifiedLoyalty.Live.Redis;

/// <summary>
/// The keys of one board's standings. They carry the version of this layout, and the program as hash tag, so that a cluster
/// keeps them together. They can be dropped at any time.
/// </summary>
internal sealed class RedisKeys
{
    /// <summary>Raised whenever scripts or values change, so that nodes of two versions do not share keys.</summary>
    private const int Layout = 1;

    private static readonly string[] Parts = ["meta", "now", "earlier", "subjects", "recent", "heads"];

    private readonly string _stem;

    /// <summary>Names the keys of standings.</summary>
    public RedisKeys(string prefix, string program, StandingsKey key)
    {
        var ties = key.SharedTies ? "shared" : "first";
        var heads = key.PerHead ? $"{key.MinimumHeadcount}{(key.RollUp ? "all" : "own")}" : "0";
        _stem = string.Create(
            CultureInfo.InvariantCulture, $"{prefix}:{Layout}:{{{program}}}:{key.Series}:{ties}:{heads}:{key.Period}:");
        All = [.. Parts.Select(part => (RedisKey)(_stem + part))];
        Turn = _stem + "turn";
    }

    /// <summary>The six keys, in the order in which scripts take them.</summary>
    public RedisKey[] All { get; }

    /// <summary>Says that a node is rebuilding.</summary>
    public RedisKey Turn { get; }

    /// <summary>Temporary keys of a rebuild: those of all but the first.</summary>
    public RedisKey[] Temporary(Guid rebuild) => [.. Parts.Skip(1).Select(part => (RedisKey)$"{_stem}{rebuild:n}:{part}")];
}
