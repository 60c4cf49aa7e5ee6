using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Engine.Ports;
using GamifiedLoyalty.Storage.Backlogs;
using GamifiedLoyalty.Storage.PostgreSql.Folding;
using Npgsql;
using static GamifiedLoyalty.Storage.PostgreSql.Binding;

namespace GamifiedLoyalty.Storage.PostgreSql.Reads;

/// <summary>Owner states as a snapshot has them.</summary>
/// <param name="Position">The snapshot's head and fold position.</param>
/// <param name="States">In the order asked; null where there is none.</param>
internal sealed record OwnerStates(FoldPosition Position, byte[]?[] States);

/// <summary>Reads of owner states and of the pages of versions that concern an owner.</summary>
internal static class OwnerReads
{
    /// <summary>Reads until the snapshot and the overlay fit; mostly the first one does.</summary>
    public static async Task<OwnerStates> FindAsync(
        Connections connections, OwnerOverlay overlay, int program, IReadOnlyList<OwnerRef> owners, CancellationToken cancellationToken)
    {
        while (true)
        {
            var covered = overlay.Covered;
            var found = await connections.ReadSnapshotAsync(
                [FoldPosition.Select(program), Changes(program, covered), Table(program, owners)],
                reader => ReadAsync(reader, overlay, covered, owners, cancellationToken),
                cancellationToken);
            if (found is not null)
            {
                return found;
            }
        }
    }

    /// <summary>Visits the states of members: those in the table, then those that are newer; answers the snapshot's head.</summary>
    public static Task<long> VisitAsync(
        Connections connections, int program, int limit, Action<OwnerRef, byte[]> visit, CancellationToken cancellationToken) =>
        connections.StreamSnapshotAsync(
            [
                FoldPosition.Select(program),
                Statement("SELECT kind, id, state FROM owner WHERE program = $1 AND kind IN ($2, $3) LIMIT $4")
                    .Bind(program).Bind((int)OwnerKind.Employee).Bind((int)OwnerKind.Partner).Bind(limit),
                Changes(program, covered: 0),
            ],
            async reader =>
            {
                var position = await FoldPosition.ReadAsync(reader, cancellationToken);
                await Rows.VisitAsync(
                    reader, row => visit(new OwnerRef((OwnerKind)row.GetInt16(0), row.GetString(1)), row.Bytes(2)), cancellationToken);
                await reader.NextResultAsync(cancellationToken);
                await Rows.VisitAsync(reader, row => BacklogCodec.ReadOwners(row.Bytes(1), VisitMember), cancellationToken);
                return position.Head;

                void VisitMember(OwnerKey key, byte[] state)
                {
                    if (key.Owner.Kind is OwnerKind.Employee or OwnerKind.Partner)
                    {
                        visit(key.Owner, state);
                    }
                }
            },
            cancellationToken);

    public static Task<IReadOnlyList<OwnerPage>> PagesAsync(
        Connections connections, int program, OwnerRef owner, long before, int limit, CancellationToken cancellationToken) =>
        connections.ListAsync(
            Statement(
                """
                SELECT versions FROM owner_page WHERE program = $1 AND kind = $2 AND id = $3 AND first_version < $4
                ORDER BY first_version DESC LIMIT $5
                """).Bind(program).Bind((int)owner.Kind).Bind(owner.Id).Bind(before).Bind(limit),
            row => new OwnerPage(owner, VersionList.Decode(row.Bytes(0))),
            cancellationToken);

    private static NpgsqlBatchCommand Changes(int program, long covered) => Statement(
        """
        SELECT id, owners FROM change
        WHERE id > $1 + greatest($2, (SELECT folded FROM fold WHERE program = $4)) AND id <= $3 AND owners IS NOT NULL ORDER BY id
        """).Bind(EntryKey.Of(program, 0)).Bind(covered).Bind(EntryKey.Last(program)).Bind(program);

    /// <summary>With a limit inside, each owner is one look into the index, whatever the planner believes of the table.</summary>
    private static NpgsqlBatchCommand Table(int program, IReadOnlyList<OwnerRef> owners) => Statement(
        """
        SELECT k.n, o.state FROM unnest($2, $3) WITH ORDINALITY AS k (kind, id, n)
        CROSS JOIN LATERAL (SELECT state FROM owner WHERE program = $1 AND kind = k.kind AND id = k.id LIMIT 1) AS o
        """).Bind(program).Bind(owners.Select(o => (short)o.Kind).ToArray()).Bind(owners.Select(o => o.Id).ToArray());

    private static async Task<OwnerStates?> ReadAsync(
        NpgsqlDataReader reader, OwnerOverlay overlay, long covered, IReadOnlyList<OwnerRef> owners, CancellationToken cancellationToken)
    {
        var position = await FoldPosition.ReadAsync(reader, cancellationToken);
        var changes = new List<(long, OwnerRef, byte[])>();
        await Rows.VisitAsync(
            reader,
            row => BacklogCodec.ReadOwners(row.Bytes(1), (key, state) => changes.Add((EntryKey.Version(row.GetInt64(0)), key.Owner, state))),
            cancellationToken);
        overlay.Add(position.Folded, position.Head, Math.Max(covered, position.Folded), changes);
        await reader.NextResultAsync(cancellationToken);
        var states = new byte[]?[owners.Count];
        await Rows.VisitAsync(reader, row => states[row.GetInt64(0) - 1] = row.Bytes(1), cancellationToken);
        for (var i = 0; i < states.Length; i++)
        {
            var (fits, state) = overlay.Find(owners[i], position.Folded, position.Head);
            if (!fits)
            {
                return null;
            }

            states[i] = state ?? states[i];
        }

        return new OwnerStates(position, states);
    }
}
