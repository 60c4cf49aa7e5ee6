using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Engine.Ports;
using GamifiedLoyalty.Storage.Backlogs;
using GamifiedLoyalty.Storage.Sqlite.Backlogs;

namespace GamifiedLoyalty.Storage.Sqlite;

/// <summary>Reads of owner states and of the pages of versions that concern an owner.</summary>
internal static class OwnerReads
{
    private const int RowsBetweenChecks = 4_096;

    /// <summary>Owner states; null when the overlay is newer than the snapshot, which then has to be taken again.</summary>
    public static byte[]?[]? Find(Database database, BacklogOverlay overlay, int program, IReadOnlyList<OwnerRef> owners)
    {
        var progress = BacklogReads.Progress(database);
        var last = BacklogReads.LastRow(database, progress);
        var states = new byte[]?[owners.Count];
        var covered = long.MaxValue;
        for (var i = 0; i < owners.Count; i++)
        {
            var (fits, state, through) = overlay.Find(new OwnerKey(program, owners[i]), progress.Folded, last);
            if (!fits)
            {
                return null;
            }

            covered = Math.Min(covered, through);
            states[i] = state ?? FindState(database, program, owners[i]);
        }

        if (covered < last)
        {
            AddNewer(database, Math.Max(covered, progress.Folded), program, owners, states);
        }

        return states;
    }

    /// <summary>An owner with the head of the same snapshot; null when the snapshot has to be taken again.</summary>
    public static (long Version, DateTimeOffset PostedThrough, byte[]? State)? Read(
        Database database, BacklogOverlay overlay, int program, OwnerRef owner)
    {
        var (version, postedThrough) = HeadReads.Position(database, program);
        return Find(database, overlay, program, [owner]) is [var state] ? (version, postedThrough, state) : null;
    }

    /// <summary>Visits the states of members: those in the table, then those that are newer; answers how many the table has.</summary>
    public static long Visit(
        Database database, int program, int limit, Action<OwnerRef, byte[]> visit, CancellationToken cancellationToken)
    {
        var query = database.Prepare("SELECT kind, id, state FROM owner WHERE program = ? AND kind IN (?, ?) LIMIT ?");
        query.Bind(program).Bind((long)OwnerKind.Employee).Bind((long)OwnerKind.Partner).Bind(limit);
        var row = 0L;
        for (; query.Step(); row++)
        {
            if (row % RowsBetweenChecks == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            visit(new OwnerRef((OwnerKind)query.Int32(0), query.Text(1)), query.Blob(2));
        }

        BacklogReads.VisitOwners(database, BacklogReads.Progress(database).Folded, (_, key, state) =>
        {
            if (key.Program == program && key.Owner.Kind is (OwnerKind.Employee or OwnerKind.Partner))
            {
                visit(key.Owner, state);
            }
        });
        return row;
    }

    public static IReadOnlyList<OwnerPage> ReadPages(Database database, int program, OwnerRef owner, long before, int limit)
    {
        var query = database.Prepare(
            """
            SELECT versions FROM owner_page WHERE program = ? AND kind = ? AND id = ? AND first_version < ?
            ORDER BY first_version DESC LIMIT ?
            """);
        query.Bind(program).Bind((long)owner.Kind).Bind(owner.Id).Bind(before).Bind(limit);
        var pages = new List<OwnerPage>();
        while (query.Step())
        {
            pages.Add(new OwnerPage(owner, VersionList.Decode(query.Bytes(0))));
        }

        return pages;
    }

    private static void AddNewer(Database database, long after, int program, IReadOnlyList<OwnerRef> owners, byte[]?[] states)
    {
        var newer = new Dictionary<OwnerRef, byte[]>();
        BacklogReads.VisitOwners(database, after, (_, key, state) =>
        {
            if (key.Program == program)
            {
                newer[key.Owner] = state;
            }
        });
        for (var i = 0; i < states.Length; i++)
        {
            states[i] = newer.GetValueOrDefault(owners[i]) ?? states[i];
        }
    }

    private static byte[]? FindState(Database database, int program, OwnerRef owner)
    {
        var query = database.Prepare("SELECT state FROM owner WHERE program = ? AND kind = ? AND id = ?");
        query.Bind(program).Bind((long)owner.Kind).Bind(owner.Id);
        byte[]? state = null;
        while (query.Step())
        {
            state = query.Blob(0);
        }

        return state;
    }
}
