using GamifiedLoyalty.Domain.Boards;
using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Engine.Ports;
using GamifiedLoyalty.Storage.Backlogs;
using GamifiedLoyalty.Storage.PostgreSql.Commits;
using GamifiedLoyalty.Storage.PostgreSql.Folding;
using Npgsql;
using static GamifiedLoyalty.Storage.PostgreSql.Binding;

namespace GamifiedLoyalty.Storage.PostgreSql.Reads;

/// <summary>Reads what commits changed, for a node that follows.</summary>
internal static class ChangeReads
{
    /// <summary>The changes after a version; null when not all of them are there any more.</summary>
    public static async Task<IReadOnlyList<CommittedChanges>?> ReadAsync(
        Connections connections, int program, long after, int limit, CancellationToken cancellationToken)
    {
        var rows = await connections.ReadSnapshotAsync(
            [FoldPosition.Select(program), Changes(program, after, limit)],
            reader => ReadRowsAsync(reader, after, limit, cancellationToken),
            cancellationToken);
        if (rows is null)
        {
            return null;
        }

        var named = rows.SelectMany(r => r.Other.Members).ToArray();
        var profiles = named.Length == 0
            ? []
            : (await MemberReads.FindAsync(connections, program, named, cancellationToken)).ToDictionary(p => new MemberVersion(p.Ref, p.Version));

        // A profile that is gone was erased meanwhile.
        return profiles.Count < named.Length ? null : [.. rows.Select(r => r.With(r.Other.Members.Select(m => profiles[m])))];
    }

    private static NpgsqlBatchCommand Changes(int program, long after, int limit) => Statement(
        """
        SELECT c.id, l.first_version, l.at, l.hash, c.posted_through, c.definition, c.scores, c.owners, c.rest
        FROM change c JOIN commit_log l ON l.id = c.id
        WHERE c.id > $1 AND c.id <= $2 ORDER BY c.id LIMIT $3
        """).Bind(EntryKey.After(program, after)).Bind(EntryKey.Last(program)).Bind(limit);

    private static async Task<IReadOnlyList<Row>?> ReadRowsAsync(
        NpgsqlDataReader reader, long after, int limit, CancellationToken cancellationToken)
    {
        var position = await FoldPosition.ReadAsync(reader, cancellationToken);
        var rows = await Rows.ListAsync(reader, Row.Read, cancellationToken);
        var isWhole = after >= position.Head || limit <= 0 || (rows.Count > 0 && rows[0].FirstVersion == after + 1);
        return isWhole ? rows : null;
    }

    private sealed record Row(
        long FirstVersion, long LastVersion, DateTimeOffset At, byte[] Hash, DateTimeOffset PostedThrough, bool IsDefinition,
        byte[]? Scores, byte[]? Owners, OtherChanges Other)
    {
        public static Row Read(NpgsqlDataReader row) => new(
            row.GetInt64(1), EntryKey.Version(row.GetInt64(0)), row.Instant(2), row.Bytes(3), row.Instant(4), row.GetBoolean(5),
            row.BytesOrNull(6), row.BytesOrNull(7), ChangeCodec.Read(row.BytesOrNull(8)));

        public CommittedChanges With(IEnumerable<MemberProfile> members)
        {
            var scores = new List<ScoreChange>();
            if (Scores is not null)
            {
                BacklogCodec.ReadScores(Scores, (key, change) => scores.Add(new ScoreChange(key.Key, change.Value, change.Reach)));
            }

            var owners = new List<(OwnerRef, byte[])>();
            if (Owners is not null)
            {
                BacklogCodec.ReadOwners(Owners, (key, state) => owners.Add((key.Owner, state)));
            }

            return new CommittedChanges
            {
                FirstVersion = FirstVersion,
                LastVersion = LastVersion,
                At = At,
                Hash = Hash,
                PostedThrough = PostedThrough,
                IsDefinition = IsDefinition,
                Scores = scores,
                Owners = owners,
                Members = [.. members],
                Due = Other.Due,
                DueDone = Other.DueDone,
                Documents = Other.Documents,
            };
        }
    }
}
