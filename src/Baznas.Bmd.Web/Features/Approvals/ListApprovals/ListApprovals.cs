using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Texts;
using Baznas.Bmd.Web.Platform.Writing;
using MediatR;

namespace Baznas.Bmd.Web.Features.Approvals.ListApprovals;

/// <summary>
/// All that waits for a decision, what waits longest first. Applications, tranches, new schedules, write-offs and
/// reopenings of months stand together, each with what keeps the caller from approving it, if anything does.
/// </summary>
[Allowed(Role.Approver, Role.Auditor)]
public sealed record ListApprovals : IQuery<Page<WaitingDecision>>, IApiEndpoint
{
    /// <summary>The most that is shown; what came later waits its turn.</summary>
    public const int Most = 200;

    Subject IRead.Subject => Subject.None;

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Get<ListApprovals, Page<WaitingDecision>>("/approvals", () => new ListApprovals());
}

/// <summary>What there is to decide.</summary>
public enum ApprovalKind
{
    /// <summary>A loan that was asked for and surveyed.</summary>
    Application,

    /// <summary>The next part of a loan that is approved part by part.</summary>
    Tranche,

    /// <summary>A new schedule for the same debt.</summary>
    Reschedule,

    /// <summary>A debt to be taken off the books.</summary>
    WriteOff,

    /// <summary>A debt to be dropped.</summary>
    Forgiveness,

    /// <summary>A closed month to be opened again.</summary>
    Reopening,
}

/// <summary>Something that waits for a decision.</summary>
public sealed record WaitingDecision
{
    /// <summary>What there is to decide.</summary>
    public required ApprovalKind Kind { get; init; }

    /// <summary>The application or the request; of a tranche, the loan.</summary>
    public required string Id { get; init; }

    /// <summary>Which tranche.</summary>
    public required int? TrancheNo { get; init; }

    /// <summary>The loan's number, the borrower's of an application, or the month.</summary>
    public required string Number { get; init; }

    /// <summary>Whose loan it is; null of a month.</summary>
    public required string? BorrowerName { get; init; }

    /// <summary>What is asked for, or what is owed, rupiah; null of a month.</summary>
    public required Rupiah? Amount { get; init; }

    /// <summary>Since when it waits; of a tranche, when it is planned.</summary>
    public required DateOnly Since { get; init; }

    /// <summary>For how many days it has waited.</summary>
    public required int DaysWaiting { get; init; }

    /// <summary>Who asked for it.</summary>
    public required string? RequestedBy { get; init; }

    /// <summary>What they are called.</summary>
    public required string? RequestedByName { get; init; }

    /// <summary>How many approvers must agree.</summary>
    public required int ApprovalsNeeded { get; init; }

    /// <summary>How many have.</summary>
    public required int ApprovalsGiven { get; init; }

    /// <summary>Why the caller can't approve it; null when they can.</summary>
    public required DecisionRefusal? Refusal { get; init; }
}

/// <summary>Why somebody can't approve.</summary>
/// <param name="Code">Stable dotted code.</param>
/// <param name="Detail">In words.</param>
public sealed record DecisionRefusal(string Code, string Detail)
{
    /// <summary>In the caller's language.</summary>
    internal static DecisionRefusal? Of(Error? error) =>
        error is null ? null : new DecisionRefusal(error.Code, Messages.Of(error));
}

/// <summary>Reads them as the caller sees them.</summary>
public sealed class ListApprovalsHandler(WaitingDecisions waiting, CallContext context, OfficeDates dates)
    : IRequestHandler<ListApprovals, Result<Page<WaitingDecision>>>
{
    /// <inheritdoc/>
    public async Task<Result<Page<WaitingDecision>>> Handle(ListApprovals request, CancellationToken cancellationToken)
    {
        var caller = context.Caller!;
        var today = await dates.TodayOf(caller.OfficeId, cancellationToken);
        return new Page<WaitingDecision> { Items = await waiting.For(caller, today, cancellationToken) };
    }
}
