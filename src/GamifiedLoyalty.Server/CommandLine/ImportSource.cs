namespace GamifiedLoyalty.Server.CommandLine;

/// <summary>The file that is imported, with its progress shown while it is read.</summary>
internal sealed class ImportSource : IDisposable
{
    private const int HeaderLines = 1;
    private readonly ProgressDisplay _display;
    private readonly long? _bytes;
    private long _lines;
    private long _read;

    /// <summary>Opens a file; <c>-</c> is standard input.</summary>
    /// <exception cref="CommandException">There is no such file.</exception>
    public ImportSource(string file, ProgressDisplay display)
    {
        _display = display;
        if (file == "-")
        {
            Stream = new CountingStream(Console.OpenStandardInput(), Count);
            return;
        }

        if (!File.Exists(file))
        {
            throw new CommandException($"There is no file {file}.", ExitCodes.Usage);
        }

        var stream = File.OpenRead(file);
        _bytes = stream.Length;
        Stream = new CountingStream(stream, Count);
    }

    /// <summary>The content.</summary>
    public Stream Stream { get; }

    /// <summary>Shows progress by rows that are known to be done, instead of lines read.</summary>
    public void ShowRows(long rows) => _display.Report(Fraction(), rows, "rows");

    /// <inheritdoc/>
    public void Dispose() => Stream.Dispose();

    private void Count(ReadOnlySpan<byte> bytes, long position)
    {
        _read = position;
        _lines += bytes.Count((byte)'\n');
        _display.Report(Fraction(), Math.Max(0, _lines - HeaderLines), "rows");
    }

    private double? Fraction() => _bytes is { } all ? (all == 0 ? 1 : (double)_read / all) : null;
}
