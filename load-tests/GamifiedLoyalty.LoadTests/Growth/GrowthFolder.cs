using System.Text.Json;

namespace GamifiedLoyalty.LoadTests.Growth;

/// <summary>A data directory of one size, beside what was recorded in it; removed at the end unless it is kept.</summary>
internal sealed class GrowthFolder : IDisposable
{
    // More than one run can send, so that numbers that an interrupted run sent are never sent again.
    private const long Reserve = 100_000_000;
    private readonly string _folder;
    private readonly bool _isKept;

    /// <summary>Finds or makes it.</summary>
    public GrowthFolder(GrowthOptions options, GrowthSize size)
    {
        _isKept = options.Keep is not null;
        _folder = options.Keep is { } keep
            ? Path.Combine(keep, size.Name)
            : Path.Combine(options.Common.DataFolder, $"load-test-{Environment.ProcessId}-{size.Name}");
        if (!IsPrepared && Directory.Exists(_folder))
        {
            // Preparing it was interrupted.
            Directory.Delete(_folder, recursive: true);
        }

        Directory.CreateDirectory(_folder);
    }

    /// <summary>The server's data directory.</summary>
    public string Data => Path.Combine(_folder, "data");

    /// <summary>Whether programs, members and activities are there.</summary>
    public bool IsPrepared => File.Exists(StateFile);

    private string StateFile => Path.Combine(_folder, "state.json");

    /// <summary>The size of the data, in MB.</summary>
    public double Megabytes() => DataFiles.Megabytes(Data, "*");

    /// <summary>The programs that are there; sales go on after theirs.</summary>
    public List<KeptProgram> Read() => JsonSerializer.Deserialize<List<KeptProgram>>(File.ReadAllText(StateFile))!;

    /// <summary>Notes what is recorded before a run that may be interrupted.</summary>
    public void WriteBefore(IEnumerable<Sales> programs) =>
        Write(programs.Select(s => new KeptProgram(s.Program, s.Last + Reserve, Recorded: null, MinorUnits: null)));

    /// <summary>Notes what is recorded after a run.</summary>
    public void WriteAfter(IEnumerable<Sales> programs) =>
        Write(programs.Select(s => new KeptProgram(s.Program, s.Last, s.Recorded, s.MinorUnits)));

    public void Dispose()
    {
        if (!_isKept)
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    private void Write(IEnumerable<KeptProgram> programs) => File.WriteAllText(StateFile, JsonSerializer.Serialize(programs.ToList()));
}

/// <summary>A program in a kept directory.</summary>
/// <param name="Name">Its slug.</param>
/// <param name="Last">The number of its last sale, or a larger one.</param>
/// <param name="Recorded">How many sales it has; null after an interrupted run.</param>
/// <param name="MinorUnits">Their amounts together; null after an interrupted run.</param>
internal sealed record KeptProgram(string Name, long Last, long? Recorded, long? MinorUnits);
