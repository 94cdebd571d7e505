using Baznas.Bmd.Web.Features.BorrowerAccess.GetAccess;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Writing;
using MediatR;

namespace Baznas.Bmd.Web.Features.BorrowerAccess.WithdrawPin;

/// <summary>Ends a borrower's PIN, and with it whoever is signed in by it.</summary>
/// <param name="BorrowerId">The borrower.</param>
[Allowed(Role.FieldOfficer, Role.Admin)]
public sealed record WithdrawPin(string BorrowerId) : ICommand<BorrowerAccessView>, IApiEndpoint
{
    Subject IWrite.Subject => Subject.Borrower(BorrowerId);

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.PostAction<WithdrawPin, BorrowerAccessView>(
            "/borrowers/{id}/pin/withdrawal",
            (string id) => new WithdrawPin(id)
        );
}

/// <summary>Leaves a line without a PIN, and the event.</summary>
public sealed class WithdrawPinHandler(BorrowerPins pins, Work work)
    : IRequestHandler<WithdrawPin, Result<BorrowerAccessView>>
{
    /// <inheritdoc/>
    public async Task<Result<BorrowerAccessView>> Handle(WithdrawPin request, CancellationToken cancellationToken)
    {
        if (await pins.StateOf(request.BorrowerId, cancellationToken) is not { Holds: true })
        {
            return Error.Conflict("borrower.no_pin");
        }

        await pins.Withdraw(work, request.BorrowerId, cancellationToken);
        work.Audit("borrower.pin_withdrawn", request.BorrowerId, new { request.BorrowerId }, null);
        return BorrowerAccessView.Of(request.BorrowerId, await pins.StateOf(request.BorrowerId, cancellationToken));
    }
}
