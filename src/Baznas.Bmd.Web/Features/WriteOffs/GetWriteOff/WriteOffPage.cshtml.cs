using Baznas.Bmd.Domain.Loans;
using Baznas.Bmd.Web.Features.Access.NamePeople;
using Baznas.Bmd.Web.Features.Loans.GetLoan;
using Baznas.Bmd.Web.Features.WriteOffs.DecideWriteOff;
using Baznas.Bmd.Web.Platform.Pages;
using Microsoft.AspNetCore.Mvc;

namespace Baznas.Bmd.Web.Features.WriteOffs.GetWriteOff;

/// <summary>A request to write a debt off or to forgive it, and what two approvers say to it.</summary>
public sealed class WriteOffPage : BmdPage
{
    /// <summary>The request.</summary>
    public WriteOffView Asked { get; private set; } = null!;

    /// <summary>The loan as it stands.</summary>
    public LoanView Loan { get; private set; } = null!;

    /// <summary>Who asked and who spoke.</summary>
    public PeopleView People { get; private set; } = new([]);

    /// <summary>What was filled in.</summary>
    public DecideWriteOff.DecideWriteOff? Command { get; private set; }

    /// <summary>What it would become.</summary>
    public WriteOffView? Would => Rehearsed as WriteOffView;

    /// <summary>Why this person has no voice; null when they have.</summary>
    public string? Reason =>
        Asked.Status != WriteOffStatus.Pending ? null
        : !May<DecideWriteOff.DecideWriteOff>() ? "request.waits"
        : Asked.RequestedBy == Caller.UserId ? "request.own"
        : Asked.Decisions.Any(decision => decision.DecidedBy == Caller.UserId) ? "write_off.spoken"
        : null;

    /// <summary>Shows it.</summary>
    public async Task OnGet(string id)
    {
        Asked = await Ask(new GetWriteOff(id));
        Loan = await Ask(new GetLoan { Id = Asked.LoanId });
        People = await Ask(
            new NamePeople { Ids = [Asked.RequestedBy, .. Asked.Decisions.Select(decision => decision.DecidedBy)] }
        );
    }

    /// <summary>Shows what the voice would do, and stores it when it is confirmed.</summary>
    public async Task<IActionResult> OnPost(string id)
    {
        Command = Read<DecideWriteOff.DecideWriteOff>() is { } read ? read with { WriteOffId = id } : null;
        if (await SendConfirmed(Command) is (true, { } decided))
        {
            return GoTo($"/write-offs/{id}", $"write_off.done.{EnumText.Of(decided.Status)}");
        }

        await OnGet(id);
        return Page();
    }
}
