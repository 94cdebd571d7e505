using Baznas.Bmd.Web.Features.Loans.GetLoan;
using Baznas.Bmd.Web.Features.Offices;
using Baznas.Bmd.Web.Features.Offices.GetOffice;
using Baznas.Bmd.Web.Platform.Pages;

namespace Baznas.Bmd.Web.Features.Loans.GetSchedule;

/// <summary>A loan's instalments on paper: for the borrower's folder, to be signed.</summary>
public sealed class SchedulePage : BmdPage
{
    /// <summary>The loan.</summary>
    public LoanView Loan { get; private set; } = null!;

    /// <summary>Whose paper it is.</summary>
    public OfficeView Office { get; private set; } = null!;

    /// <summary>The instalments.</summary>
    public LoanScheduleView Schedule { get; private set; } = null!;

    /// <summary>Reads it as it stands, or stood on a day.</summary>
    public async Task OnGet(string id, DateOnly? asOf)
    {
        Loan = await Ask(new GetLoan.GetLoan { Id = id, AsOf = asOf });
        Office = await Ask(new GetOffice(Loan.OfficeId));
        Schedule = await Ask(new GetSchedule { LoanId = id, AsOf = asOf });
    }
}
