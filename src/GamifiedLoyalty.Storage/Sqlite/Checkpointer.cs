using Microsoft.Data.Sqlite;

namespace GamifiedLoyalty.Storage.Sqlite;

/// <summary>
/// Moves the write-ahead log into the file. Most of it goes over a connection of its own, beside the commits that go on;
/// then the writer moves the little that came meanwhile, so that the log begins anew. Otherwise every some hundredth
/// commit would wait until the whole log is moved and synced.
/// </summary>
/// <param name="writer">The connection that writes.</param>
/// <param name="open">Opens the other connection.</param>
/// <param name="pages">How many pages are written between two moves.</param>
internal sealed class Checkpointer(Database writer, Func<Database> open, int pages) : IDisposable
{
    private long _written;
    private Task? _moving;
    private Database? _own;

    /// <summary>To be called after every commit of the writer.</summary>
    public void AfterCommit()
    {
        _written += writer.TakePagesWritten();
        if (_moving is null && _written >= pages)
        {
            _moving = Task.Run(Move);
        }
        else if (_moving is { IsCompleted: true })
        {
            _moving = null;
            _written = 0;
            writer.Checkpoint();
        }
    }

    public void Dispose()
    {
        _moving?.GetAwaiter().GetResult();
        _own?.Dispose();
    }

    private void Move()
    {
        try
        {
            _own ??= open();
            _own.Checkpoint();
        }
        catch (SqliteException)
        {
            // What is not moved now stays in the log and is moved by the writer, who reports what is wrong.
            _own?.Dispose();
            _own = null;
        }
    }
}
