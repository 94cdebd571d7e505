using Baznas.Bmd.Web.Features.Loans.GetLoan;
using Baznas.Bmd.Web.Features.Loans.GetSchedule;
using Baznas.Bmd.Web.Features.Offices.GetOffice;
using Baznas.Bmd.Web.Features.Schedules.PreviewSchedule;
using Baznas.Bmd.Web.Platform.Pages;
using Microsoft.AspNetCore.Mvc;

namespace Baznas.Bmd.Web.Features.Loans.SignAkad;

/// <summary>Records the signed akad: at first what is to be read aloud, then the day, the place and who saw it.</summary>
public sealed class SignAkadPage : BmdPage
{
    /// <summary>The loan.</summary>
    public LoanView Loan { get; private set; } = null!;

    /// <summary>Its schedule, as if it were paid out today.</summary>
    public IReadOnlyList<ScheduleRow> Schedule { get; private set; } = [];

    /// <summary>The office's name, where an akad is usually signed.</summary>
    public string OfficeName { get; private set; } = "";

    /// <summary>The office's date.</summary>
    public DateOnly OfficeToday { get; private set; }

    /// <summary>The name of a witness as it was typed.</summary>
    public string? Witness(int no) =>
        HttpContext.Request.HasFormContentType ? HttpContext.Request.Form["witnesses"].ElementAtOrDefault(no) : null;

    /// <summary>Shows the terms and the form.</summary>
    public async Task OnGet(string id)
    {
        Loan = await Ask(new GetLoan.GetLoan { Id = id });
        var schedule = await Ask(new GetSchedule.GetSchedule { LoanId = id });
        Schedule = [.. schedule.Rows.Select(row => new ScheduleRow(row.No, row.DueOn, row.Amount))];
        OfficeName = (await Ask(new GetOffice(Loan.OfficeId))).Name;
        OfficeToday = await Today(Loan.OfficeId);
    }

    /// <summary>Stores it.</summary>
    public async Task<IActionResult> OnPost(string id)
    {
        var command = Read<SignAkad>() is { } read ? read with { LoanId = id } : null;
        if (await Send(command) is (true, { } akad))
        {
            return GoTo($"/loans/{id}", "akad.done", akad.AkadNumber);
        }

        await OnGet(id);
        return Page();
    }
}
