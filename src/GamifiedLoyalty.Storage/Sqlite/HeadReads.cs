using GamifiedLoyalty.Engine.Ports;

namespace GamifiedLoyalty.Storage.Sqlite;

/// <summary>Reads of the heads of programs.</summary>
internal static class HeadReads
{
    private const string Columns = "SELECT number, slug, head, hash, posted_through FROM program";

    public static IReadOnlyList<ProgramHead> List(Database database)
    {
        var heads = new List<ProgramHead>();
        var query = database.Prepare(Columns + " ORDER BY slug");
        while (query.Step())
        {
            heads.Add(Read(query));
        }

        return heads;
    }

    public static ProgramHead? Find(Database database, string program)
    {
        var query = database.Prepare(Columns + " WHERE slug = ?").Bind(program);
        ProgramHead? head = null;
        while (query.Step())
        {
            head = Read(query);
        }

        return head;
    }

    /// <summary>The head's version and posted-through instant; 0 and the earliest instant when there is no such program.</summary>
    public static (long Version, DateTimeOffset PostedThrough) Position(Database database, int program)
    {
        var query = database.Prepare("SELECT head, posted_through FROM program WHERE number = ?").Bind(program);
        var position = (0L, DateTimeOffset.MinValue);
        while (query.Step())
        {
            position = (query.Int64(0), query.Instant(1));
        }

        return position;
    }

    private static ProgramHead Read(Statement query) =>
        new(query.Int32(0), query.Text(1), query.Int64(2), query.Blob(3), query.Instant(4));
}
