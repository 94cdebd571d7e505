using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Requests;
using MediatR;

namespace Baznas.Bmd.Web.Features.Audit.VerificationDue;

/// <summary>Whether an office's books have still to be verified for last night.</summary>
[AllowedToServiceOnly]
public sealed record VerificationDue : IQuery<bool>
{
    /// <summary>The office; null for what belongs to none.</summary>
    public required string? OfficeId { get; init; }

    Subject IRead.Subject => Subject.None;
}

/// <summary>Asks the runs that were kept.</summary>
public sealed class VerificationDueHandler(NightlyRuns runs) : IRequestHandler<VerificationDue, Result<bool>>
{
    /// <inheritdoc/>
    public async Task<Result<bool>> Handle(VerificationDue request, CancellationToken cancellationToken) =>
        !await runs.IsDone(await runs.LastNight(request.OfficeId, cancellationToken), cancellationToken);
}
