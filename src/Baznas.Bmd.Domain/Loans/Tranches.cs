using Baznas.Bmd.Domain.Money;
using Baznas.Bmd.Domain.Results;

namespace Baznas.Bmd.Domain.Loans;

/// <summary>A part of the principal and the day it is meant to be paid out.</summary>
public record PlannedTranche
{
    /// <summary>Counts from 1.</summary>
    public required int No { get; init; }

    /// <summary>Rupiah.</summary>
    public required Rupiah Amount { get; init; }

    /// <summary>When it is meant to be paid out.</summary>
    public required DateOnly PlannedOn { get; init; }
}

/// <summary>How the tranches after the first are approved.</summary>
public enum TrancheApproval
{
    /// <summary>All together, with the loan.</summary>
    Plan,

    /// <summary>Each by itself, when its time comes.</summary>
    Each,
}

/// <summary>What an approver may decide about one tranche.</summary>
public enum TrancheVerdict
{
    /// <summary>It may be paid out.</summary>
    Approve,

    /// <summary>It waits until it is approved again.</summary>
    Hold,

    /// <summary>It will not be paid out any more.</summary>
    Cancel,
}

/// <summary>Where a tranche is on its way.</summary>
public enum TrancheStatus
{
    /// <summary>It waits for its approval.</summary>
    Planned,

    /// <summary>It may be paid out.</summary>
    Approved,

    /// <summary>It was stopped for now.</summary>
    Held,

    /// <summary>It was paid out.</summary>
    Paid,

    /// <summary>It will not be paid out.</summary>
    Cancelled,
}

/// <summary>A tranche of a loan as it stands.</summary>
public record Tranche : PlannedTranche
{
    /// <inheritdoc cref="TrancheStatus"/>
    public required TrancheStatus Status { get; init; }

    /// <summary>Whether it can still be paid out, now or after a decision.</summary>
    public bool IsOpen => Status is not (TrancheStatus.Paid or TrancheStatus.Cancelled);
}

/// <summary>The rules of a plan of tranches and of paying them out in order.</summary>
public static class Tranches
{
    /// <summary>The fewest that are a plan; one sum needs none.</summary>
    public const int Fewest = 2;

    /// <summary>The most that a loan may be paid out in.</summary>
    public const int Most = 12;

    /// <summary>Refuses a plan that is not numbered 1, 2, 3, not the whole principal, or goes back in time.</summary>
    public static Error? Refuses(IReadOnlyList<PlannedTranche> plan, Rupiah principal, DateOnly appliedOn)
    {
        if (!plan.Select(static tranche => tranche.No).SequenceEqual(Enumerable.Range(1, plan.Count)))
        {
            return TrancheErrors.NotNumbered;
        }

        if (plan.Sum(static tranche => tranche.Amount) != principal)
        {
            return TrancheErrors.NotPrincipal(principal);
        }

        var days = plan.Select(static tranche => tranche.PlannedOn).Prepend(appliedOn).ToList();
        return days.Zip(days.Skip(1)).Any(static pair => pair.Second < pair.First) ? TrancheErrors.GoesBack : null;
    }

    /// <summary>The plan of a principal that was lowered: the cut comes off the last tranches.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The plan is of less than the principal.</exception>
    public static IReadOnlyList<PlannedTranche> Lowered(IReadOnlyList<PlannedTranche> plan, Rupiah principal)
    {
        var lowered = new List<PlannedTranche>(plan.Count);
        var left = principal;
        foreach (var tranche in plan.TakeWhile(_ => left.IsPositive))
        {
            var amount = Rupiah.Min(tranche.Amount, left);
            lowered.Add(tranche with { Amount = amount });
            left -= amount;
        }

        ArgumentOutOfRangeException.ThrowIfGreaterThan(left, Rupiah.Zero, nameof(principal));
        return lowered;
    }

    /// <summary>Where a tranche is on its way. The first is approved with the loan, whatever the product says.</summary>
    /// <param name="no">Which one.</param>
    /// <param name="approval">The product's way.</param>
    /// <param name="newest">What was decided about it last.</param>
    /// <param name="isPaid">Whether a payment of it stands.</param>
    public static TrancheStatus StatusOf(int no, TrancheApproval approval, TrancheVerdict? newest, bool isPaid) =>
        (newest, isPaid) switch
        {
            (_, true) => TrancheStatus.Paid,
            (TrancheVerdict.Approve, _) => TrancheStatus.Approved,
            (TrancheVerdict.Hold, _) => TrancheStatus.Held,
            (TrancheVerdict.Cancel, _) => TrancheStatus.Cancelled,
            _ => no == 1 || approval == TrancheApproval.Plan ? TrancheStatus.Approved : TrancheStatus.Planned,
        };

    /// <summary>The tranche to pay out: the one asked for, else the next; or why it can't be.</summary>
    public static Result<T> Payable<T>(IReadOnlyList<T> tranches, int? no)
        where T : Tranche
    {
        var next = tranches.FirstOrDefault(static tranche => tranche.IsOpen);
        var chosen = no is null ? next : tranches.FirstOrDefault(tranche => tranche.No == no);
        return chosen switch
        {
            null => no is null ? TrancheErrors.NoneLeft : TrancheErrors.NoSuch,
            { Status: TrancheStatus.Paid } => TrancheErrors.AlreadyPaid,
            { Status: TrancheStatus.Cancelled } => TrancheErrors.Cancelled,
            _ when chosen.No != next!.No => TrancheErrors.OutOfOrder(next.No),
            { Status: TrancheStatus.Approved } => chosen,
            _ => TrancheErrors.NotApproved(chosen.No),
        };
    }

    /// <summary>Refuses to decide what can't be decided any more, or was decided with the loan.</summary>
    public static Error? Refuses(Tranche tranche, TrancheVerdict verdict) =>
        tranche switch
        {
            { Status: TrancheStatus.Paid } => TrancheErrors.AlreadyPaid,
            { Status: TrancheStatus.Cancelled } => TrancheErrors.Cancelled,
            { No: 1 } when verdict != TrancheVerdict.Approve => TrancheErrors.First,
            _ => null,
        };
}

/// <summary>Refusals about tranches.</summary>
public static class TrancheErrors
{
    /// <summary>The numbers are not 1, 2, 3 in this order.</summary>
    public static Error NotNumbered { get; } =
        Error.Invalid("application.tranches_not_numbered") with
        {
            Field = "tranches",
        };

    /// <summary>The tranches do not sum to the principal.</summary>
    public static Error NotPrincipal(Rupiah principal) =>
        Error.Invalid("application.tranches_not_principal", principal) with
        {
            Field = "tranches",
        };

    /// <summary>A tranche is planned before the one before it, or before the application.</summary>
    public static Error GoesBack { get; } =
        Error.Invalid("application.tranches_out_of_order") with
        {
            Field = "tranches",
        };

    /// <summary>The loan has no tranche of this number.</summary>
    public static Error NoSuch { get; } = Error.Conflict("disbursement.no_such_tranche") with { Field = "trancheNo" };

    /// <summary>There is none to decide about.</summary>
    public static Error NotFound { get; } = Error.NotFound("tranche.not_found");

    /// <summary>Everything was paid out or cancelled.</summary>
    public static Error NoneLeft { get; } = Error.Conflict("tranche.none_left");

    /// <summary>It was paid out.</summary>
    public static Error AlreadyPaid { get; } = Error.Conflict("tranche.already_paid");

    /// <summary>It was cancelled, and stays so.</summary>
    public static Error Cancelled { get; } = Error.Conflict("tranche.cancelled");

    /// <summary>An earlier one waits. Argument: which.</summary>
    public static Error OutOfOrder(int earlier) => Error.Conflict("tranche.out_of_order", earlier);

    /// <summary>It waits for an approval. Argument: which.</summary>
    public static Error NotApproved(int no) => Error.Conflict("tranche.not_approved", no);

    /// <summary>The first stands and falls with the loan.</summary>
    public static Error First { get; } = Error.Conflict("tranche.first");
}
