using Baznas.Bmd.Web.Features.Loans.GetLoan;
using Baznas.Bmd.Web.Platform.Pages;

namespace Baznas.Bmd.Web.Features.Documents.ListLoanDocuments;

/// <summary>Every document of a loan, to be opened and printed.</summary>
public sealed class LoanDocumentsPage : BmdPage
{
    /// <summary>The loan.</summary>
    public LoanView Loan { get; private set; } = null!;

    /// <summary>Its documents.</summary>
    public IReadOnlyList<DocumentView> Documents { get; private set; } = [];

    /// <summary>Reads them.</summary>
    public async Task OnGet(string id)
    {
        Loan = await Ask(new GetLoan { Id = id });
        Documents = (await Ask(new ListLoanDocuments(id))).Items;
    }
}
