using System.Net;
using System.Text.RegularExpressions;
using Baznas.Bmd.Web.Tests.Support;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Content;
using ZXing;
using ZXing.QrCode;

namespace Baznas.Bmd.Web.Tests.Documents;

/// <summary>A document as it comes out of the printer: its words, its sheets, and what a phone reads from it.</summary>
public sealed class PrintedPaper
{
    private const int DotsPerPoint = 4;

    private PrintedPaper(byte[] content, HttpResponseMessage message)
    {
        (Content, Message) = (content, message);
        using var document = PdfDocument.Open(content);
        Pages =
        [
            .. document
                .GetPages()
                .Select(page => new Sheet(
                    string.Join(' ', page.GetWords().Select(word => word.Text)),
                    page.Width,
                    [.. page.Letters.Where(letter => letter.Value.Trim().Length > 0)]
                )),
        ];
        Fonts = [.. document.GetPages().SelectMany(page => page.Letters).Select(letter => letter.FontName!).Distinct()];
        Qr = Decode(document.GetPages().Last());
    }

    public byte[] Content { get; }

    public HttpResponseMessage Message { get; }

    public IReadOnlyList<Sheet> Pages { get; }

    public IReadOnlyList<string> Fonts { get; }

    /// <summary>What the QR code on the last sheet says; null when there is none.</summary>
    public string? Qr { get; }

    public string Text => string.Join(' ', Pages.Select(page => page.Words));

    /// <summary>The code that people type to check it.</summary>
    public string Code => Regex.Match(Text, "[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}").Value;

    /// <summary>Has it printed. <c>BMD_PAPERS=…</c> names a folder in which each stays, to be looked at.</summary>
    public static async Task<PrintedPaper> Of(ApiClient who, string path)
    {
        var answer = await who.Get(path);
        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.OK), answer.Body?.ToJsonString());
        Assert.That(answer.Message.Content.Headers.ContentType!.MediaType, Is.EqualTo("application/pdf"));
        var content = await answer.Message.Content.ReadAsByteArrayAsync();
        if (Environment.GetEnvironmentVariable("BMD_PAPERS") is { Length: > 0 } folder)
        {
            Directory.CreateDirectory(folder);
            var name = $"{TestContext.CurrentContext.Test.MethodName}-{Regex.Replace(path, "[^A-Za-z0-9=]+", "-")}.pdf";
            await File.WriteAllBytesAsync(Path.Combine(folder, name), content);
        }

        return new PrintedPaper(content, answer.Message);
    }

    // A code is bars of black on the page; drawn anew as dots, a decoder reads it like a camera's picture.
    private static string? Decode(Page page)
    {
        var (width, height) = ((int)(page.Width * DotsPerPoint), (int)(page.Height * DotsPerPoint));
        var light = new byte[width * height];
        Array.Fill(light, byte.MaxValue);
        var bars = page
            .Paths.Where(path => path is { IsFilled: true } && path.Count > 40)
            .SelectMany(path => path)
            .Select(bar => bar.GetBoundingRectangle())
            .OfType<UglyToad.PdfPig.Core.PdfRectangle>()
            .ToList();
        if (bars.Count == 0)
        {
            return null;
        }

        foreach (var bar in bars)
        {
            for (var y = Dot(page.Height - bar.Top); y < Dot(page.Height - bar.Bottom); y++)
            {
                for (var x = Dot(bar.Left); x < Dot(bar.Right); x++)
                {
                    light[(y * width) + x] = 0;
                }
            }
        }

        var picture = new RGBLuminanceSource(light, width, height, RGBLuminanceSource.BitmapFormat.Gray8);
        var hints = new Dictionary<DecodeHintType, object> { [DecodeHintType.TRY_HARDER] = true };
        return new QRCodeReader().decode(new BinaryBitmap(new ZXing.Common.HybridBinarizer(picture)), hints)?.Text;
    }

    private static int Dot(double points) => (int)Math.Round(points * DotsPerPoint);

    /// <summary>A sheet of paper.</summary>
    public sealed record Sheet(string Words, double Width, IReadOnlyList<Letter> Letters)
    {
        /// <summary>What the sheet measures from side to side, millimetres.</summary>
        public double Millimetres => Width / 72 * 25.4;

        /// <summary>How far the letters reach from the left, millimetres.</summary>
        public (double From, double To) Printed =>
            (
                Letters.Min(letter => letter.BoundingBox.Left) / 72 * 25.4,
                Letters.Max(letter => letter.BoundingBox.Right) / 72 * 25.4
            );
    }
}
