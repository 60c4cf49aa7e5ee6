using System.Globalization;
using System.Text;
using QRCoder;

namespace GamifiedLoyalty.Server.Pages.Screens;

/// <summary>A QR code as the path of an SVG, one unit a module, with the quiet zone around it.</summary>
/// <param name="Size">Modules on each side.</param>
/// <param name="Path">The dark modules.</param>
internal sealed record QrCode(int Size, string Path)
{
    /// <summary>The code of an address, readable with some of it damaged or covered.</summary>
    public static QrCode Of(string address)
    {
        using var generator = new QRCodeGenerator();
        using var data = generator.CreateQrCode(address, QRCodeGenerator.ECCLevel.M);
        var path = new StringBuilder();
        for (var y = 0; y < data.ModuleMatrix.Count; y++)
        {
            AppendRow(path, data.ModuleMatrix[y], y);
        }

        return new QrCode(data.ModuleMatrix.Count, path.ToString());
    }

    private static void AppendRow(StringBuilder path, System.Collections.BitArray row, int y)
    {
        for (var x = 0; x < row.Count; x++)
        {
            var start = x;
            while (x < row.Count && row[x])
            {
                x++;
            }

            if (x > start)
            {
                path.Append(CultureInfo.InvariantCulture, $"M{start} {y}h{x - start}v1h-{x - start}z");
            }
        }
    }
}
