using System.Text.Json;

namespace GamifiedLoyalty.Server.Tests.Contract;

/// <summary>What a client of a board channel holds, which knows no more than the contract tells: rows by score, then <c>reach</c>, then id.</summary>
internal sealed class HubMirror
{
    private readonly Dictionary<string, (long Score, long Reach)> _rows = new(StringComparer.Ordinal);

    public long Version { get; private set; }

    public long Total { get; private set; }

    /// <summary>How often changes were enough.</summary>
    public int Catchups { get; private set; }

    public IReadOnlyList<string> Shown => [.. _rows
        .OrderByDescending(r => r.Value.Score).ThenBy(r => r.Value.Reach).ThenBy(r => r.Key, StringComparer.Ordinal)
        .Select(r => FormattableString.Invariant($"{r.Key} {r.Value.Score}"))];

    /// <summary>Takes an answer or a <c>changed</c>.</summary>
    public void Apply(JsonElement message)
    {
        var version = message.GetProperty("version").GetInt64();
        version.ShouldBeGreaterThanOrEqualTo(Version);
        Version = version;
        if (message.TryGetProperty("snapshot", out var snapshot))
        {
            _rows.Clear();
            Take(snapshot);
            return;
        }

        Catchups++;
        var changes = message.GetProperty("changes");
        foreach (var subject in changes.GetProperty("removed").EnumerateArray())
        {
            _rows.Remove(subject.GetString()!);
        }

        Take(changes);
    }

    private void Take(JsonElement part)
    {
        Total = part.GetProperty("total").GetInt64();
        foreach (var row in part.GetProperty("rows").EnumerateArray())
        {
            _rows[row.GetProperty("subject").GetString()!] = (row.GetProperty("score").GetInt64(), row.GetProperty("reach").GetInt64());
        }
    }
}
