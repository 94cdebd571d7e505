using Baznas.Bmd.Web.Features.Documents.CheckDocument;
using Baznas.Bmd.Web.Features.Documents.Drawing;
using Baznas.Bmd.Web.Features.Reports.Files;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using MediatR;

namespace Baznas.Bmd.Web.Features.Documents.GetDocument;

/// <summary>A document as PDF, ready to print. Borrowers get those of their own loans.</summary>
[AllowedToAllSignedIn]
public sealed record GetDocument : IQuery<DocumentFile>, IApiEndpoint
{
    /// <summary>Its kind, which also says of what the id is.</summary>
    public required DocumentKind Kind { get; init; }

    /// <summary>Of what it is.</summary>
    public required string Id { get; init; }

    /// <summary>Of an instalment card: the version of the schedule; the last one when left out.</summary>
    public int? Version { get; init; }

    /// <summary>Of a statement: the day it ends with; today when left out.</summary>
    public DateOnly? AsOf { get; init; }

    /// <summary>Of a statement: how many of the loan's entries it covers, in the order they were booked; all when left out.</summary>
    public int? Entries { get; init; }

    /// <summary>On which sheets; the usual ones of its kind when left out.</summary>
    public PaperSize? Paper { get; init; }

    // Whose it is, is known once it is found.
    Subject IRead.Subject => Subject.None;

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Get<GetDocument, DocumentFile>(
            "/documents/{kind}/{id}",
            (
                EnumValue<DocumentKind> kind,
                string id,
                EnumValue<PaperSize>? paper,
                int? version,
                DateOnly? asOf,
                int? entries
            ) =>
                new GetDocument
                {
                    Kind = kind.Value,
                    Id = id,
                    Version = version,
                    AsOf = asOf,
                    Entries = entries,
                    Paper = paper?.Value,
                }
        );
}

/// <summary>A document to be shown, and printed from there.</summary>
/// <param name="number">The document's number.</param>
/// <param name="content">The bytes.</param>
public sealed class DocumentFile(string number, byte[] content) : IFile
{
    /// <inheritdoc/>
    public byte[] Content => content;

    /// <inheritdoc/>
    public string ContentType => PdfFile.MediaType;

    /// <inheritdoc/>
    public string? Name => null;

    /// <inheritdoc/>
    public string ShownAs => $"{number}.pdf";
}

/// <summary>Finds it, and draws it.</summary>
public sealed class GetDocumentHandler(
    CallContext context,
    PaperSources papers,
    CheckCodes codes,
    IConfiguration configuration
) : IRequestHandler<GetDocument, Result<DocumentFile>>
{
    /// <inheritdoc/>
    public async Task<Result<DocumentFile>> Handle(GetDocument request, CancellationToken cancellationToken)
    {
        var reference = new DocumentReference(request.Kind, request.Id)
        {
            Version = request.Version,
            AsOf = request.AsOf,
            Entries = request.Entries,
        };
        if (await papers.Find(reference, cancellationToken) is not { } paper || !MaySee(paper))
        {
            return DocumentErrors.NotFound;
        }

        var size = request.Paper ?? paper.Sizes[0];
        return paper.Sizes.Contains(size)
            ? new DocumentFile(paper.Number, PaperFile.Of(paper, size, MarkOf(paper.Number)))
            : DocumentErrors.WrongPaper;
    }

    // Who is there as a borrower alone, and is none, sees nobody's.
    private bool MaySee(Paper paper) =>
        context.Caller!.BorrowerId is { } borrower
            ? paper.BorrowerId == borrower
            : AllowedAttribute.Staff.Any(context.Caller.Roles.Contains) && context.Caller.MaySee(paper.OfficeId);

    private PaperCheckMark MarkOf(string number)
    {
        var code = codes.Of(number);
        var address = configuration["Bmd:PublicAddress"]?.TrimEnd('/');
        return new PaperCheckMark(number, code, $"/check/{number}/{code}", address is { Length: > 0 } ? address : null);
    }
}
