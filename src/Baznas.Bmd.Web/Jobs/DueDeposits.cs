using Baznas.Bmd.Web.Features.Borrowers.ApplyDueDeposits;
using Baznas.Bmd.Web.Features.Funds;
using Baznas.Bmd.Web.Features.MachineRoom;

namespace Baznas.Bmd.Web.Jobs;

/// <summary>Uses the deposits of borrowers who want that for what is due.</summary>
/// <param name="rounds">The round of the offices.</param>
/// <param name="logger">For operators.</param>
public sealed class DueDeposits(OfficeRounds rounds, ILogger<DueDeposits> logger) : OfficeJob(rounds)
{
    /// <summary>Uses them, each borrower on their own: what is refused for one is tried again with the next round.</summary>
    protected override async Task<JobOutcome> AtOffice(string officeId, CancellationToken ct)
    {
        var (used, refused) = (0, 0);
        foreach (var borrowerId in (await Rounds.Send(new DepositsDue { OfficeId = officeId }, ct)).Ids)
        {
            if (await Apply(borrowerId, ct) is { } count)
            {
                used += count;
            }
            else
            {
                refused++;
            }
        }

        return used + refused == 0 ? JobOutcome.Nothing : new JobOutcome(used, "depositsUsed", refused);
    }

    // Where the cash of the deposit's fund does not suffice for moving it into the loan's, the bank may.
    private async Task<int?> Apply(string borrowerId, CancellationToken ct)
    {
        var applied = await Rounds.Try(ApplyFrom(borrowerId, MoneyAccount.Cash), ct);
        if (applied.IsRefused(out _))
        {
            applied = await Rounds.Try(ApplyFrom(borrowerId, MoneyAccount.Bank), ct);
        }

        if (applied.IsRefused(out var error))
        {
            logger.LogWarning("The deposit of {BorrowerId} could not be used: {Code}", borrowerId, error.Code);
            return null;
        }

        return applied.Value.Count;
    }

    private static ApplyDueDeposits ApplyFrom(string borrowerId, MoneyAccount account) =>
        new() { BorrowerId = borrowerId, Account = account };
}
