using System.Globalization;

namespace GamifiedLoyalty.Storage;

/// <summary>
/// Held by the process that serves a data directory. It is a lock on an open file, which the operating system lets go of
/// when the process ends in whatever way; that the file exists means nothing.
/// </summary>
public sealed class DataDirectoryLock : IDisposable
{
    private const string LockFile = "serving.lock";
    private const string OwnerFile = "serving.pid";

    private readonly FileStream _lock;

    private DataDirectoryLock(FileStream held) => _lock = held;

    /// <summary>Takes the lock of a directory, which is created when there is none.</summary>
    /// <exception cref="DataDirectoryInUseException">Another live process holds it; the message names it.</exception>
    public static DataDirectoryLock Acquire(string directory)
    {
        PrivateFiles.CreateDirectory(directory);
        var held = Open(directory);
        try
        {
            // In a file of its own: the locked one cannot be read by others while it is held.
            File.WriteAllText(
                Path.Combine(directory, OwnerFile), Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            return new DataDirectoryLock(held);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>Lets go of the directory.</summary>
    public void Dispose() => _lock.Dispose();

    private static FileStream Open(string directory)
    {
        var path = Path.Combine(directory, LockFile);
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException error) when (File.Exists(path))
        {
            throw new DataDirectoryInUseException(
                $"The data directory '{directory}' is served by another process (pid {ReadOwner(directory)}).", error);
        }
    }

    private static string ReadOwner(string directory)
    {
        try
        {
            return File.ReadAllText(Path.Combine(directory, OwnerFile)).Trim();
        }
        catch (IOException)
        {
            return "unknown";
        }
    }
}

/// <summary>Another process serves the data directory.</summary>
public sealed class DataDirectoryInUseException(string message, Exception inner) : Exception(message, inner);
