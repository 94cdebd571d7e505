using Baznas.Bmd.Domain.Ledger;
using NUnit.Framework;
using static Baznas.Bmd.Domain.Tests.Support.Make;

namespace Baznas.Bmd.Domain.Tests.Ledger;

[TestFixture]
public class LedgerEntryTests
{
    private static readonly PostingLine Cash = new()
    {
        Account = Account.Cash,
        FundId = "ZAKAT",
        Amount = Rp(100),
    };

    private static readonly PostingLine Receivable = new()
    {
        Account = Account.QardhReceivable,
        FundId = "ZAKAT",
        LoanId = "loan-1",
        Amount = Rp(-100),
    };

    private static readonly PostingLine Deposit = new()
    {
        Account = Account.BorrowerDeposits,
        FundId = "ZAKAT",
        BorrowerId = "borrower-1",
        Amount = Rp(-100),
    };

    [Test]
    public void A_balanced_entry_is_made()
    {
        Assert.That(Entry(Cash, Receivable).Lines, Is.EqualTo([Cash, Receivable]));
        Assert.That(Entry(Cash, Deposit).Lines, Is.EqualTo([Cash, Deposit]));
    }

    [Test]
    public void Two_funds_that_each_balance_make_an_entry()
    {
        PostingLine[] other =
        [
            Cash with
            {
                FundId = "INFAK",
                Amount = Rp(7),
            },
            Receivable with
            {
                FundId = "INFAK",
                Amount = Rp(-7),
            },
        ];

        Assert.That(Entry([Cash, Receivable, .. other]).Lines, Has.Count.EqualTo(4));
    }

    [Test]
    public void An_entry_that_balances_only_across_funds_can_not_be_made() =>
        AssertRefused(Cash, Receivable with { FundId = "INFAK" });

    [Test]
    public void An_entry_that_does_not_balance_can_not_be_made() =>
        AssertRefused(Cash, Receivable with { Amount = Rp(-99) });

    [Test]
    public void An_entry_needs_two_lines()
    {
        AssertRefused();
        AssertRefused(Cash);
    }

    [Test]
    public void A_line_is_never_zero() =>
        AssertRefused(Cash with { Amount = Rp(0) }, Receivable with { Amount = Rp(0) });

    [Test]
    public void Every_line_names_its_fund() =>
        AssertRefused(Cash with { FundId = "" }, Receivable with { FundId = "" });

    [TestCase(null)]
    [TestCase("")]
    public void A_receivable_line_names_its_loan(string? loanId) =>
        AssertRefused(Cash, Receivable with { LoanId = loanId });

    [TestCase(null)]
    [TestCase("")]
    public void A_deposit_line_names_its_borrower(string? borrowerId) =>
        AssertRefused(Cash, Deposit with { BorrowerId = borrowerId });

    [Test]
    public void Changing_the_list_an_entry_was_made_from_does_not_change_it()
    {
        PostingLine[] lines = [Cash, Receivable];
        var entry = Entry(lines);

        lines[0] = Cash with { Amount = Rp(1) };

        Assert.That(entry.Lines[0], Is.EqualTo(Cash));
    }

    [TestCase(Account.Cash, AccountType.Asset)]
    [TestCase(Account.Bank, AccountType.Asset)]
    [TestCase(Account.QardhReceivable, AccountType.Asset)]
    [TestCase(Account.BorrowerDeposits, AccountType.Liability)]
    [TestCase(Account.FundBalance, AccountType.FundBalance)]
    [TestCase(Account.InfakIncome, AccountType.Income)]
    [TestCase(Account.RecoveryIncome, AccountType.Income)]
    [TestCase(Account.Forgiveness, AccountType.Expense)]
    [TestCase(Account.WriteOff, AccountType.Expense)]
    public void Every_account_has_its_type(Account account, AccountType type) =>
        Assert.That(account.Type(), Is.EqualTo(type));

    [Test]
    public void No_account_is_without_a_type() =>
        Assert.That(
            Enum.GetValues<Account>().Select(account => account.Type()),
            Has.All.Matches<AccountType>(Enum.IsDefined)
        );

    private static LedgerEntry Entry(params PostingLine[] lines) =>
        new()
        {
            Kind = EntryKind.Repayment,
            EffectiveOn = Day("2026-01-05"),
            Lines = lines,
        };

    private static void AssertRefused(params PostingLine[] lines) =>
        Assert.That(() => Entry(lines), Throws.ArgumentException);
}
