using GamifiedLoyalty.Engine.Ports;

namespace GamifiedLoyalty.Storage.Sqlite;

/// <summary>Pictures of sponsors.</summary>
internal static class PictureTable
{
    public static int Put(Database database, string program, string sponsor, StoredPicture picture) => database
        .Prepare("INSERT INTO picture (program, sponsor, hash, media_type, content) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING")
        .Bind(program).Bind(sponsor).Bind(picture.Hash).Bind(picture.MediaType).Bind(picture.Content).Run();

    public static StoredPicture? Find(Database database, string program, string sponsor, byte[] hash)
    {
        var query = database.Prepare("SELECT media_type, content FROM picture WHERE program = ? AND sponsor = ? AND hash = ?")
            .Bind(program).Bind(sponsor).Bind(hash);
        return EntityReads.List(query, q => new StoredPicture(hash, q.Text(0), q.Blob(1))).SingleOrDefault();
    }

    public static int Delete(Database database, string program, string sponsor, byte[] keep) => database
        .Prepare("DELETE FROM picture WHERE program = ? AND sponsor = ? AND hash <> ?").Bind(program).Bind(sponsor).Bind(keep).Run();
}
