using Baznas.Bmd.Web.Features.Borrowers;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Writing;
using MediatR;

namespace Baznas.Bmd.Web.Features.BorrowerAccess.GivePin;

/// <summary>
/// Gives a borrower a PIN to look at their own loans with. The answer is the only place that shows it; the PIN before it
/// ends, and with it whoever is signed in by it.
/// </summary>
/// <param name="BorrowerId">The borrower.</param>
[Allowed(Role.FieldOfficer, Role.Admin)]
public sealed record GivePin(string BorrowerId) : ICommand<GivenPin>, IApiEndpoint
{
    Subject IWrite.Subject => Subject.Borrower(BorrowerId);

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Post<GivePin, GivenPin>("/borrowers/{id}/pin", (string id) => new GivePin(id));
}

/// <summary>A PIN, told once.</summary>
public sealed record GivenPin
{
    /// <summary>Whose it is.</summary>
    public required string BorrowerId { get; init; }

    /// <summary>The telephone number it goes with.</summary>
    public required string Phone { get; init; }

    /// <summary>Six digits.</summary>
    public required string Pin { get; init; }
}

/// <summary>Makes it up, keeps its hash, and leaves the event.</summary>
public sealed class GivePinHandler(BorrowerBook borrowers, BorrowerPins pins, Work work, CallContext context)
    : IRequestHandler<GivePin, Result<GivenPin>>
{
    /// <inheritdoc/>
    public async Task<Result<GivenPin>> Handle(GivePin request, CancellationToken cancellationToken)
    {
        // An answer kept for its idempotency key would lie about with the PIN in it.
        context.IdempotencyKey = null;
        if ((await borrowers.Find(request.BorrowerId, cancellationToken))!.Phone is not { } phone)
        {
            return Error.Conflict("borrower.no_phone");
        }

        var pin = await pins.Give(work, request.BorrowerId, phone, cancellationToken);
        work.Audit("borrower.pin_given", request.BorrowerId, null, new { request.BorrowerId });
        return new GivenPin
        {
            BorrowerId = request.BorrowerId,
            Phone = phone,
            Pin = pin,
        };
    }
}
