using Baznas.Bmd.Web.Platform.Pages;

namespace Baznas.Bmd.Web.Features.My.GetMyLoan;

/// <summary>The whole schedule of a borrower's loan, and what was paid.</summary>
public sealed class MyLoanPage : BmdPage
{
    /// <inheritdoc/>
    protected override bool IsForBorrowers => true;

    /// <summary>What it shows.</summary>
    public MyLoanDetails Details { get; private set; } = null!;

    /// <summary>Reads it.</summary>
    public async Task OnGet(string id) => Details = await Ask(new GetMyLoan(id));
}
