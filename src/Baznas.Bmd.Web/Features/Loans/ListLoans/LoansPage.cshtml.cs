using Baznas.Bmd.Web.Platform.Pages;
using Baznas.Bmd.Web.Platform.Requests;

namespace Baznas.Bmd.Web.Features.Loans.ListLoans;

/// <summary>The loans, to be searched.</summary>
public sealed class LoansPage : BmdPage
{
    /// <summary>What the address asks for.</summary>
    public ListLoans Query { get; private set; } = new();

    /// <summary>The page of the list.</summary>
    public Page<LoanListItem> Loans { get; private set; } = new() { Items = [] };

    /// <summary>Reads it.</summary>
    public async Task OnGet(LoanFilter filter)
    {
        Query = filter.ToQuery() with { Limit = ListLength };
        Loans = await Ask(Query);
    }
}
