using System.Net;
using System.Text;

namespace GamifiedLoyalty.Look;

/// <summary>One page with all screenshots: a row for each page and state, a column for each form.</summary>
internal static class ContactSheet
{
    private const string Style =
        "body{font:14px system-ui;margin:24px;background:#ddd}table{border-spacing:12px}th{text-align:left;vertical-align:top}"
        + "img{display:block;height:320px;border:1px solid #999}td{color:#555}";

    public static void Write(string folder)
    {
        var shots = Directory.GetFiles(folder, "*.png").Select(Path.GetFileName).Select(f => f!.Split('.')).ToLookup(p => p[0], p => p[1], StringComparer.Ordinal);
        var html = new StringBuilder($"<!DOCTYPE html><html lang=\"en\"><meta charset=\"utf-8\"><title>Look</title><style>{Style}</style><table>");
        foreach (var page in shots.OrderBy(s => s.Key, StringComparer.Ordinal))
        {
            html.Append("<tr><th>").Append(WebUtility.HtmlEncode(page.Key)).Append("</th>");
            foreach (var form in Form.All.Select(f => f.Name).Where(page.Contains))
            {
                var file = $"{page.Key}.{form}.png";
                html.Append("<td><a href=\"").Append(file).Append("\"><img loading=\"lazy\" src=\"").Append(file).Append("\" alt=\"\"></a>").Append(form).Append("</td>");
            }

            html.Append("</tr>\n");
        }

        File.WriteAllText(Path.Combine(folder, "index.html"), html.Append("</table></html>\n").ToString());
    }
}
