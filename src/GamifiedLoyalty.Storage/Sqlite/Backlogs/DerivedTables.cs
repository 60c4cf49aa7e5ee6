using GamifiedLoyalty.Domain.Boards;
using GamifiedLoyalty.Engine.Ports;
using GamifiedLoyalty.Storage.Backlogs;

namespace GamifiedLoyalty.Storage.Sqlite.Backlogs;

/// <summary>Writes the tables of owners and scores.</summary>
internal sealed class DerivedTables(Database database)
{
    private readonly Statement _owner = database.Prepare(
        """
        INSERT INTO owner (program, kind, id, state) VALUES (?, ?, ?, ?)
        ON CONFLICT DO UPDATE SET state = excluded.state
        """);

    private readonly Statement _score = database.Prepare(
        """
        INSERT INTO score (program, series, day, subject, score, provisional, count, reach) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT DO UPDATE SET score = score + excluded.score, provisional = provisional + excluded.provisional,
            count = count + excluded.count, reach = max(reach, excluded.reach)
        """);

    /// <summary>All that a commit changes.</summary>
    public void Write(int program, Commit commit)
    {
        foreach (var (owner, state) in commit.Owners)
        {
            SetOwner(new OwnerKey(program, owner), state);
        }

        foreach (var (key, change, version) in commit.Scores)
        {
            AddScore(new ProgramScoreKey(program, key), new StoredScore(change, version));
        }
    }

    public void SetOwner(OwnerKey key, byte[] state) =>
        _owner.Bind(key.Program).Bind((long)key.Owner.Kind).Bind(key.Owner.Id).Bind(state).Run();

    public void AddScore(ProgramScoreKey key, StoredScore change) =>
        _score.Bind(key.Program).Bind(key.Key.Series).Bind(key.Key.Day.DayNumber).Bind(key.Key.Subject)
            .Bind(change.Value.Score).Bind(change.Value.Provisional).Bind(change.Value.Count).Bind(change.Reach).Run();
}
