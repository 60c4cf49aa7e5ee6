using GamifiedLoyalty.Storage.Backlogs;
using Npgsql;

namespace GamifiedLoyalty.Storage.PostgreSql.Folding;

/// <summary>The sum of the changes that are folded together.</summary>
internal sealed class FoldSum(int program)
{
    private readonly Generation _generation = new();

    /// <summary>Series whose scores in the table are void.</summary>
    public HashSet<int> Cleared { get; } = [];

    /// <summary>Adds a row of id, cleared series, scores and owners; rows come in ascending order.</summary>
    public void Add(NpgsqlDataReader row)
    {
        var id = row.GetInt64(0);
        if (!row.IsDBNull(1))
        {
            foreach (var series in row.GetFieldValue<int[]>(1))
            {
                Cleared.Add(series);
                _generation.DropSeries(program, series);
            }
        }

        if (row.BytesOrNull(2) is { } scores)
        {
            BacklogCodec.ReadScores(scores, _generation.AddScore);
        }

        if (row.BytesOrNull(3) is { } owners)
        {
            BacklogCodec.ReadOwners(owners, (owner, state) => _generation.AddOwner(owner, id, state));
        }
    }

    /// <summary>What to write, in the order of the tables.</summary>
    public FoldPlan Plan() => _generation.Plan();
}
