using GamifiedLoyalty.Domain.Members;

namespace GamifiedLoyalty.Storage.Sqlite;

/// <summary>Reads of member profiles.</summary>
internal static class MemberReads
{
    private const int RowsBetweenChecks = 4_096;

    /// <summary>Visits the current profiles; answers how many there are.</summary>
    public static long VisitCurrent(
        Database database, int program, Action<MemberProfile> visit, CancellationToken cancellationToken)
    {
        // With max(), SQLite takes the other columns from the row that has the maximum; in key order this is one scan.
        var query = database.Prepare(
            "SELECT kind, id, max(version), profile FROM member WHERE program = ? GROUP BY kind, id").Bind(program);
        var row = 0L;
        for (; query.Step(); row++)
        {
            if (row % RowsBetweenChecks == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            var member = new OwnerRef((OwnerKind)query.Int32(0), query.Text(1));
            visit(ProfileDocument.Read(member, query.Int64(2), query.Blob(3)));
        }

        return row;
    }

    public static MemberProfile? Find(Database database, int program, OwnerRef member, long version)
    {
        var query = database.Prepare("SELECT profile FROM member WHERE program = ? AND kind = ? AND id = ? AND version = ?");
        query.Bind(program).Bind((long)member.Kind).Bind(member.Id).Bind(version);
        MemberProfile? profile = null;
        while (query.Step())
        {
            profile = ProfileDocument.Read(member, version, query.Blob(0));
        }

        return profile;
    }
}
