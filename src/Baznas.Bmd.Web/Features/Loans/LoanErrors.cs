using Baznas.Bmd.Domain.Loans;

namespace Baznas.Bmd.Web.Features.Loans;

/// <summary>Refusals about running loans.</summary>
public static class RunningLoanErrors
{
    /// <summary>The loan is not in the state that the step needs.</summary>
    public static Error WrongStatus(LoanStatus status) => Error.Conflict("loan.wrong_status", EnumText.Of(status));

    /// <summary>The payment is more than what is owed; it may be held as a deposit if the payer asks.</summary>
    public static Error Overpaid(Rupiah owed) => Error.Conflict("loan.overpaid", owed);

    /// <summary>What is paid out equals the principal; nothing is netted out of it.</summary>
    public static Error AmountNotPrincipal(Rupiah principal) =>
        Error.Conflict("disbursement.amount_not_principal", principal) with
        {
            Field = "amount",
        };

    /// <summary>A newer schedule holds from a later day on, and is built on the ones before it.</summary>
    public static Error LaterVersion(DateOnly since) => Error.Conflict("schedule.later_version", since);

    /// <summary>Who approved a loan, or its tranche, does not pay it out.</summary>
    public static readonly Error PayerApproved = Error.Forbidden("disbursement.own_approval");

    /// <summary>A field officer takes cash only.</summary>
    public static readonly Error CashOnly = Error.Forbidden("repayment.cash_only");

    /// <summary>The office has no fund that voluntary infak could go to.</summary>
    public static readonly Error NoInfakFund = Error.Conflict("infak.no_fund");

    /// <summary>There is no such transaction on this loan.</summary>
    public static readonly Error TransactionNotFound = Error.NotFound("transaction.not_found");

    /// <summary>It was reversed before.</summary>
    public static readonly Error AlreadyReversed = Error.Conflict("transaction.already_reversed");

    /// <summary>A reversal is not itself reversed; what it took back is entered anew.</summary>
    public static readonly Error NotReversible = Error.Conflict("transaction.not_reversible");

    /// <summary>Something stands on the loan that came after it; that goes first.</summary>
    public static readonly Error FollowedByOthers = Error.Conflict("transaction.followed_by_others");

    /// <summary>The deposit that came with the payment has been used.</summary>
    public static readonly Error DepositUsed = Error.Conflict("deposit.already_used");
}
