using Baznas.Bmd.Web.Features.Audit.KeepVerification;
using Baznas.Bmd.Web.Features.Audit.VerificationDue;
using Baznas.Bmd.Web.Features.Audit.VerifyBooks;
using Baznas.Bmd.Web.Features.MachineRoom;
using Baznas.Bmd.Web.Platform.Writing;

namespace Baznas.Bmd.Web.Jobs;

/// <summary>Verifies every office's books, and what belongs to no office, once a night.</summary>
/// <param name="rounds">The round of the offices.</param>
public sealed class NightlyVerification(OfficeRounds rounds) : OfficeJob(rounds)
{
    /// <inheritdoc/>
    protected override Task<JobOutcome> AtOffice(string officeId, CancellationToken ct) => Verify(officeId, ct);

    /// <inheritdoc/>
    protected override Task<JobOutcome> ForService(CancellationToken ct) => Verify(null, ct);

    // That the books do not hold is no failure of the job: it has a health check and a page of its own.
    private async Task<JobOutcome> Verify(string? officeId, CancellationToken ct)
    {
        if (!await Rounds.Send(new VerificationDue { OfficeId = officeId }, ct))
        {
            return JobOutcome.Nothing;
        }

        var found = await Rounds.Send(new VerifyBooks { OfficeId = officeId ?? AuditTrail.GlobalChain }, ct);
        await Rounds.Send(new KeepVerification { OfficeId = officeId, Found = found }, ct);
        return new JobOutcome(1, found.Verified ? "booksVerified" : "booksBroken", found.Events);
    }
}
