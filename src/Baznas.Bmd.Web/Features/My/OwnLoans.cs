using Baznas.Bmd.Domain.Loans;
using Baznas.Bmd.Web.Features.Loans.GetLoan;
using Baznas.Bmd.Web.Features.Loans.ListLoans;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Requests;
using MediatR;

namespace Baznas.Bmd.Web.Features.My;

/// <summary>
/// The loans of the borrower who asks, read by the rules that the staff's queries follow. Whose they are comes from the
/// sign-in alone, never from a request.
/// </summary>
public sealed class OwnLoans(
    CallContext context,
    IRequestHandler<ListLoans, Result<Page<LoanListItem>>> list,
    IRequestHandler<GetLoan, Result<LoanView>> one
)
{
    /// <summary>Refuses whoever is no borrower.</summary>
    public Result<string> BorrowerId =>
        context.Caller!.BorrowerId is { } id ? id : SubjectOffices.NotFound(SubjectKind.Borrower);

    /// <summary>All of them in short, newest first; granted ones that came to nothing left out.</summary>
    public async Task<Result<IReadOnlyList<LoanListItem>>> List(CancellationToken ct)
    {
        if (BorrowerId.IsRefused(out var error))
        {
            return error;
        }

        var page = await list.Handle(new ListLoans { BorrowerId = BorrowerId.Value, Limit = PageRequest.MaxLimit }, ct);
        return page.Then<IReadOnlyList<LoanListItem>>(loans =>
            loans.Items.Where(loan => loan.Status != LoanStatus.Cancelled).ToList()
        );
    }

    /// <summary>One of them as it stands today; somebody else's does not exist.</summary>
    public async Task<Result<LoanView>> Find(string loanId, CancellationToken ct)
    {
        var own = await List(ct);
        if (own.IsRefused(out var error))
        {
            return error;
        }

        return own.Value.Any(loan => loan.Id == loanId)
            ? await one.Handle(new GetLoan { Id = loanId }, ct)
            : SubjectOffices.NotFound(SubjectKind.Loan);
    }
}
