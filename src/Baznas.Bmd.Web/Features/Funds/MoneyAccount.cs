using Baznas.Bmd.Domain.Ledger;

namespace Baznas.Bmd.Web.Features.Funds;

/// <summary>Where money is: what a request names as <c>account</c>.</summary>
public enum MoneyAccount
{
    /// <summary>Kas, the cash box.</summary>
    Cash,

    /// <summary>The bank account.</summary>
    Bank,
}

/// <summary>Money accounts in the ledger.</summary>
public static class MoneyAccounts
{
    /// <summary>The ledger's account.</summary>
    public static Account InLedger(this MoneyAccount account) =>
        account == MoneyAccount.Cash ? Account.Cash : Account.Bank;
}
