using System.Diagnostics;
using System.Text.Json;

namespace GamifiedLoyalty.Server.CommandLine;

/// <summary>
/// Tells other commands on the same machine of a running server: <c>server.json</c> in the data directory, readable by
/// its owner only, removed at a clean end.
/// </summary>
/// <param name="Url">An address at which the server listens.</param>
/// <param name="Pid">Its process.</param>
/// <param name="Token">What operator endpoints demand; new at every start.</param>
internal sealed record ServerFile(string Url, int Pid, string Token)
{
    private const string Name = "server.json";

    /// <summary>Writes the file, complete or not at all.</summary>
    public async Task WriteAsync(string directory)
    {
        var file = Path.Combine(directory, Name);
        await WriteSecretAsync(file, JsonSerializer.Serialize(this, JsonSerializerOptions.Web));
    }

    /// <summary>Removes the file.</summary>
    public static void Remove(string directory) => File.Delete(Path.Combine(directory, Name));

    /// <summary>The running server of a data directory; null when none runs.</summary>
    public static ServerFile? Find(string directory)
    {
        try
        {
            var found = JsonSerializer.Deserialize<ServerFile>(File.ReadAllText(Path.Combine(directory, Name)), JsonSerializerOptions.Web);
            return found is not null && IsRunning(found.Pid) ? found : null;
        }
        catch (Exception failure) when (failure is IOException or JsonException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Writes a file that only its owner can read, complete or not at all.</summary>
    internal static async Task WriteSecretAsync(string file, string text)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        var draft = file + ".new";
        File.Delete(draft);
        await using (var writer = new StreamWriter(draft, options))
        {
            await writer.WriteAsync(text);
        }

        File.Move(draft, file, overwrite: true);
    }

    // After a crash the file stays and its process is gone; its number may be another process' by now, which then simply
    // does not answer to the token.
    private static bool IsRunning(int pid)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
