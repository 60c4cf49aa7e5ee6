using GamifiedLoyalty.Domain.Boards;
using GamifiedLoyalty.Engine.Ports;
using GamifiedLoyalty.Storage.Backlogs;

namespace GamifiedLoyalty.Storage.Sqlite.Backlogs;

/// <summary>A row that the running transaction appended to the backlog.</summary>
internal sealed record AppendedRow(long Number, int Program, Commit Commit, long Bytes)
{
    public void AddTo(Generation generation)
    {
        foreach (var (owner, state) in Commit.Owners)
        {
            generation.AddOwner(new OwnerKey(Program, owner), Number, state);
        }

        foreach (var (key, change, version) in Commit.Scores)
        {
            generation.AddScore(new ProgramScoreKey(Program, key), new StoredScore(change, version));
        }

        generation.EndRow(Number, Bytes);
    }
}
