using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using MediatR;

namespace Baznas.Bmd.Web.Features.Borrowers.GetBorrower;

/// <summary>A borrower, the NIK masked.</summary>
/// <param name="Id">The borrower.</param>
[AllowedToStaff]
public sealed record GetBorrower(string Id) : IQuery<BorrowerView>, IApiEndpoint
{
    Subject IRead.Subject => Subject.Borrower(Id);

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Get<GetBorrower, BorrowerView>("/borrowers/{id}", (string id) => new GetBorrower(id));
}

/// <summary>Reads it.</summary>
public sealed class GetBorrowerHandler(BorrowerBook borrowers) : IRequestHandler<GetBorrower, Result<BorrowerView>>
{
    /// <inheritdoc/>
    public async Task<Result<BorrowerView>> Handle(GetBorrower request, CancellationToken cancellationToken) =>
        (await borrowers.Find(request.Id, cancellationToken))!;
}
