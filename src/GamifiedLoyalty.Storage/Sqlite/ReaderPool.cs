using System.Collections.Concurrent;

namespace GamifiedLoyalty.Storage.Sqlite;

/// <summary>Read connections. Each read is one transaction: its statements see one committed state.</summary>
internal sealed class ReaderPool(Func<Database> open, int most) : IDisposable
{
    private readonly ConcurrentBag<Reader> _idle = [];
    private readonly SemaphoreSlim _room = new(most, most);
    private volatile int _generation;
    private volatile bool _closed;

    /// <summary>Runs a read on the caller's thread once a connection is free.</summary>
    public async Task<T> ReadAsync<T>(Func<Database, T> read, CancellationToken cancellationToken)
    {
        await _room.WaitAsync(cancellationToken);
        try
        {
            return Read(read);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            var translated = SqliteErrors.Translate(error);
            if (ReferenceEquals(translated, error))
            {
                throw;
            }

            throw translated;
        }
        finally
        {
            _room.Release();
        }
    }

    /// <summary>Lets go of every connection, those in use after their read; the next reads open new ones.</summary>
    public void Reset()
    {
        Interlocked.Increment(ref _generation);
        while (_idle.TryTake(out var reader))
        {
            reader.Database.Dispose();
        }
    }

    public void Dispose()
    {
        _closed = true;
        Reset();
    }

    private T Read<T>(Func<Database, T> read)
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        var reader = _idle.TryTake(out var idle) ? idle : new Reader(open(), _generation);
        try
        {
            reader.Database.Execute("BEGIN");
            var result = read(reader.Database);
            reader.Database.Execute("COMMIT");
            Return(reader);
            return result;
        }
        catch
        {
            // A half-read statement or an error: a new connection is cheaper than finding out what is left of it.
            reader.Database.Dispose();
            throw;
        }
    }

    private void Return(Reader reader)
    {
        _idle.Add(reader);
        if (_closed || reader.Generation != _generation)
        {
            // Another read may have taken it meanwhile; it comes by here again.
            if (_idle.TryTake(out var stale))
            {
                stale.Database.Dispose();
            }
        }
    }

    private sealed record Reader(Database Database, int Generation);
}
