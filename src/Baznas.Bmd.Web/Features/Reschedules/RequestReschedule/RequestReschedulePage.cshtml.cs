using Baznas.Bmd.Web.Features.Loans.GetLoan;
using Baznas.Bmd.Web.Features.Loans.GetSchedule;
using Baznas.Bmd.Web.Platform.Pages;
using Microsoft.AspNetCore.Mvc;

namespace Baznas.Bmd.Web.Features.Reschedules.RequestReschedule;

/// <summary>Asks for a new schedule: few fields, then the old and the new one side by side before it is sent.</summary>
public sealed class RequestReschedulePage : BmdPage
{
    /// <summary>The loan as it stands.</summary>
    public LoanView Loan { get; private set; } = null!;

    /// <summary>The schedule as it stands.</summary>
    public LoanScheduleView Schedule { get; private set; } = null!;

    /// <summary>The office's date.</summary>
    public DateOnly OfficeToday { get; private set; }

    /// <summary>What was filled in.</summary>
    public RequestReschedule? Command { get; private set; }

    /// <summary>What would be asked for, with the new instalments.</summary>
    public RescheduleView? Would => Rehearsed as RescheduleView;

    /// <summary>How many instalments are not fully paid; as many are proposed.</summary>
    public int Unpaid => Schedule.Rows.Count(row => row.Outstanding.IsPositive);

    /// <summary>Shows the form.</summary>
    public async Task OnGet(string id)
    {
        Loan = await Ask(new GetLoan { Id = id });
        Schedule = await Ask(new GetSchedule { LoanId = id });
        OfficeToday = Loan.AsOf;
    }

    /// <summary>Shows what would become of it, and sends the request when it is confirmed.</summary>
    public async Task<IActionResult> OnPost(string id)
    {
        Command = Read<RequestReschedule>() is { } read ? Asked(read with { LoanId = id }) : null;
        if (await SendConfirmed(Command) is (true, { } asked))
        {
            return GoTo($"/reschedules/{asked.Id}", "reschedule.asked");
        }

        await OnGet(id);
        return Page();
    }

    // The count that the page proposed is not meant when the dates are kept.
    private static RequestReschedule Asked(RequestReschedule read) =>
        read.KeepDates ? read with { Installments = null, FirstDueOn = null } : read;
}
