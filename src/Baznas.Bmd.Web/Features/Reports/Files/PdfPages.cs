using SkiaSharp;

namespace Baznas.Bmd.Web.Features.Reports.Files;

/// <summary>
/// The pages of a document, one after the other, and the pen on them. Without a document nothing is drawn, and only the
/// pages are counted.
/// </summary>
/// <param name="paper">The size of a sheet.</param>
/// <param name="document">Where pages go; null to count them.</param>
/// <param name="total">How many there will be.</param>
/// <param name="margin">What stays white on each side.</param>
internal sealed class PdfPages(SKSize paper, SKDocument? document, int total, float margin = PdfPages.Margin)
{
    public const float Margin = 36;

    /// <summary>What the foot of a page takes.</summary>
    private const float Foot = 18;

    private SKCanvas? _canvas;

    public int Total => total;

    public int Number { get; private set; }

    public float Left => margin;

    public float Right => paper.Width - margin;

    public float Width => paper.Width - (2 * margin);

    /// <summary>Where the next thing stands.</summary>
    public float Y { get; set; }

    public float Bottom => paper.Height - margin - Foot;

    /// <summary>Where the foot's text stands.</summary>
    public float FootLine => paper.Height - margin + 4;

    public bool IsBlank => Number == 0;

    public static float WidthOf(SKSize paper) => paper.Width - (2 * Margin);

    /// <summary>Begins a page; the one before must have ended.</summary>
    public void Begin()
    {
        Number++;
        _canvas = document?.BeginPage(paper.Width, paper.Height);
        Y = margin;
    }

    public void End()
    {
        document?.EndPage();
        _canvas = null;
    }

    /// <summary>Whether so much more fits on the page.</summary>
    public bool Fits(float height) => Y + height <= Bottom;

    public void Write(PdfText text, float x, float baseline)
    {
        if (_canvas is not null && text.Words.Length > 0)
        {
            using var paint = text.Ink.Paint();
            _canvas.DrawText(text.Words, x, baseline, SKTextAlign.Left, text.Font, paint);
        }
    }

    /// <summary>A text that ends at <paramref name="x"/>.</summary>
    public void WriteBefore(PdfText text, float x, float baseline) =>
        Write(text, x - text.Font.MeasureText(text.Words), baseline);

    public void Fill(SKRect area, PdfInk ink)
    {
        if (_canvas is not null)
        {
            using var paint = ink.Paint();
            _canvas.DrawRect(area, paint);
        }
    }

    /// <summary>Fills what lies within a path, with sharp edges.</summary>
    public void Fill(SKPath shape, PdfInk ink)
    {
        if (_canvas is not null)
        {
            using var paint = ink.Paint();
            paint.IsAntialias = false;
            _canvas.DrawPath(shape, paint);
        }
    }

    /// <summary>Draws along a path; in dashes, it is a place for something.</summary>
    public void Stroke(SKPath line, PdfInk ink, float thickness = 0.7f, bool isDashed = false)
    {
        if (_canvas is not null)
        {
            using var paint = ink.Paint();
            using var dashes = isDashed ? SKPathEffect.CreateDash([2.5f, 2], 0) : null;
            paint.Style = SKPaintStyle.Stroke;
            paint.StrokeWidth = thickness;
            paint.StrokeJoin = SKStrokeJoin.Round;
            paint.PathEffect = dashes;
            _canvas.DrawPath(line, paint);
        }
    }

    /// <summary>Draws a frame.</summary>
    public void Frame(SKRect area, PdfInk ink, float thickness = 0.7f, bool isDashed = false)
    {
        using var line = new SKPath();
        line.AddRect(area);
        Stroke(line, ink, thickness, isDashed);
    }

    /// <summary>A level line from margin to margin.</summary>
    public void Rule(float y, PdfInk ink, float thickness = 0.5f) =>
        Fill(SKRect.Create(Left, y, Width, thickness), ink);
}

/// <summary>Words as they are to look.</summary>
/// <param name="Words">What is written.</param>
/// <param name="Font">In which letters.</param>
/// <param name="Ink">In which colour.</param>
internal readonly record struct PdfText(string Words, SKFont Font, PdfInk Ink);

/// <summary>A colour on paper.</summary>
/// <param name="Color">Its red, green and blue.</param>
internal readonly record struct PdfInk(uint Color)
{
    public static readonly PdfInk Black = new(0xFF1A1F1C);
    public static readonly PdfInk Pure = new(0xFF000000);
    public static readonly PdfInk Gray = new(0xFF5A635E);
    public static readonly PdfInk Green = new(0xFF0B5D3B);
    public static readonly PdfInk Red = new(0xFF9B1C1C);
    public static readonly PdfInk Hairline = new(0xFFCBD3CE);
    public static readonly PdfInk HeadFill = new(0xFFE3EDE6);
    public static readonly PdfInk TotalFill = new(0xFFF3F6F4);

    public SKPaint Paint() => new() { Color = new SKColor(Color), IsAntialias = true };
}
