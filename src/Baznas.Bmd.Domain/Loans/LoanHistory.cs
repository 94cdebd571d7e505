using System.Collections.Immutable;
using Baznas.Bmd.Domain.Ledger;
using Baznas.Bmd.Domain.Money;

namespace Baznas.Bmd.Domain.Loans;

/// <summary>What one kind of entry did to a loan's receivable, or as a recovery to what is owed off the books, on one day.</summary>
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
    /// The day from which on, until the end of <paramref name="asOf"/>, all that was paid out is repaid; null while it
    /// is not, or when nothing was disbursed. What is written off or forgiven is not repaid.
    /// </summary>
    public DateOnly? ClosedOn(DateOnly asOf)
    {
        DateOnly? closed = null;
        var unpaid = Rupiah.Zero;
        foreach (var day in Days(static kind => kind is EntryKind.Disbursement || IsRepaid(kind)))
        {
            if (day.On > asOf)
            {
                break;
            }

            unpaid += day.Change;
            closed = unpaid.IsZero ? closed ?? day.On : null;
        }

        return BalanceOn(asOf).Disbursed.IsZero ? null : closed;
    }

    /// <summary>
    /// The smallest balance at the end of <paramref name="from"/> or of any later day: what can be repaid with effect
    /// from that day without owing less than nothing on any day since.
    /// </summary>
    public Rupiah LowestOutstandingFrom(DateOnly from) =>
        Lowest(
            BalanceOn(from).Outstanding,
            Days(static kind => kind is not EntryKind.Recovery).Where(day => day.On > from)
        );

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

    /// <summary>
    /// What can be recovered with effect from a day without recovering more than is written off on that or any later
    /// day.
    /// </summary>
    public Rupiah RecoverableFrom(DateOnly from) =>
        Rupiah.Max(
            Rupiah.Zero,
            BalancesFrom(from)
                .Select(static balance => balance.WrittenOff - balance.Recovered)
                .Aggregate(static (least, next) => Rupiah.Min(least, next))
        );

    /// <summary>Whether anything stands that counts from a later day; what was taken back on its own day does not.</summary>
    public bool IsFollowedAfter(DateOnly day) =>
        _movements
            .Where(m => m.On > day)
            .GroupBy(static m => (m.On, m.Kind))
            .Any(static group => !group.Sum(static m => m.Change).IsZero);

    /// <summary>
    /// The first later day on which what was paid out changes; null when there is none. What was taken back on its own day
    /// changes nothing.
    /// </summary>
    public DateOnly? DisbursedAnewAfter(DateOnly day) =>
        Days(static kind => kind is EntryKind.Disbursement)
            .Where(each => each.On > day && !each.Change.IsZero)
            .Select(static each => (DateOnly?)each.On)
            .FirstOrDefault();

    /// <summary>
    /// How it left the books, when any of it is written off or forgiven at the end of <paramref name="from"/> or of a later
    /// day; null when none is.
    /// </summary>
    public LoanStatus? OffTheBooksFrom(DateOnly from) =>
        BalancesFrom(from)
            .Select(static balance =>
                balance.WrittenOff.IsPositive ? LoanStatus.WrittenOff
                : balance.Forgiven.IsPositive ? LoanStatus.Forgiven
                : (LoanStatus?)null
            )
            .FirstOrDefault(static status => status is not null);

    /// <summary>
    /// Whether on every day nothing less than nothing is owed, and no more is recovered than is written off.
    /// </summary>
    public bool IsSound =>
        BalancesFrom(DateOnly.MinValue)
            .All(static balance => balance.Outstanding >= Rupiah.Zero && balance.Recovered <= balance.WrittenOff);

    // A balance changes only on a day that something moves it.
    private IEnumerable<LoanBalance> BalancesFrom(DateOnly from) =>
        _movements.Select(static m => m.On).Where(day => day > from).Distinct().Prepend(from).Select(BalanceOn);

    private static bool IsRepaid(EntryKind kind) => kind is EntryKind.Repayment or EntryKind.DepositApplied;

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
            Recovered = -byKind[EntryKind.Recovery].Sum(),
        };
    }
}
