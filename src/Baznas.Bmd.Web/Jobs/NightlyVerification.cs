using Baznas.Bmd.Web.Features.Audit.KeepVerification;
using Baznas.Bmd.Web.Features.Audit.VerificationDue;
using Baznas.Bmd.Web.Features.Audit.VerifyBooks;
using Baznas.Bmd.Web.Platform.Writing;
using Hangfire;

namespace Baznas.Bmd.Web.Jobs;

/// <summary>Verifies every office's books, and what belongs to no office, once a night.</summary>
/// <param name="rounds">The round of the offices.</param>
public sealed class NightlyVerification(OfficeRounds rounds)
{
    /// <summary>Verifies what has not been verified for last night.</summary>
    [AutomaticRetry(Attempts = 0)]
    public async Task Run(CancellationToken ct)
    {
        await rounds.Visit(officeId => Verify(officeId, ct), ct);
        await Verify(null, ct);
    }

    private async Task Verify(string? officeId, CancellationToken ct)
    {
        if (await rounds.Send(new VerificationDue { OfficeId = officeId }, ct))
        {
            var found = await rounds.Send(new VerifyBooks { OfficeId = officeId ?? AuditTrail.GlobalChain }, ct);
            await rounds.Send(new KeepVerification { OfficeId = officeId, Found = found }, ct);
        }
    }
}
