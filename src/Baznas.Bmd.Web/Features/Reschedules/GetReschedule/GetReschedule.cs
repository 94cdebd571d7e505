using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Writing;
using MediatR;

namespace Baznas.Bmd.Web.Features.Reschedules.GetReschedule;

/// <summary>A request for a new schedule, with the instalments it would make or has made.</summary>
/// <param name="Id">The request.</param>
[AllowedToStaff]
public sealed record GetReschedule(string Id) : IQuery<RescheduleView>, IApiEndpoint
{
    Subject IRead.Subject => Subject.Reschedule(Id);

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Get<GetReschedule, RescheduleView>("/reschedules/{id}", (string id) => new GetReschedule(id));
}

/// <summary>Reads it.</summary>
public sealed class GetRescheduleHandler(RescheduleBook book, Rescheduling rescheduling, OfficeDates dates)
    : IRequestHandler<GetReschedule, Result<RescheduleView>>
{
    /// <inheritdoc/>
    public async Task<Result<RescheduleView>> Handle(GetReschedule request, CancellationToken cancellationToken)
    {
        var view = (await book.Find(request.Id, cancellationToken))!;
        var today = await dates.Today(view.OfficeId, cancellationToken);
        return await rescheduling.WithInstalments(view, today, cancellationToken);
    }
}
