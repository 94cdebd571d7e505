namespace Baznas.Bmd.Domain.Ledger;

/// <summary>
/// What a posting is made to. The account numbers are the office's own; how it maps these to its
/// statements is configuration.
/// </summary>
public enum Account
{
    /// <summary>Kas.</summary>
    Cash,

    /// <summary>Bank.</summary>
    Bank,

    /// <summary>Piutang qardh; each line names its loan.</summary>
    QardhReceivable,

    /// <summary>Titipan mitra; each line names its borrower.</summary>
    BorrowerDeposits,

    /// <summary>Dana, of the fund.</summary>
    FundBalance,

    /// <summary>Penerimaan infak tidak terikat.</summary>
    InfakIncome,

    /// <summary>Penerimaan kembali penghapusan, of the fund.</summary>
    RecoveryIncome,

    /// <summary>Penyaluran dana by ibra', of the fund.</summary>
    Forgiveness,

    /// <summary>Beban penghapusan, of the fund.</summary>
    WriteOff,

    /// <summary>Selisih kas: what was counted above or below the books, of the fund.</summary>
    CashDifference,
}

/// <summary>What an account's balance means in a trial balance.</summary>
public enum AccountType
{
    /// <summary>What the office holds or is owed.</summary>
    Asset,

    /// <summary>What the office owes.</summary>
    Liability,

    /// <summary>What was entrusted to a fund.</summary>
    FundBalance,

    /// <summary>What a fund gained.</summary>
    Income,

    /// <summary>What a fund gave up.</summary>
    Expense,
}

/// <summary>Facts about accounts.</summary>
public static class Accounts
{
    /// <summary>The account's type.</summary>
    public static AccountType Type(this Account account) =>
        account switch
        {
            Account.Cash or Account.Bank or Account.QardhReceivable => AccountType.Asset,
            Account.BorrowerDeposits => AccountType.Liability,
            Account.FundBalance => AccountType.FundBalance,
            Account.InfakIncome or Account.RecoveryIncome or Account.CashDifference => AccountType.Income,
            Account.Forgiveness or Account.WriteOff => AccountType.Expense,
            _ => throw new ArgumentOutOfRangeException(nameof(account), account, null),
        };

    /// <summary>Whether the account holds money that can be paid out.</summary>
    public static bool HoldsMoney(this Account account) => account is Account.Cash or Account.Bank;
}
