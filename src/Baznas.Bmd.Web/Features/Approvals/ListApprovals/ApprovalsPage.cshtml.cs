using Baznas.Bmd.Web.Platform.Pages;
using Baznas.Bmd.Web.Platform.Writing;

namespace Baznas.Bmd.Web.Features.Approvals.ListApprovals;

/// <summary>What waits for a decision: first what this person can decide, then what waits for somebody else.</summary>
public sealed class ApprovalsPage : BmdPage
{
    /// <summary>What this person can decide, what waits longest first.</summary>
    public IReadOnlyList<WaitingDecision> Mine { get; private set; } = [];

    /// <summary>What they can't, and why.</summary>
    public IReadOnlyList<WaitingDecision> Others { get; private set; } = [];

    /// <summary>Where something is decided.</summary>
    public static string AddressOf(WaitingDecision waiting) =>
        waiting.Kind switch
        {
            ApprovalKind.Application => $"/applications/{waiting.Id}/decide",
            ApprovalKind.Tranche => $"/loans/{waiting.Id}/tranches/{waiting.TrancheNo}",
            ApprovalKind.Reschedule => $"/reschedules/{waiting.Id}",
            ApprovalKind.Reopening => $"/periods/reopenings/{waiting.Id}",
            _ => $"/write-offs/{waiting.Id}",
        };

    /// <summary>Whose or what it is.</summary>
    public static string NameOf(WaitingDecision waiting) =>
        waiting.BorrowerName
        ?? (
            waiting.Kind == ApprovalKind.Reopening
                ? PageText.Month(AccountingPeriod.FirstDay(waiting.Number))
                : waiting.Number
        );

    /// <summary>Its number, which part of it, and who asked for it.</summary>
    public static string AboutOf(WaitingDecision waiting) =>
        string.Join(
            " · ",
            new[]
            {
                waiting.BorrowerName is null ? null : waiting.Number,
                waiting.TrancheNo is { } no ? PageText.T("loan.tranche", no) : null,
                waiting.RequestedByName is { } by ? PageText.T("approvals.by", by) : null,
            }.OfType<string>()
        );

    /// <summary>Reads them.</summary>
    public async Task OnGet()
    {
        var all = (await Ask(new ListApprovals())).Items;
        var isApprover = May<Applications.DecideApplication.DecideApplication>();
        Mine = [.. all.Where(item => isApprover && item.Refusal is null)];
        Others = [.. all.Except(Mine)];
    }
}
