using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using MediatR;

namespace Baznas.Bmd.Web.Features.BorrowerAccess.GetAccess;

/// <summary>Whether a borrower can look at their own loans: if a PIN holds, since when, and who gave it.</summary>
/// <param name="BorrowerId">The borrower.</param>
[AllowedToStaff]
public sealed record GetAccess(string BorrowerId) : IQuery<BorrowerAccessView>, IApiEndpoint
{
    Subject IRead.Subject => Subject.Borrower(BorrowerId);

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Get<GetAccess, BorrowerAccessView>("/borrowers/{id}/pin", (string id) => new GetAccess(id));
}

/// <summary>A borrower's own way in.</summary>
public sealed record BorrowerAccessView
{
    /// <summary>The borrower.</summary>
    public required string BorrowerId { get; init; }

    /// <summary>Whether a PIN holds.</summary>
    public required bool HasPin { get; init; }

    /// <summary>When that was last changed; null when there never was a PIN.</summary>
    public required DateTimeOffset? ChangedAt { get; init; }

    /// <summary>By whom.</summary>
    public required string? ChangedBy { get; init; }

    internal static BorrowerAccessView Of(string borrowerId, PinState? state) =>
        new()
        {
            BorrowerId = borrowerId,
            HasPin = state?.Holds == true,
            ChangedAt = state?.At,
            ChangedBy = state?.ChangedByName ?? state?.ChangedBy,
        };
}

/// <summary>Reads it.</summary>
public sealed class GetAccessHandler(BorrowerPins pins) : IRequestHandler<GetAccess, Result<BorrowerAccessView>>
{
    /// <inheritdoc/>
    public async Task<Result<BorrowerAccessView>> Handle(GetAccess request, CancellationToken cancellationToken) =>
        BorrowerAccessView.Of(request.BorrowerId, await pins.StateOf(request.BorrowerId, cancellationToken));
}
