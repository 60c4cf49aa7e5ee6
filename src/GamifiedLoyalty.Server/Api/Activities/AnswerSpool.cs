namespace GamifiedLoyalty.Server.Api.Activities;

/// <summary>
/// Keeps answers for a client that sends a long stream before it reads: in memory up to a limit, then in a temporary file.
/// Without it such a client and the server would wait for each other for ever. One writer, one reader.
/// </summary>
internal sealed class AnswerSpool : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Queue<byte[]> _memory = new();
    private readonly SemaphoreSlim _more = new(0);
    private FileStream? _file;
    private long _inMemory;
    private long _written;
    private long _read;
    private bool _completed;

    /// <summary>Adds answers.</summary>
    public void Write(ReadOnlySpan<byte> answers)
    {
        lock (_gate)
        {
            // What is in the file comes first: while there is some, everything later follows it there.
            if (_written > _read || _inMemory + answers.Length > IngestLimits.SpoolBytes)
            {
                RandomAccess.Write(File().SafeFileHandle, answers, _written);
                _written += answers.Length;
            }
            else
            {
                _memory.Enqueue(answers.ToArray());
                _inMemory += answers.Length;
            }
        }

        _more.Release();
    }

    /// <summary>Tells the reader that nothing more comes.</summary>
    public void Complete()
    {
        lock (_gate)
        {
            _completed = true;
        }

        _more.Release();
    }

    /// <summary>Hands everything to <paramref name="send"/> in order, as it comes, until it is complete.</summary>
    public async Task DrainAsync(Func<ReadOnlyMemory<byte>, ValueTask> send, CancellationToken cancellationToken)
    {
        var block = new byte[64 * 1024];
        while (true)
        {
            while (Take(block) is { Length: > 0 } piece)
            {
                await send(piece);
            }

            if (IsDone())
            {
                return;
            }

            await _more.WaitAsync(cancellationToken);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _file?.Dispose();
        _more.Dispose();
    }

    private ReadOnlyMemory<byte> Take(byte[] block)
    {
        lock (_gate)
        {
            if (_memory.TryDequeue(out var piece))
            {
                _inMemory -= piece.Length;
                return piece;
            }

            if (_written == _read)
            {
                return default;
            }

            var length = RandomAccess.Read(_file!.SafeFileHandle, block, _read);
            _read += length;
            if (_read == _written)
            {
                _read = _written = 0;
            }

            return block.AsMemory(0, length);
        }
    }

    private bool IsDone()
    {
        lock (_gate)
        {
            return _completed && _memory.Count == 0 && _written == _read;
        }
    }

    private FileStream File() => _file ??= new FileStream(
        Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()),
        new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Options = FileOptions.DeleteOnClose,
            BufferSize = 0,
        });
}
