using Baznas.Bmd.Domain.Loans;
using Baznas.Bmd.Web.Features.Access.NamePeople;
using Baznas.Bmd.Web.Features.Applications;
using Baznas.Bmd.Web.Features.Loans.GetLoan;
using Baznas.Bmd.Web.Features.Loans.GetTranches;
using Baznas.Bmd.Web.Platform.Pages;
using Baznas.Bmd.Web.Platform.Texts;
using Microsoft.AspNetCore.Mvc;

namespace Baznas.Bmd.Web.Features.Loans.DecideTranche;

/// <summary>One tranche of a loan: how it stands, and letting it be paid out, hold it or cancel it.</summary>
public sealed class DecideTranchePage : BmdPage
{
    /// <summary>The loan as it stands.</summary>
    public LoanView Loan { get; private set; } = null!;

    /// <summary>All tranches of the loan.</summary>
    public IReadOnlyList<TrancheView> Tranches { get; private set; } = [];

    /// <summary>The one looked at.</summary>
    public TrancheView Tranche { get; private set; } = null!;

    /// <summary>Who decided.</summary>
    public PeopleView People { get; private set; } = new([]);

    /// <summary>What can still be decided about it.</summary>
    public IReadOnlyList<TrancheVerdict> Verdicts =>
        May<DecideTranche>()
        && Tranche.Status is not (TrancheStatus.Paid or TrancheStatus.Cancelled)
        && Loan.Status is not (LoanStatus.Cancelled or LoanStatus.WrittenOff or LoanStatus.Forgiven)
        && Tranche.No > 1
            ? [.. Enum.GetValues<TrancheVerdict>().Where(IsChange)]
            : [];

    /// <summary>Why this person can't approve it; null when they can.</summary>
    public string? Refused =>
        ApplicationErrors.RefusesApprover(Caller, Tranche.Amount, (false, false)) is { } error
            ? Messages.Of(error)
            : null;

    /// <summary>Shows it.</summary>
    public async Task OnGet(string id, int no)
    {
        Loan = await Ask(new GetLoan.GetLoan { Id = id });
        Tranches = (await Ask(new GetTranches.GetTranches(id))).Items;
        Tranche = Tranches.FirstOrDefault(one => one.No == no) ?? throw new RefusedException(TrancheErrors.NotFound);
        People = await Ask(new NamePeople { Ids = [.. Tranche.Decisions.Select(decision => decision.DecidedBy)] });
    }

    /// <summary>Decides.</summary>
    public async Task<IActionResult> OnPost(string id, int no)
    {
        var command = Read<DecideTranche>() is { } read ? read with { LoanId = id, No = no } : null;
        if (await Send(command) is (true, { } decided))
        {
            return GoTo($"/loans/{id}/tranches/{no}", $"tranche.done.{EnumText.Of(decided.Status)}");
        }

        await OnGet(id, no);
        return Page();
    }

    private bool IsChange(TrancheVerdict verdict) =>
        (verdict, Tranche.Status)
            is not ((TrancheVerdict.Approve, TrancheStatus.Approved) or (TrancheVerdict.Hold, TrancheStatus.Held));
}
