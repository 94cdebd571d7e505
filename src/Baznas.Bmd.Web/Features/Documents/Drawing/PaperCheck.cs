using Baznas.Bmd.Web.Features.Reports.Files;
using QRCoder;
using SkiaSharp;

namespace Baznas.Bmd.Web.Features.Documents.Drawing;

/// <summary>Where and by what a paper is checked; see <see cref="CheckDocument.CheckCodes"/>.</summary>
/// <param name="Number">The paper's number.</param>
/// <param name="Code">What nobody can guess, as people type it.</param>
/// <param name="Path">The page's path with both.</param>
/// <param name="Host">Where the service is reached, such as <c>https://bmd.example.org</c>; null when nobody said.</param>
internal sealed record PaperCheckMark(string Number, string Code, string Path, string? Host);

/// <summary>The part of a paper by which anybody can find out whether it is genuine.</summary>
internal static class PaperCheck
{
    // 26 mm where there is room, 20 mm where that saves a sheet: modules of half a millimetre and more.
    private const float LargeSide = 74;
    private const float SmallSide = 58;
    private const float Margin = 8;

    /// <summary>What must be left of a sheet for it.</summary>
    public const float Height = SmallSide + Margin;

    /// <summary>A QR code with what it leads to; words alone where the service's address is not known.</summary>
    public static void Check(this PaperPen pen, PaperCheckMark mark)
    {
        if (mark.Host is null)
        {
            InWords(pen, mark);
        }
        else if (pen.Format.IsRoll)
        {
            OnRoll(pen, mark);
        }
        else
        {
            OnSheet(pen, mark);
        }
    }

    private static void InWords(PaperPen pen, PaperCheckMark mark)
    {
        pen.Keep(4 * pen.LineHeight);
        pen.Pages.Rule(pen.Pages.Y, PdfInk.Hairline);
        pen.Space(4);
        pen.Lines("Periksa keaslian", pen.SmallBold, (pen.Pages.Left, pen.Pages.Width));
        pen.Note("Buka alamat layanan kami, lalu tambahkan:");
        pen.Lines(mark.Path, pen.SmallBold, (pen.Pages.Left, pen.Pages.Width));
        pen.Note($"Kode periksa: {mark.Code}");
        pen.Space(4);
    }

    private static void OnSheet(PaperPen pen, PaperCheckMark mark)
    {
        var side = pen.Fits(LargeSide + Margin) ? LargeSide : SmallSide;
        pen.Keep(side + Margin);
        var pages = pen.Pages;
        var top = pages.Y;
        pages.Rule(top, PdfInk.Hairline);
        Draw(pages, mark, SKRect.Create(pages.Left - 6, top + 4, side, side));
        var column = (pages.Left + side + 4, pages.Width - side - 4);
        pages.Y = top + 12;
        pen.Lines("Periksa keaslian surat ini", pen.SmallBold, column);
        pen.Lines(
            "Pindai kode ini dengan kamera ponsel. Yang tampil hanya nomor, tanggal, jenis, jumlah, dan apakah masih sah.",
            pen.Small,
            column,
            PdfInk.Gray
        );
        pen.Lines($"Tanpa kamera: buka {mark.Host}/check", pen.Small, column, PdfInk.Gray);
        pen.Lines($"Nomor {mark.Number} · Kode {mark.Code}", pen.SmallBold, column);
        pages.Y = Math.Max(pages.Y, top + side + Margin);
    }

    private static void OnRoll(PaperPen pen, PaperCheckMark mark)
    {
        const float side = 92;
        var pages = pen.Pages;
        pages.Rule(pages.Y, PdfInk.Hairline);
        Draw(pages, mark, SKRect.Create(pages.Left + ((pages.Width - side) / 2), pages.Y + 2, side, side));
        pages.Y += side + 4;
        pen.Centered("Pindai untuk memeriksa keaslian", pen.Small, PdfInk.Black);
        pen.Centered($"Kode {mark.Code}", pen.SmallBold, PdfInk.Black);
        pen.Space(6);
    }

    // One path of bars: what is drawn as many squares shows hairs of white between them.
    private static void Draw(PdfPages pages, PaperCheckMark mark, SKRect area)
    {
        using var generator = new QRCodeGenerator();
        using var code = generator.CreateQrCode(mark.Host + mark.Path, QRCodeGenerator.ECCLevel.M);
        var rows = code.ModuleMatrix;
        var side = area.Width / rows.Count;
        using var dark = new SKPath();
        for (var y = 0; y < rows.Count; y++)
        {
            for (var x = 0; x < rows.Count; x++)
            {
                var from = x;
                while (x < rows.Count && rows[y][x])
                {
                    x++;
                }

                if (x > from)
                {
                    dark.AddRect(
                        SKRect.Create(area.Left + (from * side), area.Top + (y * side), (x - from) * side, side)
                    );
                }
            }
        }

        pages.Fill(dark, PdfInk.Pure);
    }
}
