using GamifiedLoyalty.Engine.Ports;

namespace GamifiedLoyalty.Testing.Stores;

/// <summary>
/// Programs in memory that several nodes share, each through a <see cref="MemoryStore"/> of its own. Everything happens at
/// once, in the order of the calls. Safe for concurrent use.
/// </summary>
/// <param name="changesKept">For how many commits <see cref="ICommitStore.ReadChangesAsync"/> knows what they changed.</param>
public sealed class MemoryDatabase(int changesKept = int.MaxValue)
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, MemoryProgram> _bySlug = new(StringComparer.Ordinal);
    private readonly List<MemoryProgram> _byNumber = [];

    /// <summary>Told the slug of a program after each commit to it, and by which store; not while the database is locked.</summary>
    public event Action<MemoryStore, string>? Committed;

    internal T Read<T>(Func<IReadOnlyDictionary<string, MemoryProgram>, T> read)
    {
        lock (_gate)
        {
            return read(_bySlug);
        }
    }

    /// <summary>Reads a program by number; an unknown one is empty.</summary>
    internal T Read<T>(int program, Func<MemoryProgram, T> read)
    {
        lock (_gate)
        {
            return read(program >= 1 && program <= _byNumber.Count ? _byNumber[program - 1] : new MemoryProgram(program));
        }
    }

    internal void Commit(MemoryStore by, Commit commit)
    {
        CheckVersions(commit);
        lock (_gate)
        {
            var program = commit.ExpectedHead == 0 ? Create(commit) : Find(commit);
            program.Check(commit);
            program.Write(commit, changesKept);
            if (commit.ExpectedHead == 0)
            {
                _byNumber.Add(program);
                _bySlug.Add(commit.Program, program);
            }
        }

        Committed?.Invoke(by, commit.Program);
    }

    private static void CheckVersions(Commit commit)
    {
        if (commit.Entries.Count == 0 || commit.Entries.Where((e, i) => e.Version != commit.ExpectedHead + i + 1).Any())
        {
            throw new ArgumentException("The versions of a commit follow its expected head without gaps.", nameof(commit));
        }
    }

    private MemoryProgram Create(Commit commit) => _bySlug.ContainsKey(commit.Program)
        ? throw new HeadMovedException($"Program '{commit.Program}' exists already.")
        : new MemoryProgram(_byNumber.Count + 1);

    private MemoryProgram Find(Commit commit) =>
        _bySlug.TryGetValue(commit.Program, out var program) && program.Head.Number == commit.ProgramNumber && program.Head.Version == commit.ExpectedHead
            ? program
            : throw new HeadMovedException($"The head of program '{commit.Program}' is not {commit.ExpectedHead}.");
}
