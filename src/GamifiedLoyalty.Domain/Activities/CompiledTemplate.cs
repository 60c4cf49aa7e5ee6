using System.Text;

namespace GamifiedLoyalty.Domain.Activities;

/// <summary>A template with its columns resolved to positions in the row.</summary>
internal sealed class CompiledTemplate
{
    private readonly (string Text, int Column)[] _parts;

    private CompiledTemplate(string target, (string Text, int Column)[] parts)
    {
        Target = target;
        _parts = parts;
    }

    /// <summary>What it fills.</summary>
    public string Target { get; }

    /// <summary>The columns it reads, for messages.</summary>
    public string Columns => string.Join(", ", _parts.Where(p => p.Column >= 0).Select(p => $"\"{p.Text}\""));

    /// <summary>Resolves the columns of a valid template; those that are missing or ambiguous become faults.</summary>
    public static CompiledTemplate Compile(string target, string template, ILookup<string, int> columns, List<Fault> faults)
    {
        if (!ImportTemplate.TryParse(template, out var parsed))
        {
            faults.Add(new Fault("badTemplate", $"The template of \"{target}\" has unbalanced braces."));
        }

        return new CompiledTemplate(target, [.. parsed.Parts.Select(p => (p.Text, p.IsColumn ? Position(p.Text, target, columns, faults) : -1))]);
    }

    /// <summary>The text for a row; empty when every column it reads is empty, whatever literals stand around.</summary>
    public string Fill(IReadOnlyList<string> cells)
    {
        if (_parts.Length == 1)
        {
            return Part(_parts[0], cells);
        }

        var text = new StringBuilder();
        var (columns, filled) = (0, 0);
        foreach (var part in _parts)
        {
            var value = Part(part, cells);
            text.Append(value);
            columns += part.Column >= 0 ? 1 : 0;
            filled += part.Column >= 0 && value.Length > 0 ? 1 : 0;
        }

        return columns > 0 && filled == 0 ? "" : text.ToString();
    }

    private static string Part((string Text, int Column) part, IReadOnlyList<string> cells) =>
        part.Column < 0 ? part.Text : part.Column < cells.Count ? cells[part.Column] : "";

    private static int Position(string name, string target, ILookup<string, int> columns, List<Fault> faults)
    {
        switch (columns[name].Count())
        {
            case 1:
                return columns[name].First();
            case 0:
                faults.Add(new Fault("unknownColumn", $"The file has no column \"{name}\", which \"{target}\" is mapped to."));
                return -1;
            default:
                faults.Add(new Fault("duplicateColumn", $"The file has the column \"{name}\" more than once."));
                return -1;
        }
    }
}
