using Baznas.Bmd.Web.Features.Loans.GetLoan;
using Baznas.Bmd.Web.Platform.Pages;
using Baznas.Bmd.Web.Platform.Requests;
using Microsoft.AspNetCore.Mvc;

namespace Baznas.Bmd.Web.Features.Disputes.ResolveDispute;

/// <summary>Writes down what came of a dispute.</summary>
public sealed class ResolveDisputePage : BmdPage
{
    /// <summary>The loan.</summary>
    public LoanView Loan { get; private set; } = null!;

    /// <summary>The dispute.</summary>
    public DisputeView Dispute { get; private set; } = null!;

    /// <summary>Shows what is disputed.</summary>
    public async Task OnGet(string id, string disputeId)
    {
        OnlyFor<ResolveDispute>();
        Loan = await Ask(new GetLoan { Id = id });
        Dispute =
            (await Ask(new ListDisputes.ListDisputes(id))).Items.FirstOrDefault(each => each.Id == disputeId)
            ?? throw new RefusedException(SubjectOffices.NotFound(SubjectKind.Dispute));
    }

    /// <summary>Stores what came of it.</summary>
    public async Task<IActionResult> OnPost(string id, string disputeId)
    {
        var command = Read<ResolveDispute>() is { } read ? read with { DisputeId = disputeId } : null;
        if (await Send(command) is (true, _))
        {
            return GoTo($"/loans/{id}", "dispute.resolved.done");
        }

        await OnGet(id, disputeId);
        return Page();
    }
}
