using SkiaSharp;

namespace Baznas.Bmd.Web.Features.Reports.Files;

/// <summary>The program's own fonts, so that paper looks the same whatever a machine has.</summary>
internal static class PdfFonts
{
    private static readonly SKTypeface Regular = Load("NotoSans-Regular.ttf");

    private static readonly SKTypeface Bold = Load("NotoSans-Bold.ttf");

    /// <summary>A font of a size in points.</summary>
    public static SKFont Of(float size, bool isBold = false) =>
        new(isBold ? Bold : Regular, size)
        {
            Subpixel = true,
            Hinting = SKFontHinting.None,
            LinearMetrics = true,
        };

    private static SKTypeface Load(string name)
    {
        using var stream =
            typeof(PdfFonts).Assembly.GetManifestResourceStream($"Baznas.Bmd.Web.Resources.Fonts.{name}")
            ?? throw new InvalidOperationException($"The program lacks its font {name}.");
        using var data = SKData.Create(stream);
        return SKTypeface.FromData(data);
    }
}

/// <summary>Breaks texts into lines.</summary>
internal static class PdfLines
{
    /// <summary>No cell is higher; a report is no place for a story.</summary>
    private const int MostLines = 12;

    /// <summary>The lines of a text: broken at spaces, and within words that are too long.</summary>
    /// <param name="text">The text.</param>
    /// <param name="font">In which letters.</param>
    /// <param name="width">How wide a line may be.</param>
    /// <param name="most">How many lines there may be; what comes after them is left out, and shown to be.</param>
    public static IReadOnlyList<string> Of(string text, SKFont font, float width, int most = MostLines)
    {
        if (text.Length == 0 || font.MeasureText(text) <= width)
        {
            return [text];
        }

        var lines = new List<string>();
        var line = "";
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var longer = line.Length == 0 ? word : $"{line} {word}";
            if (font.MeasureText(longer) <= width)
            {
                line = longer;
                continue;
            }

            if (line.Length > 0)
            {
                lines.Add(line);
            }

            line = AddPieces(lines, word, font, width);
        }

        lines.Add(line);
        return lines.Count <= most ? lines : [.. lines.Take(most - 1), $"{lines[most - 1]} …"];
    }

    /// <summary>The width of the longest word.</summary>
    public static float LongestWord(string text, SKFont font) =>
        text.Split(' ').Select(word => font.MeasureText(word)).DefaultIfEmpty().Max();

    // What is left of the word goes on with the next one.
    private static string AddPieces(List<string> lines, string word, SKFont font, float width)
    {
        var rest = word;
        while (rest.Length > 1 && font.MeasureText(rest) > width)
        {
            var fitting = Math.Max(1, (int)font.BreakText(rest, width));
            // A letter of two parts stays whole.
            if (fitting < rest.Length && char.IsLowSurrogate(rest[fitting]))
            {
                fitting++;
            }

            lines.Add(rest[..fitting]);
            rest = rest[fitting..];
        }

        return rest;
    }
}
