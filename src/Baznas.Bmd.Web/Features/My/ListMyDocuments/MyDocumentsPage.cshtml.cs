using Baznas.Bmd.Web.Features.Documents;
using Baznas.Bmd.Web.Platform.Pages;

namespace Baznas.Bmd.Web.Features.My.ListMyDocuments;

/// <summary>The papers of a borrower's loan, newest first.</summary>
public sealed class MyDocumentsPage : BmdPage
{
    /// <inheritdoc/>
    protected override bool IsForBorrowers => true;

    /// <summary>The loan.</summary>
    public string LoanId { get; private set; } = "";

    /// <summary>Its papers.</summary>
    public IReadOnlyList<DocumentView> Documents { get; private set; } = [];

    /// <summary>Reads them.</summary>
    public async Task OnGet(string id)
    {
        LoanId = id;
        Documents = [.. (await Ask(new ListMyDocuments(id))).Items.Reverse()];
    }
}
