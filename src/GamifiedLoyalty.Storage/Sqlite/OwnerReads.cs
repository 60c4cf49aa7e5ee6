using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Engine.Ports;

namespace GamifiedLoyalty.Storage.Sqlite;

/// <summary>Reads of owner states and of the pages of versions that concern an owner.</summary>
internal static class OwnerReads
{
    public static byte[]?[] Find(Database database, int program, IReadOnlyList<OwnerRef> owners)
    {
        var states = new byte[]?[owners.Count];
        for (var i = 0; i < owners.Count; i++)
        {
            states[i] = FindState(database, program, owners[i]);
        }

        return states;
    }

    public static (long Version, DateTimeOffset PostedThrough, byte[]? State) Read(Database database, int program, OwnerRef owner)
    {
        var (version, postedThrough) = HeadReads.Position(database, program);
        return (version, postedThrough, FindState(database, program, owner));
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
