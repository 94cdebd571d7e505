using Baznas.Bmd.Domain.Money;

namespace Baznas.Bmd.Domain.Loans;

/// <summary>What became of a promise to pay.</summary>
public enum PromiseState
{
    /// <summary>Its day has not passed, and not all of it is paid yet.</summary>
    Open,

    /// <summary>All of it was paid in time.</summary>
    Kept,

    /// <summary>Its day passed before all of it was paid.</summary>
    Broken,

    /// <summary>Another promise was given before its day.</summary>
    Replaced,
}

/// <summary>Principal that was repaid, and the day from which it counts as taken back.</summary>
/// <param name="On">From which day it counts.</param>
/// <param name="Amount">Rupiah.</param>
/// <param name="TakenBackOn">From which day it counts no longer; null while it stands.</param>
public readonly record struct RepaidPrincipal(DateOnly On, Rupiah Amount, DateOnly? TakenBackOn);

/// <summary>
/// A promise to pay so much by a day. Whether it is kept is said by the ledger, for any day; nothing of it is stored.
/// </summary>
public sealed record PromiseToPay
{
    /// <summary>When it was given.</summary>
    public required DateOnly GivenOn { get; init; }

    /// <summary>The last day on which it can be kept.</summary>
    public required DateOnly PromisedOn { get; init; }

    /// <summary>Rupiah of principal.</summary>
    public required Rupiah Amount { get; init; }

    /// <summary>What became of it by the end of a day.</summary>
    /// <param name="asOf">The day; not before it was given.</param>
    /// <param name="repaid">The loan's repayments, in any order.</param>
    /// <param name="nextGivenOn">When the next promise was given; null when none was by the day.</param>
    public PromiseState StateOn(DateOnly asOf, IEnumerable<RepaidPrincipal> repaid, DateOnly? nextGivenOn)
    {
        var replacedOn = nextGivenOn <= PromisedOn && nextGivenOn <= asOf ? nextGivenOn : null;
        return PaidOn(asOf, replacedOn ?? PromisedOn, repaid) >= Amount ? PromiseState.Kept
            : replacedOn is not null ? PromiseState.Replaced
            : PromisedOn < asOf ? PromiseState.Broken
            : PromiseState.Open;
    }

    /// <summary>What was paid of it by the end of a day, rupiah; more than was promised, if more was paid.</summary>
    public Rupiah PaidOn(DateOnly asOf, IEnumerable<RepaidPrincipal> repaid) => PaidOn(asOf, PromisedOn, repaid);

    private Rupiah PaidOn(DateOnly asOf, DateOnly last, IEnumerable<RepaidPrincipal> repaid) =>
        repaid
            .Where(one => one.On >= GivenOn && one.On <= last && one.On <= asOf && !(one.TakenBackOn <= asOf))
            .Sum(static one => one.Amount);
}
