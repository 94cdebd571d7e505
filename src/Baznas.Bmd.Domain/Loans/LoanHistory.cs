using System.Collections.Immutable;
using Baznas.Bmd.Domain.Ledger;
using Baznas.Bmd.Domain.Money;

namespace Baznas.Bmd.Domain.Loans;

/// <summary>What one kind of entry did to a loan's receivable on one day.</summary>
/// <param name="On">The effective date.</param>
/// <param name="Kind">What the entries were about; a reversal has the kind of what it reverses.</param>
/// <param name="Change">Rupiah; above zero when more is owed.</param>
public readonly record struct LoanMovement(DateOnly On, EntryKind Kind, Rupiah Change);

/// <summary>
/// A loan's life in its subledger: every balance, of any date, is a sum over it. Nothing is kept twice, so a
/// back-dated payment or a reversal needs no replay.
/// </summary>
public sealed class LoanHistory
{
    private readonly ImmutableArray<LoanMovement> _movements;

    /// <summary>Orders the movements by date; they may come in any order.</summary>
    public LoanHistory(IEnumerable<LoanMovement> movements) => _movements = [.. movements.OrderBy(static m => m.On)];

    /// <summary>The balance at the end of a day.</summary>
    public LoanBalance BalanceOn(DateOnly asOf) => Sum(_movements.Where(m => m.On <= asOf));

    /// <summary>The balance of everything booked.</summary>
    public LoanBalance Balance => Sum(_movements);

    /// <summary>The date of the first disbursement that stands; null when nothing is disbursed.</summary>
    public DateOnly? DisbursedOn
    {
        get
        {
            DateOnly? since = null;
            var disbursed = Rupiah.Zero;
            foreach (var day in Days(static kind => kind is EntryKind.Disbursement))
            {
                // A disbursement reversed on a later day (its own month was closed) does not stand.
                disbursed += day.Change;
                since = disbursed.IsPositive ? since ?? day.On : null;
            }

            return since;
        }
    }

    /// <summary>
    /// The day from which on, until the end of <paramref name="asOf"/>, nothing is owed; null while something is, or
    /// when nothing was disbursed.
    /// </summary>
    public DateOnly? ClosedOn(DateOnly asOf)
    {
        DateOnly? closed = null;
        var owed = Rupiah.Zero;
        foreach (var day in Days(static _ => true).Where(day => day.On <= asOf))
        {
            owed += day.Change;
            closed = owed.IsZero ? closed ?? day.On : null;
        }

        return BalanceOn(asOf).Disbursed.IsZero ? null : closed;
    }

    /// <summary>
    /// The smallest balance at the end of <paramref name="from"/> or of any later day: what can be repaid with effect
    /// from that day without owing less than nothing on any day since.
    /// </summary>
    public Rupiah LowestOutstandingFrom(DateOnly from) =>
        Lowest(BalanceOn(from).Outstanding, Days(static _ => true).Where(day => day.On > from));

    /// <summary>
    /// The smallest total repaid at the end of <paramref name="from"/> or of any later day: less than on that day itself
    /// when an earlier repayment was taken back on a later day.
    /// </summary>
    public Rupiah LowestRepaidFrom(DateOnly from) =>
        Lowest(
            BalanceOn(from).Repaid,
            Days(static kind => kind is EntryKind.Repayment or EntryKind.DepositApplied)
                .Where(day => day.On > from)
                .Select(static day => (day.On, -day.Change))
        );

    private static Rupiah Lowest(Rupiah start, IEnumerable<(DateOnly On, Rupiah Change)> days)
    {
        var (balance, lowest) = (start, start);
        foreach (var (_, change) in days)
        {
            balance += change;
            lowest = Rupiah.Min(lowest, balance);
        }

        return lowest;
    }

    private IEnumerable<(DateOnly On, Rupiah Change)> Days(Func<EntryKind, bool> ofKind) =>
        _movements
            .Where(m => ofKind(m.Kind))
            .GroupBy(static m => m.On)
            .Select(static day => (day.Key, day.Sum(static m => m.Change)));

    private static LoanBalance Sum(IEnumerable<LoanMovement> movements)
    {
        var byKind = movements.ToLookup(static m => m.Kind, static m => m.Change);
        return new LoanBalance
        {
            Disbursed = byKind[EntryKind.Disbursement].Sum(),
            Repaid = -(byKind[EntryKind.Repayment].Sum() + byKind[EntryKind.DepositApplied].Sum()),
            WrittenOff = -byKind[EntryKind.WriteOff].Sum(),
            Forgiven = -byKind[EntryKind.Forgiveness].Sum(),
        };
    }
}
