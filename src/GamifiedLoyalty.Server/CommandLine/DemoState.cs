using System.Globalization;
using System.Text.Json;
using GamifiedLoyalty.Storage;

namespace GamifiedLoyalty.Server.CommandLine;

/// <summary>
/// What a demonstration remembers beside its data, readable by its owner only: its seed, and the admin key, which it
/// prints at every start although servers print theirs only once.
/// </summary>
/// <param name="Seed">What decided its people and past sales.</param>
/// <param name="AdminKey">Its admin key.</param>
internal sealed record DemoState(int Seed, string AdminKey)
{
    private const string Name = "demo.json";

    /// <summary>Reads what a demonstration remembers, or begins one.</summary>
    /// <exception cref="CommandException">The directory holds something else, or a demonstration of another seed.</exception>
    public static async Task<DemoState> OpenAsync(string directory, int? seed, Func<string> newKey)
    {
        var file = Path.Combine(directory, Name);
        if (File.Exists(file))
        {
            return await ReadAsync(file, seed);
        }

        if (DataDirectory.HasStore(directory))
        {
            throw new CommandException($"{directory} holds data that is not a demonstration's; give --data DIR with a directory of its own.", ExitCodes.Usage);
        }

        PrivateFiles.CreateDirectory(directory);
        var state = new DemoState(seed ?? 42, newKey());
        await ServerFile.WriteSecretAsync(file, JsonSerializer.Serialize(state, JsonSerializerOptions.Web));
        return state;
    }

    private static async Task<DemoState> ReadAsync(string file, int? seed)
    {
        try
        {
            var state = JsonSerializer.Deserialize<DemoState>(await File.ReadAllTextAsync(file), JsonSerializerOptions.Web)!;
            return seed is null || seed == state.Seed
                ? state
                : throw new CommandException(string.Create(CultureInfo.InvariantCulture, $"The demonstration in this directory has seed {state.Seed}; leave --seed out, or give --data DIR with a new directory."), ExitCodes.Usage);
        }
        catch (JsonException)
        {
            throw new CommandException($"{file} is damaged; remove the directory to begin anew.");
        }
    }
}
