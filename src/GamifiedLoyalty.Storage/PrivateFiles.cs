namespace GamifiedLoyalty.Storage;

/// <summary>Files that hold personal data: only the account that serves may read them.</summary>
public static class PrivateFiles
{
    /// <summary>Creates a directory that only its owner may enter; one that is there stays as it is.</summary>
    public static DirectoryInfo CreateDirectory(string path) => OperatingSystem.IsWindows()
        ? Directory.CreateDirectory(path)
        : Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

    /// <summary>Lets only its owner read and write a file.</summary>
    public static void Protect(string file)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }
}
