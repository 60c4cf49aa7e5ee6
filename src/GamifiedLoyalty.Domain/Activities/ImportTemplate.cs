using System.Text;

namespace GamifiedLoyalty.Domain.Activities;

/// <summary>A template such as <c>{order_id}-{line_no}</c>; <c>{{</c> and <c>}}</c> stand for braces.</summary>
internal sealed class ImportTemplate
{
    private readonly List<(string Text, bool IsColumn)> _parts;

    private ImportTemplate(List<(string Text, bool IsColumn)> parts) => _parts = parts;

    /// <summary>Literals and names of columns, in order.</summary>
    public IReadOnlyList<(string Text, bool IsColumn)> Parts => _parts;

    /// <summary>Reads a template; false when braces are unbalanced or a column has no name.</summary>
    public static bool TryParse(string text, out ImportTemplate template)
    {
        var parts = new List<(string, bool)>();
        template = new ImportTemplate(parts);
        var literal = new StringBuilder();
        var at = 0;
        while (at < text.Length)
        {
            var c = text[at];
            if (c is '{' or '}' && at + 1 < text.Length && text[at + 1] == c)
            {
                literal.Append(c);
                at += 2;
            }
            else if (c == '{')
            {
                var end = text.IndexOfAny(['{', '}'], at + 1);
                if (end <= at + 1 || text[end] == '{')
                {
                    return false;
                }

                Flush(literal, parts);
                parts.Add((text[(at + 1)..end], true));
                at = end + 1;
            }
            else if (c == '}')
            {
                return false;
            }
            else
            {
                literal.Append(c);
                at++;
            }
        }

        Flush(literal, parts);
        return true;
    }

    private static void Flush(StringBuilder literal, List<(string, bool)> parts)
    {
        if (literal.Length > 0)
        {
            parts.Add((literal.ToString(), false));
            literal.Clear();
        }
    }
}
