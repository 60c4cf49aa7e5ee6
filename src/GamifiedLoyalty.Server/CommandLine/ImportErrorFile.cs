using System.Globalization;
using System.Text;

namespace GamifiedLoyalty.Server.CommandLine;

/// <summary>
/// The rows that an import refused, as a CSV file; made with the first of them, so that a clean import leaves no file, and
/// takes away that of an earlier one.
/// </summary>
internal sealed class ImportErrorFile(string path) : IAsyncDisposable
{
    private StreamWriter? _writer;

    /// <summary>Where it is.</summary>
    public string Path { get; } = path;

    /// <summary>Begins anew.</summary>
    public void Clear() => File.Delete(Path);

    /// <summary>Adds a row.</summary>
    public async Task AddAsync(long line, string? externalId, string code, string detail)
    {
        if (_writer is null)
        {
            _writer = new StreamWriter(Path, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
            await _writer.WriteLineAsync("line,externalId,code,detail");
        }

        await _writer.WriteLineAsync(string.Join(',', line.ToString(CultureInfo.InvariantCulture), Cell(externalId ?? ""), Cell(code), Cell(detail)));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_writer is not null)
        {
            await _writer.DisposeAsync();
        }
    }

    private static string Cell(string text) => text.AsSpan().IndexOfAny(",\"\r\n") < 0
        ? text
        : "\"" + text.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
}
