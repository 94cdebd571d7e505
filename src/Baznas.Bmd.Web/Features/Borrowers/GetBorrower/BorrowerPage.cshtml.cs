using Baznas.Bmd.Domain.Loans;
using Baznas.Bmd.Web.Features.Applications;
using Baznas.Bmd.Web.Features.Applications.ListApplications;
using Baznas.Bmd.Web.Features.Borrowers.GetDeposit;
using Baznas.Bmd.Web.Features.Impact;
using Baznas.Bmd.Web.Features.Impact.ListImpactSurveys;
using Baznas.Bmd.Web.Features.Loans.ListLoans;
using Baznas.Bmd.Web.Platform.Pages;

namespace Baznas.Bmd.Web.Features.Borrowers.GetBorrower;

/// <summary>A borrower: who it is, what runs, and what can be done next.</summary>
public sealed class BorrowerPage : BmdPage
{
    /// <summary>Who it is.</summary>
    public BorrowerView Borrower { get; private set; } = null!;

    /// <summary>Their loans, newest first.</summary>
    public IReadOnlyList<LoanListItem> Loans { get; private set; } = [];

    /// <summary>Their applications that have not become a loan.</summary>
    public IReadOnlyList<ApplicationView> Applications { get; private set; } = [];

    /// <summary>What is held for them.</summary>
    public DepositView Deposit { get; private set; } = null!;

    /// <summary>How often they were asked how they stand, the newest day first; what they answered is not among it.</summary>
    public IReadOnlyList<ImpactSurveyView> Surveys { get; private set; } = [];

    /// <summary>What they owe on all loans.</summary>
    public Rupiah Outstanding => Loans.Sum(loan => loan.Outstanding);

    /// <summary>Whether a loan runs, or will as soon as it is paid out; most products allow no second one.</summary>
    public bool HasLoan =>
        Loans.Any(loan => loan.Status is LoanStatus.Approved or LoanStatus.Signed or LoanStatus.Active);

    /// <summary>The application that is on its way.</summary>
    public ApplicationView? Open =>
        Applications.FirstOrDefault(application =>
            application.Status is ApplicationStatus.Draft or ApplicationStatus.Submitted or ApplicationStatus.Surveyed
        );

    /// <summary>Reads it.</summary>
    public async Task OnGet(string id)
    {
        Borrower = await Ask(new GetBorrower(id));
        Loans = (await Ask(new ListLoans { BorrowerId = id })).Items;
        Applications =
        [
            .. (await Ask(new ListApplications { BorrowerId = id })).Items.Where(application =>
                application.LoanId is null
            ),
        ];
        Deposit = await Ask(new GetDeposit.GetDeposit(id));
        Surveys = (await Ask(new ListImpactSurveys(id))).Items;
    }
}
