using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using MediatR;

namespace Baznas.Bmd.Web.Features.Periods.GetReopening;

/// <summary>One request to open a closed month again.</summary>
/// <param name="Id">Which one.</param>
[Allowed(Role.Auditor, Role.Approver, Role.Cashier, Role.Admin)]
public sealed record GetReopening(string Id) : IQuery<ReopeningView>, IApiEndpoint
{
    Subject IRead.Subject => Subject.PeriodReopening(Id);

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Get<GetReopening, ReopeningView>("/period-reopenings/{id}", (string id) => new GetReopening(id));
}

/// <summary>Reads it.</summary>
public sealed class GetReopeningHandler(ReopeningBook reopenings) : IRequestHandler<GetReopening, Result<ReopeningView>>
{
    /// <inheritdoc/>
    public async Task<Result<ReopeningView>> Handle(GetReopening request, CancellationToken cancellationToken) =>
        await reopenings.Find(request.Id, cancellationToken);
}
