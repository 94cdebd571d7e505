using System.Text;
using Microsoft.AspNetCore.Html;
using QRCoder;

namespace Baznas.Bmd.Web.Features.BorrowerAccess.GetAccess;

/// <summary>A QR code drawn into the page.</summary>
internal static class QrPicture
{
    /// <summary>A picture of a text, dark on light also where the page is dark.</summary>
    /// <param name="text">What a phone reads.</param>
    /// <param name="label">What it is, for those who don't see it.</param>
    public static IHtmlContent Of(string text, string label)
    {
        using var generator = new QRCodeGenerator();
        using var code = generator.CreateQrCode(text, QRCodeGenerator.ECCLevel.M);
        var rows = code.ModuleMatrix;
        var path = new StringBuilder();
        for (var y = 0; y < rows.Count; y++)
        {
            for (var x = 0; x < rows[y].Length; x++)
            {
                if (rows[y][x])
                {
                    path.Append(System.Globalization.CultureInfo.InvariantCulture, $"M{x} {y}h1v1h-1z");
                }
            }
        }

        return new HtmlContentBuilder()
            .AppendHtml(
                $"<svg class=\"qr\" viewBox=\"0 0 {rows.Count} {rows.Count}\" role=\"img\" shape-rendering=\"crispEdges\""
            )
            .AppendHtml(" aria-label=\"")
            .Append(label)
            .AppendHtml($"\"><path d=\"{path}\"/></svg>");
    }
}
