using System.Collections;

namespace GamifiedLoyalty.Server.Api.Activities;

/// <summary>The cells of a reader's current record, each made into a text when it is first asked for.</summary>
internal sealed class CsvCells(CsvRecordReader reader) : IReadOnlyList<string>
{
    private string?[] _texts = [];

    /// <inheritdoc/>
    public int Count => reader.CellCount;

    /// <inheritdoc/>
    public string this[int index] => _texts[index] ??= reader.Cell(index);

    /// <summary>Forgets the texts of the previous record.</summary>
    public void Clear()
    {
        if (_texts.Length < Count)
        {
            _texts = new string?[Count];
        }

        Array.Clear(_texts);
    }

    /// <inheritdoc/>
    public IEnumerator<string> GetEnumerator()
    {
        for (var i = 0; i < Count; i++)
        {
            yield return this[i];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
