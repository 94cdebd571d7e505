using Baznas.Bmd.Domain.Loans;

namespace Baznas.Bmd.Web.Features.WriteOffs;

/// <summary>What becomes of the debt.</summary>
public enum WriteOffKind
{
    /// <summary>Off the books, still owed (hapus buku).</summary>
    WriteOff,

    /// <summary>The debt itself is dropped (ibra').</summary>
    Forgiveness,
}

/// <summary>Why a borrower can't pay.</summary>
public enum WriteOffCause
{
    /// <summary>The borrower is not able to.</summary>
    Unable,

    /// <summary>A disaster, or another force beyond anybody's power.</summary>
    ForceMajeure,

    /// <summary>The borrower has died.</summary>
    Death,

    /// <summary>Something else, told in the reason.</summary>
    Other,
}

/// <summary>One approver's voice on a request.</summary>
public enum WriteOffChoice
{
    /// <summary>Agreed.</summary>
    Approve,

    /// <summary>Refused; one is enough.</summary>
    Reject,
}

/// <summary>A request to write a debt off or to forgive it.</summary>
public sealed record WriteOffView
{
    /// <summary>The request.</summary>
    public required string Id { get; init; }

    /// <summary>The loan.</summary>
    public required string LoanId { get; init; }

    /// <inheritdoc cref="WriteOffKind"/>
    public required WriteOffKind Kind { get; init; }

    /// <inheritdoc cref="WriteOffStatus"/>
    public required WriteOffStatus Status { get; init; }

    /// <summary>From which day on.</summary>
    public required DateOnly EffectiveOn { get; init; }

    /// <summary>What was booked; until then what is owed at the end of that day as far as is known now, rupiah.</summary>
    public required Rupiah Amount { get; init; }

    /// <inheritdoc cref="WriteOffCause"/>
    public required WriteOffCause Cause { get; init; }

    /// <summary>Why.</summary>
    public required string Reason { get; init; }

    /// <summary>What shows that the borrower can't pay.</summary>
    public required string Evidence { get; init; }

    /// <summary>When the borrower died.</summary>
    public required DateOnly? DiedOn { get; init; }

    /// <summary>The number of the death certificate.</summary>
    public required string? DeathCertificate { get; init; }

    /// <summary>Who asked.</summary>
    public required string RequestedBy { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset RequestedAt { get; init; }

    /// <summary>How many approvers must agree.</summary>
    public required int ApprovalsNeeded { get; init; }

    /// <summary>What approvers have said so far.</summary>
    public required IReadOnlyList<WriteOffDecisionView> Decisions { get; init; }

    /// <summary>The entry that booked it.</summary>
    public required string? TransactionId { get; init; }

    /// <summary>The entry that took it back.</summary>
    public required string? ReversedByTransactionId { get; init; }
}

/// <summary>What one approver said.</summary>
public sealed record WriteOffDecisionView
{
    /// <inheritdoc cref="WriteOffChoice"/>
    public required WriteOffChoice Decision { get; init; }

    /// <summary>Why.</summary>
    public required string Note { get; init; }

    /// <summary>Who.</summary>
    public required string DecidedBy { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset DecidedAt { get; init; }
}
