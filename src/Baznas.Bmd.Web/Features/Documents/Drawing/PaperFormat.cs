using SkiaSharp;

namespace Baznas.Bmd.Web.Features.Documents.Drawing;

/// <summary>A kind of sheet, and how large the letters on it are.</summary>
/// <param name="Size">Width and height, points.</param>
/// <param name="Margin">What stays white on each side, points.</param>
/// <param name="Letter">The size of plain letters, points.</param>
internal sealed record PaperFormat(SKSize Size, float Margin, float Letter)
{
    private const float Millimetre = 72 / 25.4f;

    /// <summary>No PDF page is longer.</summary>
    private const float LongestPage = 14_400;

    public static readonly PaperFormat A4 = new(new SKSize(595.28f, 841.89f), 54, 10);

    public static readonly PaperFormat A5 = new(new SKSize(419.53f, 595.28f), 32, 9);

    /// <summary>A roll of 58 mm, of which printers reach the 48 mm in the middle; cut where the text ends.</summary>
    public static readonly PaperFormat Roll = new(new SKSize(58 * Millimetre, LongestPage), 5 * Millimetre, 7.5f);

    /// <summary>How far lines are apart, compared with their letters.</summary>
    public float Spacing { get; private init; } = 1.42f;

    public bool IsRoll => this is { Size.Width: < 200 };

    public bool IsLarge => Size.Width > 500;

    /// <summary>With letters a little smaller, for what has much to say.</summary>
    public PaperFormat Dense => this with { Margin = Margin * 0.86f, Letter = Letter * 0.93f, Spacing = 1.32f };

    /// <summary>The sheet, cut at a height.</summary>
    public PaperFormat CutAt(float height) => this with { Size = new SKSize(Size.Width, height) };
}
