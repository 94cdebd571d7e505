using Baznas.Bmd.Web.Features.Reports.Files;
using SkiaSharp;

namespace Baznas.Bmd.Web.Features.Documents.Drawing;

/// <summary>A place to sign.</summary>
/// <param name="As">In what part: the payer, the first party.</param>
/// <param name="Name">Who; null for a name that is written by hand.</param>
internal sealed record PaperSignature(string As, string? Name)
{
    /// <summary>What stands beneath the name.</summary>
    public string? Beneath { get; init; }

    /// <summary>Whether a stamp (meterai) is put there, under the signature.</summary>
    public bool IsStamped { get; init; }
}

/// <summary>Places to sign, beside each other.</summary>
internal static class PaperSignatures
{
    private const float StampHeight = 40;

    /// <summary>Two in a row; what needs a stamp has its place.</summary>
    public static void Sign(this PaperPen pen, params PaperSignature[] signatures) => Sign(pen, signatures, 0);

    /// <summary>The same at a paper's end: the code by which it is checked would prove nothing on a sheet by itself.</summary>
    public static void SignLast(this PaperPen pen, params PaperSignature[] signatures) =>
        Sign(pen, signatures, PaperCheck.Height);

    private static void Sign(PaperPen pen, PaperSignature[] signatures, float beneath)
    {
        // All who sign the same thing sign on the same sheet.
        var pairs = signatures.Chunk(2).ToList();
        pen.Keep(pairs.Sum(pair => Height(pen, pair)) + beneath);
        foreach (var pair in pairs)
        {
            Row(pen, pair);
        }
    }

    private static float Gap(PaperPen pen) => pen.Format.IsRoll ? 8 : 28;

    private static float ColumnWidth(PaperPen pen) => (pen.Pages.Width - Gap(pen)) / 2;

    private static float Room(PaperPen pen, PaperSignature[] signatures) =>
        pen.Format.IsRoll ? 30
        : signatures.Any(one => one.IsStamped) ? StampHeight + 10
        : 36;

    private static float Height(PaperPen pen, PaperSignature[] signatures)
    {
        var names = signatures.Max(one => PdfLines.Of(one.Name ?? "", pen.Bold, ColumnWidth(pen)).Count);
        return Room(pen, signatures) + ((2.5f + names) * pen.LineHeight);
    }

    private static void Row(PaperPen pen, PaperSignature[] signatures)
    {
        var pages = pen.Pages;
        var (gap, width) = (Gap(pen), ColumnWidth(pen));
        var (room, height) = (Room(pen, signatures), Height(pen, signatures));
        for (var i = 0; i < signatures.Length; i++)
        {
            Draw(pen, signatures[i], (pages.Left + (i * (width + gap)), width), room);
        }

        pages.Y += height;
    }

    private static void Draw(PaperPen pen, PaperSignature signature, (float Left, float Width) column, float room)
    {
        var pages = pen.Pages;
        var y = pages.Y;
        pages.Write(new PdfText(signature.As, pen.Plain, PdfInk.Black), column.Left, y + pen.Format.Letter);
        y += pen.LineHeight;
        if (signature.IsStamped)
        {
            Stamp(pen, column.Left, y + 4);
        }

        y += room;
        pages.Fill(SKRect.Create(column.Left, y, column.Width, 0.6f), PdfInk.Black);
        y += 2;
        foreach (var line in PdfLines.Of(signature.Name ?? "", pen.Bold, column.Width))
        {
            pages.Write(new PdfText(line, pen.Bold, PdfInk.Black), column.Left, y + pen.Format.Letter);
            y += pen.LineHeight;
        }

        pages.Write(
            new PdfText(signature.Beneath ?? (signature.Name is null ? "Nama jelas" : ""), pen.Small, pen.Quiet),
            column.Left,
            y + pen.Small.Size
        );
    }

    private static void Stamp(PaperPen pen, float left, float top)
    {
        var pages = pen.Pages;
        var (width, height) = pen.Format.IsRoll ? (50, 24f) : (62, StampHeight);
        pages.Frame(SKRect.Create(left, top, width, height), PdfInk.Gray, isDashed: true);
        string[] words = ["Meterai", "Rp10.000"];
        var line = pen.Small.Size * 1.25f;
        for (var i = 0; i < words.Length; i++)
        {
            pages.Write(
                new PdfText(words[i], pen.Small, pen.Quiet),
                left + ((width - pen.Small.MeasureText(words[i])) / 2),
                top + ((height - (2 * line)) / 2) + pen.Small.Size + (i * line)
            );
        }
    }
}
