using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Pages;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;

namespace Baznas.Bmd.Web.Features.Documents.GetDocument;

/// <summary>Shows a document in the browser.</summary>
public sealed class DocumentPage : BmdPage
{
    /// <summary>Lets a browser's own viewer style itself; nothing of it runs, and nothing is loaded.</summary>
    private const string ForViewers =
        "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'";

    /// <inheritdoc/>
    protected override bool IsForBorrowers => true;

    /// <summary>Which version of a schedule, of an instalment card.</summary>
    [BindProperty(SupportsGet = true)]
    public int? Version { get; set; }

    /// <summary>The day that a statement ends with.</summary>
    [BindProperty(SupportsGet = true)]
    public DateOnly? AsOf { get; set; }

    /// <summary>How many entries a statement covers.</summary>
    [BindProperty(SupportsGet = true)]
    public int? Entries { get; set; }

    /// <summary>Answers with the PDF.</summary>
    public async Task<IActionResult> OnGet(string kind, string id, string? paper)
    {
        if (
            !ModelState.IsValid
            || !EnumValue<DocumentKind>.TryParse(kind, out var named)
            || !Is<PaperSize>(paper, out var size)
        )
        {
            throw new RefusedException(DocumentErrors.NotFound);
        }

        var file = await Ask(
            new GetDocument
            {
                Kind = named.Value,
                Id = id,
                Version = Version,
                AsOf = AsOf,
                Entries = Entries,
                Paper = size,
            }
        );
        Response.Headers.ContentSecurityPolicy = ForViewers;
        Response.Headers.ContentDisposition = new ContentDispositionHeaderValue("inline")
        {
            FileName = file.ShownAs,
        }.ToString();
        return File(file.Content, file.ContentType);
    }

    private static bool Is<T>(string? text, out T? value)
        where T : struct, Enum
    {
        value = EnumValue<T>.TryParse(text, out var named) ? named.Value : null;
        return text is null || value is not null;
    }
}
