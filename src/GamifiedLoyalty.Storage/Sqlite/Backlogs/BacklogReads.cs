using GamifiedLoyalty.Domain.Boards;
using GamifiedLoyalty.Storage.Backlogs;

namespace GamifiedLoyalty.Storage.Sqlite.Backlogs;

/// <summary>How far folding has come: see the migration that makes the table.</summary>
internal readonly record struct FoldProgress(long Folded, long Target, ProgramScoreKey Written)
{
    /// <summary>Whether a change of a score in a row is in the table already.</summary>
    public bool IsWritten(long row, ProgramScoreKey key) => row <= Folded || (row <= Target && key.CompareTo(Written) <= 0);
}

/// <summary>Reads the backlog within a snapshot of the database.</summary>
internal static class BacklogReads
{
    public static FoldProgress Progress(Database database)
    {
        var query = database.Prepare("SELECT folded, target, program, series, day, subject FROM backlog_fold");
        var progress = default(FoldProgress);
        while (query.Step())
        {
            var key = new ScoreKey(query.Int32(3), query.Text(5), DateOnly.FromDayNumber(query.Int32(4)));
            progress = new FoldProgress(query.Int64(0), query.Int64(1), new ProgramScoreKey(query.Int32(2), key));
        }

        return progress;
    }

    /// <summary>The number of the last row, folded or not; 0 when there never was one.</summary>
    public static long LastRow(Database database, FoldProgress progress)
    {
        var query = database.Prepare("SELECT max(id) FROM backlog");
        var last = progress.Folded;
        while (query.Step())
        {
            last = Math.Max(last, query.Int64(0));
        }

        return last;
    }

    /// <summary>The number of the first row that is there, folded or not; 0 when there is none.</summary>
    public static long FirstRow(Database database)
    {
        var query = database.Prepare("SELECT min(id) FROM backlog");
        var first = 0L;
        while (query.Step())
        {
            first = query.Int64(0);
        }

        return first;
    }

    public static void VisitOwners(Database database, long after, Action<long, OwnerKey, byte[]> visit)
    {
        var query = database.Prepare("SELECT id, owners FROM backlog WHERE id > ? ORDER BY id").Bind(after);
        while (query.Step())
        {
            var row = query.Int64(0);
            BacklogCodec.ReadOwners(query.Bytes(1), (owner, state) => visit(row, owner, state));
        }
    }

    /// <summary>The changes of scores that are not in the table yet.</summary>
    public static void VisitScores(Database database, FoldProgress progress, Action<long, ProgramScoreKey, StoredScore> visit)
    {
        var query = database.Prepare("SELECT id, scores FROM backlog WHERE id > ? ORDER BY id").Bind(progress.Folded);
        while (query.Step())
        {
            var row = query.Int64(0);
            BacklogCodec.ReadScores(query.Bytes(1), (key, change) =>
            {
                if (!progress.IsWritten(row, key))
                {
                    visit(row, key, change);
                }
            });
        }
    }

    /// <summary>The size of each row in bytes.</summary>
    public static void VisitSizes(Database database, long after, Action<long, long> visit)
    {
        var query = database.Prepare("SELECT id, length(scores) + length(owners) FROM backlog WHERE id > ? ORDER BY id").Bind(after);
        while (query.Step())
        {
            visit(query.Int64(0), query.Int64(1));
        }
    }
}
