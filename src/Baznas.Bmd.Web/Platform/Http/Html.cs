using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Baznas.Bmd.Web.Platform.Http;

/// <summary>
/// A piece of HTML. It is written as an interpolated string whose holes are encoded, so that a name can never become
/// markup; only another piece of HTML stands as it is.
/// </summary>
public sealed class Html
{
    private readonly string _text;

    private Html(string text) => _text = text;

    /// <summary>The piece that <paramref name="text"/> writes.</summary>
    public static Html Of(Writer text) => new(text.ToString());

    /// <summary>One piece after the other.</summary>
    public static Html Join(IEnumerable<Html> pieces) => new(string.Concat(pieces.Select(piece => piece._text)));

    /// <inheritdoc/>
    public override string ToString() => _text;

    /// <summary>Writes an interpolated string, encoding what stands in its holes.</summary>
    [InterpolatedStringHandler]
    public readonly ref struct Writer
    {
        private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

        private readonly StringBuilder _text;

        /// <summary>Called by the compiler.</summary>
        public Writer(int literalLength, int formattedCount) =>
            _text = new StringBuilder(literalLength + (formattedCount * 16));

        /// <summary>What the programmer wrote.</summary>
        public void AppendLiteral(string literal) => _text.Append(literal);

        /// <summary>HTML already.</summary>
        public void AppendFormatted(Html? html) => _text.Append(html?._text);

        /// <summary>Anything else, encoded.</summary>
        public void AppendFormatted<T>(T value) => _text.Append(Encoder.Encode(value?.ToString() ?? ""));

        /// <inheritdoc/>
        public override string ToString() => _text.ToString();
    }
}

/// <summary>A page by itself, to be looked at and printed: no script, and its one style block is all it may use.</summary>
public sealed class HtmlPage : IFile
{
    /// <summary>The media type.</summary>
    public const string MediaType = "text/html";

    private HtmlPage(string style, string text) =>
        (ContentSecurityPolicy, Content) = (
            $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style)))}'; "
                + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
            Encoding.UTF8.GetBytes(text)
        );

    /// <summary>What a browser may load for it: nothing but its own style.</summary>
    public string ContentSecurityPolicy { get; }

    /// <inheritdoc/>
    public byte[] Content { get; }

    /// <inheritdoc/>
    public string ContentType => MediaType + "; charset=utf-8";

    /// <inheritdoc/>
    public string? Name => null;

    /// <summary>Puts a page together.</summary>
    /// <param name="language">Of its text.</param>
    /// <param name="title">The window's title.</param>
    /// <param name="style">The style sheet: the programmer's words alone, for it is not encoded.</param>
    /// <param name="body">What is shown.</param>
    public static HtmlPage Of(string language, string title, string style, Html body)
    {
        var head = Html.Of(
            $"""<!DOCTYPE html><html lang="{language}"><head><meta charset="utf-8"><title>{title}</title><style>"""
        );
        return new HtmlPage(style, $"{head}{style}</style></head><body>{body}</body></html>\n");
    }
}
