using Baznas.Bmd.Domain.Loans;
using Baznas.Bmd.Domain.Schedules;
using Baznas.Bmd.Web.Features.Borrowers.GetDeposit;
using Baznas.Bmd.Web.Features.Funds;
using Baznas.Bmd.Web.Features.Loans;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Writing;
using MediatR;

namespace Baznas.Bmd.Web.Features.Borrowers.ApplyDueDeposits;

/// <summary>
/// Uses the deposit of a borrower who wants that for what is due and unpaid, the oldest first and never more than is due:
/// with effect from the due date when enough of it was held then and that month is open, else from today.
/// </summary>
[AllowedToServiceOnly]
public sealed record ApplyDueDeposits : ICommand<DueDepositsApplied>
{
    /// <summary>The borrower.</summary>
    public required string BorrowerId { get; init; }

    /// <summary>Where money moves when the deposit is held in another fund than the loan's.</summary>
    public required MoneyAccount Account { get; init; }

    Subject IWrite.Subject => Subject.Borrower(BorrowerId);
}

/// <summary>What was done.</summary>
/// <param name="Count">How many instalments took something.</param>
public readonly record struct DueDepositsApplied(int Count);

/// <summary>Uses it instalment by instalment.</summary>
public sealed class ApplyDueDepositsHandler(
    Db db,
    Work work,
    Deposits deposits,
    LoanBook loans,
    ScheduleBook schedules,
    LedgerBook ledger,
    DepositUse use
) : IRequestHandler<ApplyDueDeposits, Result<DueDepositsApplied>>
{
    private static readonly Sql<IdParameter, string> LoansOf = new(
        "SELECT [Id] FROM [Loan] WHERE [BorrowerId] = @Id ORDER BY [Id]"
    );

    /// <inheritdoc/>
    public async Task<Result<DueDepositsApplied>> Handle(ApplyDueDeposits request, CancellationToken cancellationToken)
    {
        var count = 0;
        // The choice may have been taken back since the borrower was found.
        if (await deposits.IsAppliedWhenDue(request.BorrowerId, cancellationToken))
        {
            while (await Next(request, cancellationToken) is { } next)
            {
                var applied = await use.Apply(next.Loan, next.Asked, cancellationToken);
                if (applied.IsRefused(out var error))
                {
                    return error;
                }

                count++;
            }
        }

        work.NothingChanged = count == 0;
        return new DueDepositsApplied(count);
    }

    /// <summary>What is to be done next; null when nothing is due, or nothing is held.</summary>
    private async Task<(Loan Loan, AskedUse Asked)?> Next(ApplyDueDeposits request, CancellationToken ct)
    {
        if (await OldestDue(request.BorrowerId, ct) is not var (loan, due))
        {
            return null;
        }

        var held = await deposits.Of(request.BorrowerId, ct);
        var dueOn = due.Instalment.DueOn;
        var onTime =
            held.AvailableFrom(dueOn) >= due.Outstanding
            && loan.History.LowestOutstandingFrom(dueOn) >= due.Outstanding
            && !await ledger.IsClosed(dueOn, ct);
        var amount = onTime ? due.Outstanding : Rupiah.Min(due.Outstanding, held.AvailableFrom(work.Today));
        return amount.IsPositive ? (loan, new AskedUse(amount, onTime ? dueOn : work.Today, request.Account)) : null;
    }

    private async Task<(Loan Loan, InstalmentStanding Due)?> OldestDue(string borrowerId, CancellationToken ct)
    {
        (Loan Loan, InstalmentStanding Due)? oldest = null;
        foreach (var id in await db.Query(LoansOf, new IdParameter(borrowerId), ct))
        {
            var loan = (await loans.Find(id, ct))!;
            if (
                loan.StatusOn(work.Today) == LoanStatus.Active
                && await FirstUnpaid(loan, ct) is { } due
                && (oldest is null || due.Instalment.DueOn < oldest.Value.Due.Instalment.DueOn)
            )
            {
                oldest = (loan, due);
            }
        }

        return oldest;
    }

    private async Task<InstalmentStanding?> FirstUnpaid(Loan loan, CancellationToken ct)
    {
        var schedule = (await schedules.InForceOn(loan.Row.Id, work.Today, ct))!;
        return schedule
            .Standing(loan.History.BalanceOn(work.Today).Repaid, work.Today)
            .Rows.FirstOrDefault(row => row.Outstanding.IsPositive && row.Instalment.DueOn <= work.Today);
    }
}
