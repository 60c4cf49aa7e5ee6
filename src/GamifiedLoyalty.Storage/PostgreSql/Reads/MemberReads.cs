using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Storage.PostgreSql.Commits;
using Npgsql;
using static GamifiedLoyalty.Storage.PostgreSql.Binding;

namespace GamifiedLoyalty.Storage.PostgreSql.Reads;

/// <summary>Reads of member profiles.</summary>
internal static class MemberReads
{
    /// <summary>Visits the current profiles; answers how many there are.</summary>
    public static Task<int> VisitCurrentAsync(
        Connections connections, int program, Action<MemberProfile> visit, CancellationToken cancellationToken) =>
        connections.StreamSnapshotAsync(
            [Statement(
                """
                SELECT DISTINCT ON (kind, id) kind, id, version, profile FROM member
                WHERE program = $1 ORDER BY kind DESC, id DESC, version DESC
                """).Bind(program)],
            async reader =>
            {
                var members = 0;
                await Rows.VisitAsync(
                    reader,
                    row =>
                    {
                        visit(Read(row));
                        members++;
                    },
                    cancellationToken);
                return members;
            },
            cancellationToken);

    /// <summary>Profiles as set at given versions, by member and version; those that are not there are left out.</summary>
    public static Task<IReadOnlyList<MemberProfile>> FindAsync(
        Connections connections, int program, IReadOnlyList<MemberVersion> members, CancellationToken cancellationToken) =>
        connections.ListAsync(
            Statement(
                """
                SELECT k.kind, k.id, k.version, m.profile FROM unnest($2, $3, $4) AS k (kind, id, version)
                CROSS JOIN LATERAL (
                    SELECT profile FROM member WHERE program = $1 AND kind = k.kind AND id = k.id AND version = k.version LIMIT 1) AS m
                """)
                .Bind(program).Bind(members.Select(m => (short)m.Member.Kind).ToArray()).Bind(members.Select(m => m.Member.Id).ToArray())
                .Bind(members.Select(m => m.Version).ToArray()),
            Read,
            cancellationToken);

    private static MemberProfile Read(NpgsqlDataReader row) =>
        ProfileDocument.Read(new OwnerRef((OwnerKind)row.GetInt16(0), row.GetString(1)), row.GetInt64(2), row.Bytes(3));
}
