using Baznas.Bmd.Web.Features.Reports.Files;
using Baznas.Bmd.Web.Platform.Pages;
using SkiaSharp;

namespace Baznas.Bmd.Web.Features.Documents.Drawing;

/// <summary>
/// Writes a paper from top to bottom, page after page: each thing goes beneath the one before, and on the next page when
/// it does not fit.
/// </summary>
internal sealed class PaperPen : IDisposable
{
    private readonly string _foot;

    /// <summary>Begins with the first page.</summary>
    /// <param name="pages">Where it writes.</param>
    /// <param name="format">What sort of sheets they are.</param>
    /// <param name="foot">What stands at the foot of each.</param>
    public PaperPen(PdfPages pages, PaperFormat format, string foot)
    {
        (Pages, Format, _foot) = (pages, format, foot);
        Plain = PdfFonts.Of(format.Letter);
        Bold = PdfFonts.Of(format.Letter, isBold: true);
        Small = PdfFonts.Of(SmallLetter);
        SmallBold = PdfFonts.Of(SmallLetter, isBold: true);
        Pages.Begin();
    }

    public PdfPages Pages { get; }

    public PaperFormat Format { get; }

    public SKFont Plain { get; }

    public SKFont Bold { get; }

    public SKFont Small { get; }

    public SKFont SmallBold { get; }

    public float LineHeight => Format.Letter * Format.Spacing;

    /// <summary>What is less important; printers of rolls know only black.</summary>
    public PdfInk Quiet => Format.IsRoll ? PdfInk.Black : PdfInk.Gray;

    private float SmallLetter => Format.IsRoll ? Format.Letter - 1 : Format.Letter - 1.5f;

    /// <summary>Leaves something white.</summary>
    public void Space(float height) => Pages.Y += Format.IsRoll ? height * 0.6f : height;

    /// <summary>Goes on on a new page.</summary>
    public void NextPage()
    {
        End();
        Pages.Begin();
    }

    /// <summary>What so much of the page is left for stays together; a roll has no end.</summary>
    public void Keep(float height)
    {
        if (!Fits(height))
        {
            NextPage();
        }
    }

    /// <summary>Whether so much more fits on the page.</summary>
    public bool Fits(float height) => Format.IsRoll || Pages.Fits(height);

    /// <summary>Ends the page: its foot says which it is, and of how many.</summary>
    public void End()
    {
        var number = $"Halaman {PageText.Number(Pages.Number)} dari {PageText.Number(Math.Max(1, Pages.Total))}";
        if (Format.IsRoll)
        {
            Centered(number, Small, Quiet);
            Pages.End();
            return;
        }

        Pages.Rule(Pages.FootLine - 11, PdfInk.Hairline);
        Pages.Write(new PdfText(_foot, Small, PdfInk.Gray), Pages.Left, Pages.FootLine);
        Pages.WriteBefore(new PdfText(number, Small, PdfInk.Gray), Pages.Right, Pages.FootLine);
        Pages.End();
    }

    /// <summary>A paragraph.</summary>
    public void Paragraph(string text) => Lines(text, Plain, (Pages.Left, Pages.Width));

    /// <summary>A paragraph that must not be overlooked.</summary>
    public void Strong(string text) => Lines(text, Bold, (Pages.Left, Pages.Width));

    /// <summary>A paragraph of what need not be read.</summary>
    public void Note(string text) => Lines(text, Small, (Pages.Left, Pages.Width), Quiet);

    /// <summary>A heading within the text.</summary>
    public void Heading(string text)
    {
        Keep(3 * LineHeight);
        Lines(text, Bold, (Pages.Left, Pages.Width), PdfInk.Green);
        Space(1);
    }

    /// <summary>A numbered paragraph, its text beside its number.</summary>
    public void Clause(int no, string text)
    {
        const float indent = 18;
        Keep(2 * LineHeight);
        Pages.Write(new PdfText($"{no}.", Plain, PdfInk.Black), Pages.Left, Pages.Y + Format.Letter);
        Lines(text, Plain, (Pages.Left + indent, Pages.Width - indent));
        Space(3);
    }

    /// <summary>Lines in the middle.</summary>
    public void Centered(string text, SKFont font, PdfInk ink)
    {
        foreach (var line in PdfLines.Of(text, font, Pages.Width, int.MaxValue))
        {
            Keep(font.Size * Format.Spacing);
            var left = Pages.Left + ((Pages.Width - font.MeasureText(line)) / 2);
            Pages.Write(new PdfText(line, font, ink), left, Pages.Y + font.Size);
            Pages.Y += font.Size * Format.Spacing;
        }
    }

    /// <summary>The paper's name, and what it is known by.</summary>
    public void Title(string title, params string[] lines)
    {
        using var large = PdfFonts.Of(Format.Letter * 1.45f, isBold: true);
        Centered(title.ToUpperInvariant(), large, PdfInk.Black);
        foreach (var line in lines)
        {
            Centered(line, Plain, Quiet);
        }

        Space(8);
    }

    /// <summary>Names on the left and what they are on the right.</summary>
    public void Facts(params (string Name, string? Value)[] facts)
    {
        var named = facts.Where(fact => !string.IsNullOrEmpty(fact.Value)).ToList();
        var share =
            Format.IsRoll ? 0.38f
            : Format.IsLarge ? 0.26f
            : 0.3f;
        var (first, second) = (Pages.Width * share, Pages.Width * (1 - share));
        foreach (var (name, value) in named)
        {
            var names = PdfLines.Of(name, Plain, first - 4);
            var values = PdfLines.Of(value!, Bold, second, int.MaxValue);
            Keep(Math.Max(names.Count, values.Count) * LineHeight);
            var top = Pages.Y;
            Lines(names, Plain, Pages.Left, Quiet);
            var beneathNames = Pages.Y;
            Pages.Y = top;
            Lines(values, Bold, Pages.Left + first, PdfInk.Black);
            Pages.Y = Math.Max(Pages.Y, beneathNames);
        }

        Space(5);
    }

    /// <summary>An amount in figures and in words.</summary>
    public void Sum(Rupiah amount)
    {
        using var large = PdfFonts.Of(Format.Letter * 1.9f, isBold: true);
        const float padding = 7;
        var words = PdfLines.Of(PaperWords.InWords(amount), Plain, Pages.Width - (2 * padding));
        var height = (large.Size * 1.25f) + (words.Count * LineHeight) + (1.6f * padding);
        Keep(height);
        Area(height, PdfInk.HeadFill);
        var top = Pages.Y;
        Pages.Y += padding;
        Pages.Write(
            new PdfText(PageText.Money(amount), large, PdfInk.Black),
            Pages.Left + padding,
            Pages.Y + large.Size
        );
        Pages.Y += large.Size * 1.3f;
        Lines(words, Plain, Pages.Left + padding, PdfInk.Black);
        Pages.Y = top + height;
        Space(8);
    }

    /// <summary>An area of so much height on which something stands; a frame on a roll.</summary>
    public void Area(float height, PdfInk fill)
    {
        var area = SKRect.Create(Pages.Left, Pages.Y, Pages.Width, height);
        if (Format.IsRoll)
        {
            Pages.Frame(area, PdfInk.Black);
        }
        else
        {
            Pages.Fill(area, fill);
        }
    }

    /// <summary>What matters most, in a frame.</summary>
    public void Framed(string title, string text, PdfInk ink)
    {
        const float padding = 8;
        var lines = PdfLines.Of(text, Plain, Pages.Width - (2 * padding), int.MaxValue);
        var heads = PdfLines.Of(title, Bold, Pages.Width - (2 * padding), int.MaxValue);
        var height = ((lines.Count + heads.Count) * LineHeight) + (2 * padding) - 3;
        Keep(height);
        var top = Pages.Y;
        ink = Format.IsRoll ? PdfInk.Black : ink;
        Pages.Frame(SKRect.Create(Pages.Left, top, Pages.Width, height), ink, 1.2f);
        Pages.Y += padding;
        Lines(heads, Bold, Pages.Left + padding, ink);
        Lines(lines, Plain, Pages.Left + padding, PdfInk.Black);
        Pages.Y = top + height;
        Space(9);
    }

    /// <summary>A text in a column, line by line, over as many pages as it needs.</summary>
    public void Lines(string text, SKFont font, (float Left, float Width) column, PdfInk? ink = null)
    {
        foreach (var line in PdfLines.Of(text, font, column.Width, int.MaxValue))
        {
            Keep(font.Size * Format.Spacing);
            Lines([line], font, column.Left, ink ?? PdfInk.Black);
        }
    }

    public void Dispose()
    {
        Plain.Dispose();
        Bold.Dispose();
        Small.Dispose();
        SmallBold.Dispose();
    }

    private void Lines(IReadOnlyList<string> lines, SKFont font, float left, PdfInk ink)
    {
        foreach (var line in lines)
        {
            Pages.Write(new PdfText(line, font, ink), left, Pages.Y + font.Size);
            Pages.Y += font.Size * Format.Spacing;
        }
    }
}
