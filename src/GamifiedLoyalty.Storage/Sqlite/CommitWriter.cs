using GamifiedLoyalty.Engine.Ports;
using GamifiedLoyalty.Storage.Sqlite.Backlogs;
using SQLitePCL;
using static System.FormattableString;

namespace GamifiedLoyalty.Storage.Sqlite;

/// <summary>
/// Writes commits inside the transaction of the writer. The head comes first: when it has moved, nothing of the commit
/// was written and other commits of the transaction are not touched.
/// </summary>
internal sealed class CommitWriter(Database database, Backlog backlog)
{
    private readonly Statement _createProgram = database.Prepare(
        "INSERT INTO program (slug, head, hash, posted_through) VALUES (?, ?, ?, ?) ON CONFLICT (slug) DO NOTHING");

    private readonly Statement _advanceHead = database.Prepare(
        "UPDATE program SET head = ?, hash = ?, posted_through = ? WHERE number = ? AND slug = ? AND head = ?");

    private readonly Statement _entry = database.Prepare("INSERT INTO entry (id, body) VALUES (?, ?)");

    private readonly Statement _commit = database.Prepare(
        "INSERT INTO commit_log (id, first_version, at, hash) VALUES (?, ?, ?, ?)");

    private readonly Statement _receipt = database.Prepare(
        "INSERT INTO receipt (program, source, external_id, version) VALUES (?, ?, ?, ?)");

    private readonly EntityWriter _entities = new(database);

    /// <exception cref="HeadMovedException">The stored head is another one; nothing was written.</exception>
    public void Write(Commit commit)
    {
        backlog.Enter();
        var head = commit.ExpectedHead + commit.Entries.Count;
        var program = commit.ExpectedHead == 0 ? CreateProgram(commit, head) : AdvanceHead(commit, head);
        foreach (var entry in commit.Entries)
        {
            _entry.Bind(EntryKey.Of(program, entry.Version)).Bind(entry.Body.Span).Run();
        }

        _commit.Bind(EntryKey.Of(program, head)).Bind(commit.ExpectedHead + 1).Bind(commit.At).Bind(commit.Hash).Run();
        WriteReceipts(program, commit);
        WriteDerived(program, commit);
        _entities.Write(program, commit);
    }

    private int CreateProgram(Commit commit, long head)
    {
        var created = _createProgram.Bind(commit.Program).Bind(head).Bind(commit.Hash).Bind(commit.PostedThrough).Run();
        return created == 1
            ? checked((int)raw.sqlite3_last_insert_rowid(database.Handle))
            : throw new HeadMovedException($"Program '{commit.Program}' exists already.");
    }

    private int AdvanceHead(Commit commit, long head)
    {
        var advanced = _advanceHead.Bind(head).Bind(commit.Hash).Bind(commit.PostedThrough)
            .Bind(commit.ProgramNumber).Bind(commit.Program).Bind(commit.ExpectedHead).Run();
        return advanced == 1
            ? commit.ProgramNumber
            : throw new HeadMovedException(
                Invariant($"The head of program '{commit.Program}' is not {commit.ExpectedHead}."));
    }

    private void WriteReceipts(int program, Commit commit)
    {
        foreach (var (key, version) in commit.Receipts)
        {
            _receipt.Bind(program).Bind(key.Source).Bind(key.ExternalId).Bind(version).Run();
        }
    }

    private void WriteDerived(int program, Commit commit)
    {
        if (commit.Series.Count > 0)
        {
            // A series that becomes inactive loses its scores, so none of them may come after.
            backlog.Write(program, commit);
        }
        else
        {
            backlog.Append(program, commit);
        }
    }
}
