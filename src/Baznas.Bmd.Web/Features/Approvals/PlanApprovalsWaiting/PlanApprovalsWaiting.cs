using Baznas.Bmd.Web.Features.Approvals.ListApprovals;
using Baznas.Bmd.Web.Features.Messaging;
using Baznas.Bmd.Web.Features.Today.PlanMorningLists;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Writing;
using MediatR;

namespace Baznas.Bmd.Web.Features.Approvals.PlanApprovalsWaiting;

/// <summary>
/// Writes what waits for a decision into the outbox, for each approver who asked for it and has not got it this week.
/// </summary>
[AllowedToServiceOnly]
public sealed record PlanApprovalsWaiting : ICommand<PlannedLists>
{
    /// <summary>The office.</summary>
    public required string OfficeId { get; init; }

    Subject IWrite.Subject => Subject.Office(OfficeId);
}

/// <summary>Writes it.</summary>
public sealed class PlanApprovalsWaitingHandler(StaffMail mail, WaitingDecisions waiting, Work work)
    : IRequestHandler<PlanApprovalsWaiting, Result<PlannedLists>>
{
    /// <inheritdoc/>
    public async Task<Result<PlannedLists>> Handle(PlanApprovalsWaiting request, CancellationToken cancellationToken)
    {
        var count = await mail.Plan(
            StaffList.Approvals,
            async reader =>
                new WaitingText(await waiting.For(AsCaller(reader), work.Today, cancellationToken), mail.AddressOf).For(
                    reader
                ),
            cancellationToken
        );
        return new PlannedLists(count);
    }

    // What they may decide is judged as if they looked themselves, at this office.
    private Caller AsCaller(Subscriber reader) =>
        new()
        {
            UserId = reader.UserId,
            UserName = reader.DisplayName,
            DisplayName = reader.DisplayName,
            OfficeId = work.Office.Id,
            ApprovalLimit = reader.ApprovalLimit,
            Roles = reader.Roles,
        };
}
