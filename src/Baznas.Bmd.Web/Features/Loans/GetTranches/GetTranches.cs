using Baznas.Bmd.Domain.Loans;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using MediatR;

namespace Baznas.Bmd.Web.Features.Loans.GetTranches;

/// <summary>The tranches that a loan is paid out in, in their order; none of a loan in one sum.</summary>
/// <param name="LoanId">The loan.</param>
[AllowedToStaff]
public sealed record GetTranches(string LoanId) : IQuery<TranchesView>, IApiEndpoint
{
    Subject IRead.Subject => Subject.Loan(LoanId);

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Get<GetTranches, TranchesView>("/loans/{id}/tranches", (string id) => new GetTranches(id));
}

/// <summary>A loan's tranches.</summary>
/// <param name="Items">In order.</param>
public sealed record TranchesView(IReadOnlyList<TrancheView> Items);

/// <summary>A tranche as it stands now.</summary>
public sealed record TrancheView
{
    /// <summary>Counts from 1.</summary>
    public required int No { get; init; }

    /// <summary>Rupiah.</summary>
    public required Rupiah Amount { get; init; }

    /// <summary>When it is meant to be paid out.</summary>
    public required DateOnly PlannedOn { get; init; }

    /// <inheritdoc cref="TrancheStatus"/>
    public required TrancheStatus Status { get; init; }

    /// <summary>When it was paid out.</summary>
    public required DateOnly? PaidOn { get; init; }

    /// <summary>The journal entry that paid it out.</summary>
    public required string? TransactionId { get; init; }

    /// <summary>What was decided about it by itself, the oldest first.</summary>
    public required IReadOnlyList<TrancheDecision> Decisions { get; init; }

    internal static TrancheView Of(LoanTranche tranche) =>
        new()
        {
            No = tranche.No,
            Amount = tranche.Amount,
            PlannedOn = tranche.PlannedOn,
            Status = tranche.Status,
            PaidOn = tranche.Payout?.PaidOn,
            TransactionId = tranche.Payout?.EntryId,
            Decisions = tranche.Decisions,
        };
}

/// <summary>Reads them.</summary>
public sealed class GetTranchesHandler(TrancheBook tranches) : IRequestHandler<GetTranches, Result<TranchesView>>
{
    /// <inheritdoc/>
    public async Task<Result<TranchesView>> Handle(GetTranches request, CancellationToken cancellationToken) =>
        new TranchesView([.. (await tranches.Of(request.LoanId, cancellationToken)).Select(TrancheView.Of)]);
}
