using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Writing;
using MediatR;

namespace Baznas.Bmd.Web.Features.Messaging.StaffListDue;

/// <summary>Whether an office has to send a list to anybody now; most rounds of a day end here.</summary>
[AllowedToServiceOnly]
public sealed record StaffListDue : IQuery<bool>
{
    /// <summary>The office.</summary>
    public required string OfficeId { get; init; }

    /// <summary>Which list.</summary>
    public required StaffList List { get; init; }

    Subject IRead.Subject => Subject.Office(OfficeId);
}

/// <summary>Looks for a reader.</summary>
public sealed class StaffListDueHandler(OfficeRows offices, TimeProvider time, StaffLists lists)
    : IRequestHandler<StaffListDue, Result<bool>>
{
    /// <inheritdoc/>
    public async Task<Result<bool>> Handle(StaffListDue request, CancellationToken cancellationToken)
    {
        var office = await offices.Find(request.OfficeId, cancellationToken);
        return (await lists.Due(request.List, office, time.GetUtcNow(), cancellationToken)).Count > 0;
    }
}
