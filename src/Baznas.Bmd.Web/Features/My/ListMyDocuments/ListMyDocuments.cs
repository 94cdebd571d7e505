using Baznas.Bmd.Web.Features.Documents;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using MediatR;

namespace Baznas.Bmd.Web.Features.My.ListMyDocuments;

/// <summary>Every document of a loan of the borrower who asks.</summary>
/// <param name="LoanId">The loan.</param>
[Allowed(Role.Borrower)]
public sealed record ListMyDocuments(string LoanId) : IQuery<Page<DocumentView>>, IApiEndpoint
{
    Subject IRead.Subject => Subject.None;

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Get<ListMyDocuments, Page<DocumentView>>(
            "/my/loans/{id}/documents",
            (string id) => new ListMyDocuments(id)
        );
}

/// <summary>Reads them.</summary>
public sealed class ListMyDocumentsHandler(OwnLoans loans, PaperSources papers)
    : IRequestHandler<ListMyDocuments, Result<Page<DocumentView>>>
{
    /// <inheritdoc/>
    public async Task<Result<Page<DocumentView>>> Handle(ListMyDocuments request, CancellationToken cancellationToken)
    {
        var own = await loans.List(cancellationToken);
        if (own.IsRefused(out var error))
        {
            return error;
        }

        return own.Value.Any(loan => loan.Id == request.LoanId)
            ? new Page<DocumentView> { Items = await papers.OfLoan(request.LoanId, cancellationToken) }
            : SubjectOffices.NotFound(SubjectKind.Loan);
    }
}
