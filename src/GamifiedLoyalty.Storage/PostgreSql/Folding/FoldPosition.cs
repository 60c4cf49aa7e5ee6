using Npgsql;
using static GamifiedLoyalty.Storage.PostgreSql.Binding;

namespace GamifiedLoyalty.Storage.PostgreSql.Folding;

/// <summary>A program's head and how far its changes are folded, in one snapshot.</summary>
/// <param name="Head">The head's version; 0 when there is no such program.</param>
/// <param name="PostedThrough">The head's posted-through instant.</param>
/// <param name="Folded">Changes through it are in the tables.</param>
internal readonly record struct FoldPosition(long Head, DateTimeOffset PostedThrough, long Folded)
{
    public static NpgsqlBatchCommand Select(int program) => Statement(
        "SELECT p.head, p.posted_through, f.folded FROM program p JOIN fold f ON f.program = p.number WHERE p.number = $1").Bind(program);

    /// <summary>Reads the answer of <see cref="Select"/> and goes on to the next one.</summary>
    public static async Task<FoldPosition> ReadAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        var position = await reader.ReadAsync(cancellationToken)
            ? new FoldPosition(reader.GetInt64(0), reader.Instant(1), reader.GetInt64(2))
            : new FoldPosition(0, DateTimeOffset.MinValue, 0);
        await reader.NextResultAsync(cancellationToken);
        return position;
    }
}
