using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Writing;
using MediatR;

namespace Baznas.Bmd.Web.Features.Reminders.RemindersDue;

/// <summary>
/// Whether an office has to remind anybody now. It reads as much as planning does, but nobody waits for their turn
/// meanwhile; most runs of a day end here.
/// </summary>
[AllowedToServiceOnly]
public sealed record RemindersDue : IQuery<bool>
{
    /// <summary>The office.</summary>
    public required string OfficeId { get; init; }

    Subject IRead.Subject => Subject.Office(OfficeId);
}

/// <summary>Looks for one.</summary>
public sealed class RemindersDueHandler(OfficeRows offices, TimeProvider time, ReminderCandidates due)
    : IRequestHandler<RemindersDue, Result<bool>>
{
    /// <inheritdoc/>
    public async Task<Result<bool>> Handle(RemindersDue request, CancellationToken cancellationToken)
    {
        var office = await offices.Find(request.OfficeId, cancellationToken);
        return (await due.Find(office, time.GetUtcNow(), cancellationToken)).Count > 0;
    }
}
