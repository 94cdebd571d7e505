using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using MediatR;

namespace Baznas.Bmd.Web.Features.Documents.ListLoanDocuments;

/// <summary>Every document that a loan has, in the order of its life; each can be had as PDF where its path says.</summary>
/// <param name="LoanId">The loan.</param>
[AllowedToStaff]
public sealed record ListLoanDocuments(string LoanId) : IQuery<Page<DocumentView>>, IApiEndpoint
{
    Subject IRead.Subject => Subject.Loan(LoanId);

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Get<ListLoanDocuments, Page<DocumentView>>(
            "/loans/{id}/documents",
            (string id) => new ListLoanDocuments(id)
        );
}

/// <summary>Reads them.</summary>
public sealed class ListLoanDocumentsHandler(PaperSources papers)
    : IRequestHandler<ListLoanDocuments, Result<Page<DocumentView>>>
{
    /// <inheritdoc/>
    public async Task<Result<Page<DocumentView>>> Handle(
        ListLoanDocuments request,
        CancellationToken cancellationToken
    ) => new Page<DocumentView> { Items = await papers.OfLoan(request.LoanId, cancellationToken) };
}
