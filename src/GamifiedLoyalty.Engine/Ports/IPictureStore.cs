namespace GamifiedLoyalty.Engine.Ports;

/// <summary>
/// Durable storage of the pictures of sponsors, beside the log: the program's document of a sponsor says which picture is
/// its current one, and names it by its hash.
/// </summary>
public interface IPictureStore
{
    /// <summary>Stores a picture; the same one again changes nothing.</summary>
    Task PutPictureAsync(string program, string sponsor, StoredPicture picture, CancellationToken cancellationToken);

    /// <summary>The picture of a sponsor with this hash, or null.</summary>
    Task<StoredPicture?> FindPictureAsync(string program, string sponsor, byte[] hash, CancellationToken cancellationToken);

    /// <summary>Deletes all pictures of a sponsor but one; all of them when <paramref name="keep"/> is empty. Answers how many.</summary>
    Task<int> DeletePicturesAsync(string program, string sponsor, byte[] keep, CancellationToken cancellationToken);
}

/// <summary>A picture as stored.</summary>
/// <param name="Hash">SHA-256 of the content.</param>
/// <param name="MediaType">Such as <c>image/png</c>.</param>
/// <param name="Content">The file as it was sent.</param>
public sealed record StoredPicture(byte[] Hash, string MediaType, byte[] Content);
