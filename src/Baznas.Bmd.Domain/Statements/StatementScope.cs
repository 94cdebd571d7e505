using Baznas.Bmd.Domain.Ledger;

namespace Baznas.Bmd.Domain.Statements;

/// <summary>Which part of the ledger each statement is about, and what the standard postings can put there.</summary>
public static class StatementScope
{
    private static readonly EntryKind[] EveryKind = Enum.GetValues<EntryKind>();

    private static readonly FundKind[] EveryFund = Enum.GetValues<FundKind>();

    /// <summary>Whether a statement tells where a posting to this account went: its lines add up to all of those.</summary>
    public static bool IsAbout(this StatementKind statement, Account account) =>
        statement switch
        {
            StatementKind.FinancialPosition => true,
            StatementKind.ChangesInFunds => SideOf(account) is StatementSide.Funds,
            StatementKind.ChangesInManagedAssets => account is Account.QardhReceivable,
            StatementKind.CashFlows => account.HoldsMoney(),
            _ => throw new ArgumentOutOfRangeException(nameof(statement), statement, null),
        };

    /// <summary>The accounts that lines of a statement may name.</summary>
    /// <param name="statement">The statement.</param>
    /// <param name="side">The side of the financial position; null in other statements.</param>
    public static IReadOnlyList<Account> AccountsOf(StatementKind statement, StatementSide? side) =>
        [
            .. Enum.GetValues<Account>()
                .Where(account =>
                    statement is StatementKind.CashFlows
                    || (statement.IsAbout(account) && (side is null || SideOf(account) == side))
                ),
        ];

    /// <summary>The events that can concern a statement.</summary>
    public static IReadOnlyList<EntryKind> EntryKindsOf(StatementKind statement) =>
        [
            .. EveryKind.Where(kind =>
                Enum.GetValues<Account>().Any(account => statement.IsAbout(account) && CanPost(kind, account))
            ),
        ];

    /// <summary>The side of the financial position that an account's balance stands on.</summary>
    public static StatementSide SideOf(Account account) =>
        account.Type() switch
        {
            AccountType.Asset => StatementSide.Assets,
            AccountType.Liability => StatementSide.Liabilities,
            _ => StatementSide.Funds,
        };

    /// <summary>Everything that the standard postings can put where a statement is about.</summary>
    public static IEnumerable<LedgerCell> CellsOf(StatementKind statement) =>
        from account in Enum.GetValues<Account>()
        where statement.IsAbout(account)
        from fund in EveryFund
        from kind in EveryKind
        where CanPost(kind, account)
        select new LedgerCell(account, fund, kind);

    /// <summary>Whether the standard posting of an event has a line to an account.</summary>
    public static bool CanPost(EntryKind kind, Account account) =>
        account switch
        {
            Account.Cash => kind is not (EntryKind.Forgiveness or EntryKind.WriteOff),
            Account.Bank => kind is not (EntryKind.Forgiveness or EntryKind.WriteOff or EntryKind.CashDifference),
            _ => CounterAccountsOf(kind).Contains(account),
        };

    /// <summary>The accounts other than cash and bank that the standard posting of an event has lines to.</summary>
    public static IReadOnlyList<Account> CounterAccountsOf(EntryKind kind) =>
        kind switch
        {
            EntryKind.FundReceipt => [Account.FundBalance],
            EntryKind.Disbursement => [Account.QardhReceivable],
            EntryKind.Repayment or EntryKind.DepositApplied => [Account.QardhReceivable, Account.BorrowerDeposits],
            EntryKind.Infak => [Account.InfakIncome],
            EntryKind.DepositRefund => [Account.BorrowerDeposits],
            EntryKind.Forgiveness => [Account.QardhReceivable, Account.Forgiveness],
            EntryKind.WriteOff => [Account.QardhReceivable, Account.WriteOff],
            EntryKind.Recovery => [Account.RecoveryIncome],
            EntryKind.CashDifference => [Account.CashDifference],
            EntryKind.FundTransfer => [],
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
        };

    /// <summary>
    /// Whether the other side of an event tells what it did to cash and bank, so that cash flows may be told by it: a
    /// repayment is principal and, apart, what was held. A deposit used moves no money within its fund, and what would be
    /// told of it by its other sides is more than moved.
    /// </summary>
    public static bool TellsMoneyByCounterAccounts(EntryKind kind) =>
        kind
            is EntryKind.FundReceipt
                or EntryKind.Disbursement
                or EntryKind.Repayment
                or EntryKind.Infak
                or EntryKind.DepositRefund
                or EntryKind.Recovery
                or EntryKind.CashDifference;
}
