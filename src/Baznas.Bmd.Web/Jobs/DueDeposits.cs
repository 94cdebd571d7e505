using Baznas.Bmd.Web.Features.Borrowers.ApplyDueDeposits;
using Baznas.Bmd.Web.Features.Funds;
using Hangfire;

namespace Baznas.Bmd.Web.Jobs;

/// <summary>Uses the deposits of borrowers who want that for what is due.</summary>
/// <param name="rounds">The round of the offices.</param>
/// <param name="logger">For operators.</param>
public sealed class DueDeposits(OfficeRounds rounds, ILogger<DueDeposits> logger)
{
    /// <summary>Uses them, each borrower on their own: what is refused for one is tried again with the next round.</summary>
    [AutomaticRetry(Attempts = 0)]
    public Task Run(CancellationToken ct) =>
        rounds.Visit(
            async officeId =>
            {
                foreach (var borrowerId in (await rounds.Send(new DepositsDue { OfficeId = officeId }, ct)).Ids)
                {
                    await Apply(borrowerId, ct);
                }
            },
            ct
        );

    // Where the cash of the deposit's fund does not suffice for moving it into the loan's, the bank may.
    private async Task Apply(string borrowerId, CancellationToken ct)
    {
        var (cash, bank) = (ApplyFrom(borrowerId, MoneyAccount.Cash), ApplyFrom(borrowerId, MoneyAccount.Bank));
        if ((await rounds.Try(cash, ct)).IsRefused(out _) && (await rounds.Try(bank, ct)).IsRefused(out var error))
        {
            logger.LogWarning("The deposit of {BorrowerId} could not be used: {Code}", borrowerId, error.Code);
        }
    }

    private static ApplyDueDeposits ApplyFrom(string borrowerId, MoneyAccount account) =>
        new() { BorrowerId = borrowerId, Account = account };
}
