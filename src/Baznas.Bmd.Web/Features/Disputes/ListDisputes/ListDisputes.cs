using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using MediatR;

namespace Baznas.Bmd.Web.Features.Disputes.ListDisputes;

/// <summary>What was disputed of a loan, newest first.</summary>
/// <param name="LoanId">The loan.</param>
[AllowedToStaff]
public sealed record ListDisputes(string LoanId) : IQuery<Page<DisputeView>>, IApiEndpoint
{
    Subject IRead.Subject => Subject.Loan(LoanId);

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Get<ListDisputes, Page<DisputeView>>("/loans/{id}/disputes", (string id) => new ListDisputes(id));
}

/// <summary>Reads them.</summary>
public sealed class ListDisputesHandler(DisputeBook disputes) : IRequestHandler<ListDisputes, Result<Page<DisputeView>>>
{
    /// <inheritdoc/>
    public async Task<Result<Page<DisputeView>>> Handle(ListDisputes request, CancellationToken cancellationToken) =>
        new Page<DisputeView> { Items = await disputes.Of(request.LoanId, cancellationToken) };
}
